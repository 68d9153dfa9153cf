import ConfigDocument
import Testing

/// Inputs made to exhaust a reader. Each ends in an error, and long before its last byte.
struct YAMLHostileTests {
    @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[a: ", "[\n", "- - - - - - - - ", "{? "])
    func stopsAtTheDepthLimit(opening: String) {
        let text = String(repeating: opening, count: 200_000 / opening.utf8.count)
        let error = #expect(throws: DocumentError.self) { try Document(parsing: text, as: .yaml) }
        #expect(
            error?.reason == .depth || error?.reason == .unsupported || error?.reason == .syntax
        )
        #expect((error?.position?.offset ?? .max) < 2_000)
    }

    /// Tabs before the first text are looked at once each, not once for each other.
    @Test(.timeLimit(.minutes(20)), arguments: ["a", "\na: 1\n", "# c\na: 1\n"])
    func readsManyTabsInLinearTime(rest: String) {
        let text = String(repeating: "\t", count: 400_000) + rest
        let document = try? Document(parsing: text, as: .yaml)
        #expect(document?.root["a"]?.int == (rest == "a" ? nil : 1))
    }

    @Test func stopsAtTheDepthLimitInBlocks() throws {
        func nested(_ depth: Int) -> String {
            (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        }
        #expect(throws: Never.self) { try Document(parsing: nested(128), as: .yaml) }
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: nested(600), as: .yaml)
        }
        #expect(error?.reason == .depth)
        #expect(error?.position?.line == 129)
    }

    @Test func countsTheDepthThatAliasesAdd() {
        let chain = (1..<200).map { "a\($0): &a\($0) [*a\($0 - 1)]" }
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: (["a0: &a0 [x]"] + chain).joined(separator: "\n"), as: .yaml)
        }
        #expect(error?.reason == .depth)
        #expect(error?.position?.line == 128)
    }

    @Test func stopsAnAliasBomb() {
        let levels = (1..<10).map { level in
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            return "a\(level): &a\(level) [\(aliases)]"
        }
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: (["a0: &a0 lol"] + levels).joined(separator: "\n"), as: .yaml)
        }
        #expect(error?.reason == .expansion)
        #expect(
            error?.message
                == "aliases and merge keys add more than 100000 values; raise maxExpansion, or pass --max-expansion"
        )
        #expect(error?.position?.line == 6)
    }

    @Test func stopsAMergeBomb() {
        let levels = (1..<40).map { level in
            "a\(level): &a\(level) {<<: *a\(level - 1), x\(level): *a\(level - 1)}"
        }
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: (["a0: &a0 {k: v}"] + levels).joined(separator: "\n"), as: .yaml)
        }
        #expect(error?.reason == .expansion)
    }

    @Test func stopsNestedInlineMerges() {
        let members = (0..<2_000).map { "k\($0): 1" }.joined(separator: ", ")
        let text =
            String(repeating: "{<<: ", count: 100) + "{\(members)}"
            + String(repeating: "}", count: 100)
        #expect(throws: Never.self) { try Document(parsing: text, as: .yaml) }
        var options = ReadingOptions()
        options.maxExpansion = 3_999
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .yaml, options: options)
        }
        #expect(error?.reason == .expansion)
    }

    @Test func spendsItsBudgetToTheLastValue() throws {
        var options = ReadingOptions()
        options.maxExpansion = 6
        // An array of one element counts three: its start, the element and its end.
        let text = "a: &a [1]\nb: [*a, *a]"
        #expect(throws: Never.self) { try Document(parsing: text, as: .yaml, options: options) }
        options.maxExpansion = 5
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .yaml, options: options)
        }
        #expect(error?.position?.column == 9)
    }

    @Test func readsBroadDocuments() throws {
        let flow = "[" + (0..<100_000).map { "a\($0)" }.joined(separator: ",") + "]"
        #expect(try Document(parsing: flow, as: .yaml).root.count == 100_000)
        let wide = "[" + (0..<100_000).map { "é\($0)" }.joined(separator: ",") + "]"
        let root = try Document(parsing: wide, as: .yaml).root
        #expect(root.elements.last?.string == "é99999")
        #expect(root.elements.last?.sourceRange.upperBound == wide.utf8.count - 1)
        let block = (0..<100_000).map { "key\($0): &a\($0) 1\n" }.joined()
        #expect(try Document(parsing: block, as: .yaml).root["key99999"]?.int == 1)
    }

    @Test(arguments: [
        "a: \"\\ud800\"", "a: \"\\udfff\"", "a: \"\\U00110000\"", "a: \"\\ud800\\u0041\"",
    ])
    func refusesEscapesThatAreNoCharacter(text: String) {
        let error = #expect(throws: DocumentError.self) { try Document(parsing: text, as: .yaml) }
        #expect(error?.position?.offset == 4)
    }

    @Test func refusesKeysBeyondTheTapesLength() {
        let key = String(repeating: "k", count: 0x10_0000)
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: "? \(key)\n: 1", as: .yaml)
        }
        #expect(error?.reason == .size)
    }

    /// Cut anywhere, and with any byte changed, a document is read or refused, never more.
    @Test func survivesCutAndChangedDocuments() {
        let text =
            "a: &x [1, 'é', \"\\t\"] # c\n<<: {b: *x}\nc: |\n  l\n\n  m\nd: {e: !!str 1, f: [g: h]}\n? k\n: >-\n  é\n"
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            _ = try? Document(parsing: Array(bytes[..<count]), as: .yaml)
        }
        for index in bytes.indices {
            for byte: UInt8 in [
                0, 9, 10, 13, 32, 33, 34, 35, 38, 39, 42, 44, 45, 58, 60, 63, 91, 93, 123, 124, 125,
                195, 239,
            ] {
                var changed = bytes
                changed[index] = byte
                guard let document = try? Document(parsing: changed, as: .yaml) else { continue }
                check(document.root, within: changed.count)
            }
        }
    }

    private func check(_ cursor: Cursor, within count: Int) {
        let range = cursor.sourceRange
        #expect(range.lowerBound <= range.upperBound && range.upperBound <= count)
        for member in cursor.members { check(member.value, within: count) }
        for element in cursor.elements { check(element, within: count) }
    }
}
