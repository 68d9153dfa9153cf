import ConfigDocument
import Foundation
import Suites
import Testing

/// Random documents, broken ones among them, beside Python's `tomllib`: both refuse them, or both read
/// the same.
struct TOMLPeerTests {
    @Test func readsWhatPythonReads() throws {
        guard let peer = try TOMLPeer() else { return print("skipped: tomllib of Python 3.11") }
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomTOML(generator: SeededGenerator(seed: seed))
        let texts = (0..<4_000).map { _ in random.document() }
        let answers = try peer.answers(to: texts)
        try #require(answers.count == texts.count)
        var read = 0
        for (text, answer) in zip(texts, answers) {
            let ours = (try? Document(parsing: text, as: .toml))
                .flatMap { DocumentValue($0.root).asPythonHoldsIt }
            if ours != nil { read += 1 }
            #expect(
                ours == answer?.asPythonHoldsIt,
                "seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription)"
            )
        }
        print("TOML: seed \(seed), \(read) of \(texts.count) random documents read as tomllib does")
    }
}

/// Python, which answers with JSON for each document, or null.
private struct TOMLPeer {
    private let python: URL

    init?() throws {
        let path = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
        guard let found = path.first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        python = URL(fileURLWithPath: found)
        guard try run("import tomllib", with: []) != nil else { return nil }
    }

    func answers(to texts: [[UInt8]]) throws -> [DocumentValue?] {
        let input = texts.flatMap { Array("\($0.count)\n".utf8) + $0 }
        let output = try run(Self.script, with: input) ?? []
        return try output.split(separator: 0x0A).map { line in
            let value = DocumentValue(try Document(parsing: Array(line), as: .json).root)
            return value == .null ? DocumentValue?.none : value
        }
    }

    private func run(_ script: String, with input: [UInt8]) throws -> [UInt8]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "input")
        try Data(input).write(to: file)
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return process.terminationStatus == 0 ? output : nil
    }

    /// Numbers that are not finite have no JSON value, so that their documents are refused.
    private static let script = #"""
        import datetime, json, math, sys, tomllib

        def plain(value):
            if isinstance(value, dict):
                return {key: plain(inner) for key, inner in value.items()}
            if isinstance(value, list):
                return [plain(inner) for inner in value]
            if isinstance(value, datetime.datetime):
                return value.isoformat().replace("+00:00", "Z")
            if isinstance(value, (datetime.date, datetime.time)):
                return value.isoformat()
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError
            return value

        source = sys.stdin.buffer
        while line := source.readline():
            text = source.read(int(line))
            try:
                print(json.dumps(plain(tomllib.loads(text.decode("utf-8")))))
            except (ValueError, RecursionError):
                print("null")
        """#
}

extension DocumentValue {
    /// The value with fractions as doubles, and times without fractions and offsets, of which Python
    /// has a form of its own; nil where a number is beyond doubles.
    fileprivate var asPythonHoldsIt: DocumentValue? {
        switch self {
        case .number(let text) where text.contains(where: { ".eE".contains($0) }):
            return Double(text).flatMap { $0.isFinite ? .double($0) : DocumentValue?.none }
        case .array(let elements):
            let held = elements.compactMap(\.asPythonHoldsIt)
            return held.count == elements.count ? .array(held) : Self?.none
        case .object(let object):
            var result = DocumentObject()
            for (key, value) in object.members {
                guard let held = value.asPythonHoldsIt else { return Self?.none }
                result[key] = held
            }
            return .object(result)
        case .string(let text):
            let isTime = text.contains(/^(\d{4}-\d\d-\d\dT)?\d\d:\d\d:/)
            return .string(isTime ? String(text.prefix { !".Z+".contains($0) }.prefix(19)) : text)
        default: return self
        }
    }
}

/// Documents of keys that meet often, and values of all kinds, a few of them faulty.
private struct RandomTOML {
    var generator: SeededGenerator

    mutating func document() -> [UInt8] {
        let lineBreak = chance(6) ? "\r\n" : "\n"
        let lines = (0..<Int.random(in: 0...8, using: &generator)).map { _ in line() }
        var bytes = Array((lines.joined(separator: lineBreak) + pick(["", lineBreak])).utf8)
        if chance(7), let index = bytes.indices.randomElement(using: &generator) {
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: index)
            default: bytes.insert(pick(Array("=.[]\"'\n\r\0#,{}_".utf8)), at: index)
            }
        }
        return bytes
    }

    private mutating func line() -> String {
        switch Int.random(in: 0..<16, using: &generator) {
        case 0..<4: "[\(path())]"
        case 4..<6: "[[\(path())]]"
        case 6: pick(["# comment", "", "  ", "\t# é"])
        default: "\(path())\(pick(["=", " = "]))\(value(3))\(pick(["", "", " # c", " "]))"
        }
    }

    private mutating func path() -> String {
        let keys = (0..<Int.random(in: 1...3, using: &generator)).map { _ in pick(Self.keys) }
        return keys.joined(separator: pick([".", ".", " . "]))
    }

    private mutating func value(_ depth: Int) -> String {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0...2 where depth > 0:
            let elements = items { $0.value(depth - 1) }
            let separator = pick([",", ", ", ",\n", ", # c\n"])
            let end = elements.isEmpty ? "" : pick(["", "", ",", "\n", ",,"])
            return "[" + elements.joined(separator: separator) + end + "]"
        case 3...5 where depth > 0:
            let members = items { "\($0.path()) = \($0.value(depth - 1))" }
            return "{" + members.joined(separator: ", ") + pick(["", "", "", " ", ",", "\n"]) + "}"
        case 6: return pick(Self.faults)
        default: return pick(Self.scalars)
        }
    }

    private mutating func items(_ make: (inout Self) -> String) -> [String] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&self) }
    }

    private mutating func chance(_ count: Int) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &generator)]
    }

    private static let keys = [
        "a", "b", "c", "1", "a-b", "\"q\"", "'l'", "\"\"", "\"é\"", "long-key-of-many-letters",
    ]

    private static let scalars = [
        "1", "-17", "+3", "-0", "1_000", "0xff", "0xDEAD_beef", "0o17", "0b1010", "1.5", "-0.5",
        "9223372036854775807", "9223372036854775808", "12345678901234567890123", "1e3", "1E-3",
        "6.02_2e2_3", "0e0", "true", "false", "\"x\"", "'y'", "''", "\"\\u00e9\\t\\\"\\\\\"",
        "\"\"\"\nab\\\n   c\n\"\"\"", "'''\nraw\\n\n'''", "\"\"\"\"q\"\"\"\"", "1979-05-27",
        "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.000005-07:00", "1979-05-27t07:32:00z",
        "07:32:00", "07:32:00.999999",
    ]

    private static let faults = [
        "01", "1_", "_1", "1__0", ".5", "5.", "0xG", "-0x1", "1e", "tru", "True", "nan", "-inf",
        "\"a\nb\"", "'a\nb'", "\"\\x\"", "\"\\ud800\"", "1979-13-01", "2021-02-29", "24:00:00",
        "07:32", "12:00:61", "hello", "0_0", "1 2", "0XFF", "1.0.0", "\"\u{7F}\"", "[", "{",
        "2020-01-01T", "07:32:00Z", "+", "\"\"\"\"\"\"\"\"\"",
    ]
}
