import ConfigDocument
import Foundation
import Suites
import Testing

struct YAMLPositionTests {
    @Test(arguments: ["\n", "\r\n", "\r"])
    func knowsTheSourceOfEachValue(lineBreak: String) throws {
        let text = [
            "# head é", "plain: a b  # c", "quoted: 'it''s'", "double: \"x\\ty é\"", "empty:",
            "tagged: &t !!str 12", "folded: one", "  two", "  three", "literal: |", "  é 1", "",
            "  l2", "",
            "flow: {a: [1, é], b: {}} # c", "seq:", "- é", "- - x", "  - y", "  # c", "map:",
            "  k: 1",
            "  é: &m", "    z: 2 # c", "", "pairs: [p: q, r: s]", "keep: |+", "  k", "",
            "alias: *t", "last: x",
        ].joined(separator: lineBreak)
        let root = try Document(parsing: text, as: .yaml).root
        let bytes = Array(text.utf8)
        func source(_ cursor: Cursor?) -> String? {
            cursor.map {
                String(decoding: bytes[$0.sourceRange], as: UTF8.self)
                    .replacingOccurrences(of: lineBreak, with: "\n")
            }
        }
        #expect(source(root["plain"]) == "a b")
        #expect(source(root["quoted"]) == "'it''s'")
        #expect(source(root["double"]) == "\"x\\ty é\"")
        #expect(source(root["empty"]) == "")
        #expect(root["empty"]?.position.column == 7)
        #expect(source(root["tagged"]) == "12")
        #expect(source(root["folded"]) == "one\n  two\n  three")
        #expect(root["folded"]?.string == "one two three")
        #expect(source(root["literal"]) == "|\n  é 1\n\n  l2")
        #expect(root["literal"]?.string == "é 1\n\nl2\n")
        #expect(source(root["flow"]) == "{a: [1, é], b: {}}")
        #expect(source(root["flow"]?["a"]) == "[1, é]")
        #expect(source(root["flow"]?["a"]?[1]) == "é")
        #expect(source(root["flow"]?["b"]) == "{}")
        #expect(source(root["seq"]) == "- é\n- - x\n  - y")
        #expect(source(root["seq"]?[1]) == "- x\n  - y")
        #expect(source(root["seq"]?[1]?[1]) == "y")
        #expect(source(root["map"]) == "k: 1\n  é: &m\n    z: 2")
        #expect(source(root["map"]?["é"]) == "z: 2")
        #expect(source(root["pairs"]) == "[p: q, r: s]")
        #expect(source(root["pairs"]?[0]) == "p: q")
        #expect(source(root["pairs"]?[1]) == "r: s")
        #expect(source(root["keep"]) == "|+\n  k\n")
        #expect(root["keep"]?.string == "k\n\n")
        #expect(source(root["alias"]) == "12")
        #expect(
            source(root)
                == String(text.dropFirst("# head é".count + 1)).replacingOccurrences(
                    of: lineBreak,
                    with: "\n"
                )
        )
        #expect(root["last"]?.position.line == 31)
    }

    /// A value that the tape locates in the source must be equal when it is read from there.
    @Test func everyScalarOfRealFilesStandsWhereTheTapeSays() throws {
        var checked = 0
        for (name, bytes) in try yamlSamples() {
            guard let document = try? Document(parsing: bytes, as: .yaml, named: name) else {
                continue
            }
            checked += check(document.root, in: bytes)
        }
        print("yaml positions: \(checked) values read again from their source")
    }

    private func check(_ cursor: Cursor, in bytes: [UInt8]) -> Int {
        switch cursor.kind {
        case .object:
            return cursor.members.reduce(1) { $0 + check($1.value, in: bytes) }
        case .array:
            return cursor.elements.reduce(1) { $0 + check($1, in: bytes) }
        default:
            let source = Array(bytes[cursor.sourceRange])
            let lead = source.first
            // Plain text of several lines and block texts depend on the indentation around them.
            guard let lead, !source.contains(0x0A) || lead == 0x22 || lead == 0x27 else { return 0 }
            let again = try? Document(parsing: source, as: .yaml).root
            let isSame = again.map { DocumentValue($0) == DocumentValue(cursor) } ?? false
            let isTagged = cursor.kind == .string && again?.kind != .string
            let at =
                "\(cursor.document.name):\(cursor.position.line): \(String(decoding: source, as: UTF8.self))"
            #expect(
                isSame || isTagged || lead == UInt8(ascii: ":") || lead == UInt8(ascii: ","),
                "\(at)"
            )
            return 1
        }
    }

    private func yamlSamples() throws -> [(String, [UInt8])] {
        guard let suite = SuiteFolder("schemastore") else { return [] }
        var samples: [(String, [UInt8])] = []
        for folder in try suite.files(in: "positive") {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                let url = folder.appending(path: name)
                samples.append((url.path, [UInt8](try Data(contentsOf: url))))
            }
        }
        return samples
    }
}
