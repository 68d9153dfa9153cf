import ConfigDocument
import Testing

/// The rules of TOML 1.0 about values, one document each.
struct TOMLValueTests {
    @Test(arguments: strings + numbers + dates + containers)
    func readsValues(toml: String, json: String) throws {
        let document = try Document(parsing: toml, as: .toml)
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(document.root), as: UTF8.self) == json
        )
        // As an element and in a table in braces it is the same.
        let value = toml.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
        guard toml.hasPrefix("a ="), !value.contains("#") else { return }
        let inner = try Document(parsing: "[[t]]\nx = [\(value), { y =\(value) }]", as: .toml)
        let array = try #require(inner.root["t"]?[0]?["x"])
        let expected = try #require(document.root["a"])
        #expect(DocumentValue(try #require(array[0])) == DocumentValue(expected))
        #expect(DocumentValue(try #require(array[1]?["y"])) == DocumentValue(expected))
    }

    private static let strings: [(String, String)] = [
        (#"a = """#, #"{"a":""}"#),
        (#"a = "plain""#, #"{"a":"plain"}"#),
        (#"a = "é ☃ 😀""#, #"{"a":"é ☃ 😀"}"#),
        (#"a = "\b\t\n\f\r\"\\""#, #"{"a":"\b\t\n\f\r\"\\"}"#),
        (#"a = "\u00E9\U0001f600""#, #"{"a":"é😀"}"#),
        (#"a = "\u0000""#, #"{"a":"\u0000"}"#),
        ("a = \"tab\there\"", #"{"a":"tab\there"}"#),
        ("a = \"# no comment\"", "{\"a\":\"# no comment\"}"),
        (#"a = "it's""#, #"{"a":"it's"}"#),
        (#"a = ''"#, #"{"a":""}"#),
        (#"a = 'C:\new\u0041'"#, #"{"a":"C:\\new\\u0041"}"#),
        (#"a = 'say "hi"'"#, #"{"a":"say \"hi\""}"#),
        ("a = 'tab\there'", #"{"a":"tab\there"}"#),
        ("a = \"\"\"\"\"\"", #"{"a":""}"#),
        ("a = \"\"\"\nfirst line break goes\"\"\"", #"{"a":"first line break goes"}"#),
        ("a = \"\"\"\r\nfirst\r\nsecond\"\"\"", #"{"a":"first\nsecond"}"#),
        ("a = \"\"\"\n\nonly the first\"\"\"", #"{"a":"\nonly the first"}"#),
        ("a = \"\"\"one \\\n\n   two\"\"\"", #"{"a":"one two"}"#),
        ("a = \"\"\"one \\  \r\n\t two\"\"\"", #"{"a":"one two"}"#),
        ("a = \"\"\"\\\n  \\\n  x\"\"\"", #"{"a":"x"}"#),
        ("a = \"\"\"a \"b\" c\"\"\"", #"{"a":"a \"b\" c"}"#),
        ("a = \"\"\"a \"\"b\"\" c\"\"\"", #"{"a":"a \"\"b\"\" c"}"#),
        ("a = \"\"\"\"quoted\"\"\"\"", #"{"a":"\"quoted\""}"#),
        ("a = \"\"\"\"\"two\"\"\"\"\"", #"{"a":"\"\"two\"\""}"#),
        ("a = \"\"\"x\\\"\"\"\"", #"{"a":"x\""}"#),
        ("a = \"\"\"\\u0041\\\\\"\"\"", #"{"a":"A\\"}"#),
        ("a = ''''''", #"{"a":""}"#),
        ("a = '''\nraw \\n\n'''", #"{"a":"raw \\n\n"}"#),
        ("a = ''''it''s''''", #"{"a":"'it''s'"}"#),
        ("a = '''a\\\n  b'''", #"{"a":"a\\\n  b"}"#),
    ]

    private static let numbers: [(String, String)] = [
        ("a = 0", #"{"a":0}"#),
        ("a = +0", #"{"a":0}"#),
        ("a = -0", #"{"a":-0}"#),
        ("a = 42", #"{"a":42}"#),
        ("a = +42", #"{"a":42}"#),
        ("a = -17", #"{"a":-17}"#),
        ("a = 1_000", #"{"a":1000}"#),
        ("a = 1_2_3", #"{"a":123}"#),
        ("a = -5_349_221", #"{"a":-5349221}"#),
        ("a = 9223372036854775807", #"{"a":9223372036854775807}"#),
        ("a = -9223372036854775808", #"{"a":-9223372036854775808}"#),
        ("a = 9_223_372_036_854_775_807", #"{"a":9223372036854775807}"#),
        ("a = 9223372036854775808", #"{"a":9223372036854775808}"#),
        ("a = 0x0", #"{"a":0}"#),
        ("a = 0xDEAD_beef", #"{"a":3735928559}"#),
        ("a = 0x00ff", #"{"a":255}"#),
        ("a = 0x7fffffffffffffff", #"{"a":9223372036854775807}"#),
        ("a = 0o755", #"{"a":493}"#),
        ("a = 0b1101_0110", #"{"a":214}"#),
        ("a = 3.14", #"{"a":3.14}"#),
        ("a = +1.0", #"{"a":1.0}"#),
        ("a = -0.01", #"{"a":-0.01}"#),
        ("a = -0.0", #"{"a":-0.0}"#),
        ("a = 5e+22", #"{"a":5e+22}"#),
        ("a = 1e06", #"{"a":1e06}"#),
        ("a = -2E-2", #"{"a":-2E-2}"#),
        ("a = 6.626e-34", #"{"a":6.626e-34}"#),
        ("a = 224_617.445_991", #"{"a":224617.445991}"#),
        ("a = 1_0e1_0", #"{"a":10e10}"#),
        ("a = 0e0", #"{"a":0e0}"#),
        ("a = 0.1000000000000000000001", #"{"a":0.1000000000000000000001}"#),
        ("a = 1_234.000000000000000000005_6", #"{"a":1234.0000000000000000000056}"#),
        ("a = true", #"{"a":true}"#),
        ("a = false", #"{"a":false}"#),
    ]

    /// Dates and times are strings in the form of RFC 3339.
    private static let dates: [(String, String)] = [
        ("a = 1979-05-27T07:32:00Z", #"{"a":"1979-05-27T07:32:00Z"}"#),
        ("a = 1979-05-27 07:32:00Z", #"{"a":"1979-05-27T07:32:00Z"}"#),
        ("a = 1979-05-27t07:32:00z", #"{"a":"1979-05-27T07:32:00Z"}"#),
        ("a = 1979-05-27T00:32:00.999999-07:00", #"{"a":"1979-05-27T00:32:00.999999-07:00"}"#),
        ("a = 1979-05-27T07:32:00", #"{"a":"1979-05-27T07:32:00"}"#),
        ("a = 1979-05-27 00:32:00.5", #"{"a":"1979-05-27T00:32:00.5"}"#),
        ("a = 1979-05-27", #"{"a":"1979-05-27"}"#),
        ("a = 1979-05-27 # no time", #"{"a":"1979-05-27"}"#),
        ("a = 2000-02-29", #"{"a":"2000-02-29"}"#),
        ("a = 0001-01-01", #"{"a":"0001-01-01"}"#),
        ("a = 07:32:00", #"{"a":"07:32:00"}"#),
        ("a = 23:59:60", #"{"a":"23:59:60"}"#),
        ("a = 00:32:00.123456789012", #"{"a":"00:32:00.123456789012"}"#),
    ]

    private static let containers: [(String, String)] = [
        ("a = []", #"{"a":[]}"#),
        ("a = [ ]", #"{"a":[]}"#),
        ("a = [1, 2, 3]", #"{"a":[1,2,3]}"#),
        ("a = [1,2,]", #"{"a":[1,2]}"#),
        ("a = [\n  1,\n  2,\n]", #"{"a":[1,2]}"#),
        ("a = [ # one\n 1 # two\n , # three\n 2 # four\n ] # five", #"{"a":[1,2]}"#),
        ("a = [\n]", #"{"a":[]}"#),
        ("a = [[1, 2], [\"x\"], []]", #"{"a":[[1,2],["x"],[]]}"#),
        ("a = [1, \"x\", 2.5, true, {}]", #"{"a":[1,"x",2.5,true,{}]}"#),
        ("a = [\"]\", ']']", #"{"a":["]","]"]}"#),
        ("a = {}", #"{"a":{}}"#),
        ("a = { }", #"{"a":{}}"#),
        ("a = {x=1,y=\"z\"}", #"{"a":{"x":1,"y":"z"}}"#),
        ("a = { b.c = 1, b.d = 2, e = 3 }", #"{"a":{"b":{"c":1,"d":2},"e":3}}"#),
        ("a = { b.c = 1, e = 3, b.d = 2 }", #"{"a":{"b":{"c":1,"d":2},"e":3}}"#),
        ("a = { b = { c = { } } }", #"{"a":{"b":{"c":{}}}}"#),
        ("a = { b = [\n1,\n2\n] }", #"{"a":{"b":[1,2]}}"#),
        ("a = [{ x = 1 }, { x = 2 }]", #"{"a":[{"x":1},{"x":2}]}"#),
        ("a = { \"x y\" = 1, 'z' = 2 }", #"{"a":{"x y":1,"z":2}}"#),
    ]

    /// Syntax that version 1.1 adds and 1.0 refuses.
    @Test(arguments: [
        ("a = {\n  x = 1, # one\n  y = 2,\n}", #"{"a":{"x":1,"y":2}}"#),
        ("a = { x = 1, }", #"{"a":{"x":1}}"#),
        (#"a = "\e\x41\xe9""#, #"{"a":"\u001bAé"}"#),
        ("a = 07:32", #"{"a":"07:32:00"}"#),
        ("a = 1979-05-27 07:32Z", #"{"a":"1979-05-27T07:32:00Z"}"#),
    ])
    func readsVersion11WhereThatIsAllowed(toml: String, json: String) throws {
        #expect(throws: DocumentError.self) { try Document(parsing: toml, as: .toml) }
        var options = ReadingOptions()
        options.allowsTOML11 = true
        let document = try Document(parsing: toml, as: .toml, options: options)
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(document.root), as: UTF8.self) == json
        )
    }

    @Test func knowsTheSourceOfEachValue() throws {
        let text =
            "a = 'x'\n[t]\nb = 0xff # c\nc = [1_0, { d = 07:32:00 }]\ne = \"\"\"\n\\t\"\"\"\n[[u]]\n"
        let root = try Document(parsing: text, as: .toml).root
        func source(_ cursor: Cursor?) -> String? {
            cursor.map { String(decoding: Array(text.utf8)[$0.sourceRange], as: UTF8.self) }
        }
        #expect(source(root["a"]) == "'x'")
        #expect(source(root["t"]?["b"]) == "0xff")
        #expect(root["t"]?["b"]?.lexeme == "255")
        #expect(source(root["t"]?["c"]) == "[1_0, { d = 07:32:00 }]")
        #expect(source(root["t"]?["c"]?[0]) == "1_0")
        #expect(source(root["t"]?["c"]?[1]?["d"]) == "07:32:00")
        #expect(source(root["t"]?["e"]) == "\"\"\"\n\\t\"\"\"")
        #expect(source(root["u"]?[0]) == "[[u]]")
        #expect(root["t"]?.position == SourcePosition(offset: 8, line: 2, column: 1))
        #expect(root["t"]?["b"]?.position.line == 3)
        #expect(source(root) == String(text.dropLast()))
    }
}
