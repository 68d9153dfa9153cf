import ConfigDocument
import Testing

struct JSONParserTests {
    @Test func readsEveryKindOfValue() throws {
        let text =
            #"{"a": null, "b": [true, false], "c": -12, "d": 2.5, "e": "é\n\ud83d\ude00", "f": {}}"#
        let root = try Document(parsing: text, as: .json).root
        #expect(root.count == 6)
        #expect(root["a"]?.isNull == true)
        #expect(root["b"]?.elements.map(\.bool) == [true, false])
        #expect(root["b"]?[1]?.bool == false)
        #expect(root["c"]?.int == -12)
        #expect(root["d"]?.double == 2.5)
        #expect(root["e"]?.string == "é\n😀")
        #expect(root["f"]?.isObject == true)
        #expect(root["g"] == nil)
        #expect(root.members.map(\.key.text) == ["a", "b", "c", "d", "e", "f"])
    }

    @Test(arguments: [
        ("0", Kind.integer), ("-0", .integer), ("1.0", .integer), ("1e2", .integer),
        ("120e-1", .integer),
        ("9223372036854775807", .integer), ("-9223372036854775808", .integer),
        ("9223372036854775808", .decimal), ("-9223372036854775809", .decimal),
        ("1000000000000000000", .integer), ("1.5", .double), ("1e-2", .double), ("0.000", .integer),
        ("123456789012345.5", .decimal), ("12345678901234.5", .double),
        ("1e400", .decimal), ("1e-400", .decimal), ("0.30000000000000004", .decimal),
        ("1e99999999999999999999", .decimal), ("0e99999999999999999999", .integer),
    ])
    func classifiesNumbers(text: String, kind: Kind) throws {
        let root = try Document(parsing: text, as: .json).root
        #expect(root.kind == kind)
        #expect(root.lexeme == text)
        if kind == .integer { #expect(root.double == Double(text)) }
    }

    @Test func readsDoublesAsTheStandardLibraryDoes() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let mantissa = Int64.random(
                in: -999_999_999_999_999...999_999_999_999_999,
                using: &generator
            )
            let text = "\(mantissa)e\(Int.random(in: -30...30, using: &generator))"
            #expect(try Document(parsing: text, as: .json).root.double == Double(text), "\(text)")
        }
    }

    @Test(arguments: [
        ("", "a.json:1:1: error: the text ends where a JSON value should be"),
        ("{\"a\": 1,\n  \"a\": 2}", "a.json:2:3: error: this key is already defined at 1:2"),
        ("[1, 2", "a.json:1:6: error: the text ends where ',' or ']' should be"),
        ("{\"é\": tru}", "a.json:1:7: error: found 't' where a JSON value should be"),
        (
            "{\"a\": True}",
            "a.json:1:7: error: found 'T' where a JSON value should be; did you mean true?"
        ),
        (
            "[OFF]",
            "a.json:1:2: error: found 'O' where a JSON value should be; did you mean false?"
        ),
        (
            "[None]",
            "a.json:1:2: error: found 'N' where a JSON value should be; did you mean null?"
        ),
        (
            "[nil]",
            "a.json:1:2: error: found 'n' where a JSON value should be; did you mean null?"
        ),
        (
            "[undefined]",
            "a.json:1:2: error: found 'u' where a JSON value should be; did you mean null?"
        ),
        (
            "[NaN]",
            "a.json:1:2: error: found 'N' where a JSON value should be; JSON has no such number"
        ),
        (
            "[nils]",
            "a.json:1:2: error: found 'n' where a JSON value should be"
        ),
        (
            "{'a': 1}",
            "a.json:1:2: error: found ''' where a key in double quotes should be; write text in double quotes"
        ),
        (
            "['a']",
            "a.json:1:2: error: found ''' where a JSON value should be; write text in double quotes"
        ),
        (
            "[+1]",
            "a.json:1:2: error: found '+' where a JSON value should be; write the number without '+'"
        ),
        (
            "[.5]",
            "a.json:1:2: error: found '.' where a JSON value should be; write a 0 before the '.'"
        ),
        (
            "# a\n[1]",
            "a.json:1:1: error: '#' begins a comment only in YAML and TOML; remove it, or end the file's name in .yaml"
        ),
        ("[01]", "a.json:1:2: error: a number must not start with 0"),
        ("[1] 2", "a.json:1:5: error: text after the end of the JSON value"),
        ("{a: 1}", "a.json:1:2: error: found 'a' where a key in double quotes should be"),
        ("\"\\ud800\"", "a.json:1:2: error: an unpaired surrogate, which is not a character"),
        ("\"\\x\"", "a.json:1:2: error: an unknown escape in a string"),
        ("\"abc", "a.json:1:1: error: the string has no closing quote"),
        (
            "\"a\tb\"",
            "a.json:1:3: error: a control character in a string; write it as an escape such as \\n"
        ),
        (
            "[1,]",
            "a.json:1:3: error: a ',' before the ']'; remove it, or end the file's name in .jsonc"
        ),
    ])
    func reportsFaultsAtTheirPlace(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .json, named: "a.json")
        }
        #expect(error?.description == message)
    }

    @Test(arguments: [10, 33, 5000])
    func findsADuplicateKeyInObjectsOfAnySize(count: Int) throws {
        let members = (0..<count).map { "\"key number \($0)\": \($0)" }
        let text = "{\(members.joined(separator: ", "))}"
        #expect(try Document(parsing: text, as: .json).root["key number 9"]?.int == 9)
        let doubled = "{\(members.joined(separator: ", ")), \"key number 7\": 0}"
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: doubled, as: .json)
        }
        #expect(error?.reason == .duplicateKey)
    }

    @Test func limitsDepthAndSize() throws {
        let nested = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(throws: Never.self) { try Document(parsing: nested, as: .json) }
        let tooDeep = #expect(throws: DocumentError.self) {
            try Document(parsing: "[\(nested)]", as: .json)
        }
        #expect(tooDeep?.reason == .depth)
        #expect(tooDeep?.position?.column == 129)
        var options = ReadingOptions()
        options.maxBytes = 3
        let tooLong = #expect(throws: DocumentError.self) {
            try Document(parsing: "[  ]", as: .json, options: options)
        }
        #expect(tooLong?.reason == .size)
    }

    @Test(arguments: ["", " \n\t", "\u{FEFF}"])
    func takesBlankTextForNothingWhereThatIsAllowed(text: String) throws {
        #expect(throws: DocumentError.self) { try Document(parsing: text, as: .json) }
        var options = ReadingOptions()
        options.allowsBlankText = true
        let document = try Document(parsing: text, as: .json, options: options)
        #expect(document.isBlank && document.configuration.root.isObject)
        #expect(try !Document(parsing: "null", as: .json, options: options).isBlank)
    }

    @Test(arguments: [
        ("", true), ("# a\n", true), ("---\n# a\n...\n", true), ("~", false), ("null", false),
        ("{}", false), ("''", false), ("!!null ''", false),
    ])
    func knowsYAMLWithoutContent(text: String, isBlank: Bool) throws {
        #expect(try Document(parsing: text, as: .yaml).isBlank == isBlank)
    }

    @Test func refusesBytesThatAreNotUTF8AtTheirPlace() {
        let bytes: [UInt8] = Array("[\"ok\", \"a".utf8) + [0xC3, 0x28] + Array("\"]".utf8)
        let error = #expect(throws: DocumentError.self) { try Document(parsing: bytes, as: .json) }
        #expect(error?.reason == .encoding)
        #expect(error?.position?.column == 10)
    }

    @Test func knowsTheSourceOfEachValue() throws {
        let text = "{\"a\": \"x\\ty\", \"b\": [1, {\"c\": null}], \"d\": \"é\"}"
        let root = try Document(parsing: text, as: .json).root
        func source(_ cursor: Cursor?) -> String? {
            cursor.map { String(decoding: Array(text.utf8)[$0.sourceRange], as: UTF8.self) }
        }
        #expect(source(root) == text)
        #expect(source(root["a"]) == "\"x\\ty\"")
        #expect(source(root["b"]) == "[1, {\"c\": null}]")
        #expect(source(root["b"]?[1]?["c"]) == "null")
        #expect(source(root["d"]) == "\"é\"")
    }
}
