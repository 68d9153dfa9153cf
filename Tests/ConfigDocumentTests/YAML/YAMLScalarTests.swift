import ConfigDocument
import Testing

struct YAMLScalarTests {
    @Test(
        arguments: [
            ("null", .null), ("Null", .null), ("NULL", .null), ("~", .null), ("", .null),
            ("nULL", "nULL"), ("true", true), ("True", true), ("TRUE", true), ("false", false),
            ("False", false), ("FALSE", false), ("tRue", "tRue"),
            // YAML 1.1 reads these as other types, a frequent cause of mistakes in configurations.
            ("no", "no"), ("on", "on"), ("yes", "yes"), ("y", "y"), ("Off", "Off"),
            ("1:20", "1:20"),
            ("2001-12-14", "2001-12-14"), ("0b11", "0b11"), ("1_000", "1_000"), ("=", "="),
            ("0", 0), ("12", 12), ("-12", -12), ("+12", 12), ("007", 7), ("0o17", 15),
            ("0xfF", 255),
            ("0o8", "0o8"), ("0x", "0x"), ("0xg", "0xg"), ("0X1", "0X1"), ("-0x1", "-0x1"),
            ("0x7fffffffffffffff", .int(.max)), ("0o777777777777777777777", .int(.max)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("+9223372036854775808", .number("9223372036854775808")),
            ("00123456789012345678901234567890", .number("123456789012345678901234567890")),
            ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("+1.5e3", 1500.0), ("1e3", 1000),
            ("1.e2", 100),
            ("+.12345678901234567890", .number("0.12345678901234567890")),
            (".", "."), ("+", "+"), ("1e", "1e"), ("e1", "e1"), ("1.5.2", "1.5.2"),
            ("10.0.0.1", "10.0.0.1"),
            ("-", nil), ("'12'", "12"), ("\"true\"", "true"), ("|\n  12", "12"),
            (".info", ".info"), ("+.nan", "+.nan"),
        ] as [(String, DocumentValue?)]
    )
    func resolvesPlainScalarsByTheCoreSchema(text: String, value: DocumentValue?) throws {
        // A dash alone begins a list, as everywhere in YAML.
        let expected = value ?? .array([.null])
        #expect(DocumentValue(try yaml(text).root) == expected)
    }

    @Test(
        arguments: [
            ("!!str 12", "12"), ("!!str", ""), ("!!str null", "null"), ("! 12", "12"),
            ("! true", "true"),
            ("!!int '12'", 12), ("!!int 0x1F", 31), ("!!float 3", 3), ("!!float \"2.5\"", 2.5),
            ("!!bool 'true'", true), ("!!null ''", .null), ("!!null ~", .null), ("&a !!str 1", "1"),
            ("!!str &a 1", "1"), ("!!map {a: 1}", ["a": 1]), ("!!seq [1]", [1]), ("! [1]", [1]),
            ("!<tag:yaml.org,2002:str> 1", "1"),
            ("%TAG !y! tag:yaml.org,2002:\n---\n!y!str 1", "1"),
            ("!!str # why\n  12", "12"), ("!!str |\n  12\n", "12\n"),
            ("{!!str 1: !!str 2}", ["1": "2"]),
            ("[!!str , !!null ]", ["", nil]),
        ] as [(String, DocumentValue)]
    )
    func honoursTheTagsOfTheCoreSchema(text: String, value: DocumentValue) throws {
        #expect(DocumentValue(try yaml(text).root) == value)
    }

    @Test(arguments: [
        ("a: .inf", "a.yaml:1:4: error: .inf has no JSON value; quote it if you mean a string"),
        ("a: -.INF", "a.yaml:1:4: error: -.INF has no JSON value; quote it if you mean a string"),
        ("a: .nan", "a.yaml:1:4: error: .nan has no JSON value; quote it if you mean a string"),
        (
            "- !!float .NaN",
            "a.yaml:1:11: error: .NaN has no JSON value; quote it if you mean a string"
        ),
        (
            "0x8000000000000000",
            "a.yaml:1:1: error: a number beyond 9223372036854775807; write it in decimal"
        ),
        (
            "a: 0o1000000000000000000000",
            "a.yaml:1:4: error: a number beyond 9223372036854775807; write it in decimal"
        ),
        ("a: !!int 1.5", "a.yaml:1:10: error: the tag !!int does not fit its value"),
        ("a: !!bool yes", "a.yaml:1:11: error: the tag !!bool does not fit its value"),
        ("a: !!null x", "a.yaml:1:11: error: the tag !!null does not fit its value"),
        ("a: !!str [1]", "a.yaml:1:4: error: the tag !!str does not fit an array"),
        ("a: !!seq {}", "a.yaml:1:4: error: the tag !!seq does not fit an object"),
        (
            "a: !env HOME",
            "a.yaml:1:9: error: a value that begins with '!' must be in quotes; tags with a JSON value are"
                + " !!str, !!int, !!float, !!bool, !!null, !!map and !!seq"
        ),
        (
            "a: !!set {b}",
            "a.yaml:1:4: error: a value that begins with '!' must be in quotes; tags with a JSON value are"
                + " !!str, !!int, !!float, !!bool, !!null, !!map and !!seq"
        ),
        ("!!int a: 1", "a.yaml:1:7: error: the tag !!int does not fit its value"),
    ])
    func refusesWhatHasNoJSONValue(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) { try yaml(text) }
        #expect(error?.description == message)
        #expect(error?.reason == .unsupported)
    }

    @Test(
        arguments: [
            ("1: a\n2.50: b\n+3: c\n0x1F: d", ["1", "2.50", "+3", "0x1F"]),
            ("true: a\nFALSE: b\nno: c", ["true", "FALSE", "no"]),
            // A null key keeps its text too; `: a` is refused by libyaml.
            ("~: a\nnull: b", ["~", "null"]), ("{? : a}", [""]), ("? \n: a", [""]),
            ("'a b': 1\n\"c\\td\": 2\n\"\": 3", ["a b", "c\td", ""]),
            (".inf: a", [".inf"]), ("? |\n  long\n  key\n: 1", ["long\nkey\n"]),
            ("&x a: 1\n*x : 2", nil), ("&x a: 1\nb: {*x : 2}", ["a", "b"]),
        ] as [(String, [String]?)]
    )
    func takesKeysAsText(text: String, keys: [String]?) throws {
        guard let keys else {
            let error = #expect(throws: DocumentError.self) { try yaml(text) }
            #expect(error?.reason == .duplicateKey)
            return
        }
        let root = try yaml(text).root
        #expect(root.members.map(\.key.text) == keys)
        for key in keys { #expect(root[key] != nil) }
    }

    @Test(arguments: ["a", "é", "a\u{0}b", "日本語", "a\nb", "tab\tbed", "\u{1F600}"])
    func knowsWhetherAStringIsASCII(text: String) throws {
        let escaped = text.unicodeScalars.map { "\\U" + hex($0.value) }.joined()
        for source in ["\"\(escaped)\"", "- \"\(escaped)\""] {
            let root = try yaml(source).root
            let value = root.isArray ? try #require(root[0]) : root
            #expect(value.string == text)
            let isASCII = value.document.withTape { $0[value.index].has(TapeEntry.ascii) }
            #expect(isASCII == text.unicodeScalars.allSatisfy(\.isASCII))
        }
        let plain = try yaml("- é\n- abc").root
        let flags = plain.document.withTape {
            [$0[1].has(TapeEntry.ascii), $0[2].has(TapeEntry.ascii)]
        }
        #expect(flags == [false, true])
    }

    private func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private func yaml(_ text: String) throws -> Document {
        try Document(parsing: text, as: .yaml, named: "a.yaml")
    }
}
