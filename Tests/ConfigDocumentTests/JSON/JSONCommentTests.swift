import ConfigDocument
import Testing

struct JSONCommentTests {
    @Test(arguments: [
        ("// head\n{\"a\": 1} // tail", #"{"a":1}"#),
        ("{\"a\": /* one */ 1 /* two */}", #"{"a":1}"#),
        ("{/**/\"a\"/*x*/:/*y*/1/*z*/,}", #"{"a":1}"#),
        ("[1, 2, ]", "[1,2]"),
        ("[1, // one\n 2, // two\n]", "[1,2]"),
        ("[[1,],{\"a\":[],},]", #"[[1],{"a":[]}]"#),
        (
            "{\"a\": \"// no comment\", \"b\": \"/* nor this */\"}",
            #"{"a":"// no comment","b":"/* nor this */"}"#
        ),
        ("[\"a \\\" // b\", \"\\\\\"/*c*/]", #"["a \" // b","\\"]"#),
        ("/* over\n two lines */ true", "true"),
        ("[\",\", \"]\"]", #"[",","]"]"#),
        ("// é ☃\r\n[] //", "[]"),
        ("\u{FEFF}// x\n1", "1"),
        ("/***/1/* **/", "1"),
    ])
    func readsCommentsAndTrailingCommas(text: String, json: String) throws {
        let document = try Document(parsing: text, as: .jsonc)
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(document.root), as: UTF8.self) == json
        )
        #expect(document.source == Array(text.utf8))
        #expect(throws: DocumentError.self) { try Document(parsing: "x" + text, as: .jsonc) }
    }

    @Test(arguments: [
        ("[1,,]", "a:1:4: error: found ',' where a JSON value should be"),
        ("[,]", "a:1:2: error: found ',' where a JSON value should be"),
        ("{,}", "a:1:2: error: found ',' where a key in double quotes should be"),
        ("{\"a\":,}", "a:1:6: error: found ',' where a JSON value should be"),
        ("1,", "a:1:2: error: text after the end of the JSON value"),
        ("[1] /* x", "a:1:5: error: the comment that opens here is never closed; end it with '*/'"),
        ("[1 / 2]", "a:1:4: error: found '/' where ',' or ']' should be"),
        ("/*/ 1", "a:1:1: error: the comment that opens here is never closed; end it with '*/'"),
        (
            "[1 # two\n]",
            "a:1:4: error: '#' begins a comment only in YAML and TOML; remove it, or end the file's name in .yaml"
        ),
        ("// x\n{\"a\": 1, \"a\": 2}", "a:2:10: error: this key is already defined at 2:2"),
        ("// x", "a:1:5: error: the text ends where a JSON value should be"),
    ])
    func refusesTheRest(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .jsonc, named: "a")
        }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        (
            "[1] // x",
            "a:1:5: error: JSON has no comments; remove it, or end the file's name in .jsonc"
        ),
        (
            "{ /* x */ }",
            "a:1:3: error: JSON has no comments; remove it, or end the file's name in .jsonc"
        ),
        (
            "// x\n1",
            "a:1:1: error: JSON has no comments; remove it, or end the file's name in .jsonc"
        ),
        (
            "[1, ]",
            "a:1:3: error: a ',' before the ']'; remove it, or end the file's name in .jsonc"
        ),
        (
            "{\"a\": 1,\n}",
            "a:1:8: error: a ',' before the '}'; remove it, or end the file's name in .jsonc"
        ),
    ])
    func strictJSONNamesTheRepair(text: String, message: String) throws {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .json, named: "a")
        }
        #expect(error?.description == message)
        var options = ReadingOptions()
        options.allowsJSONComments = true
        #expect(try Document(parsing: text, as: .json, options: options).format == .jsonc)
    }

    @Test func refusesBytesInCommentsThatAreNotUTF8() {
        let bytes = Array("1 // ".utf8) + [0xFF]
        let error = #expect(throws: DocumentError.self) { try Document(parsing: bytes, as: .jsonc) }
        #expect(error?.reason == .encoding && error?.position?.column == 6)
    }

    @Test func keepsThePlaceOfEachValue() throws {
        let document = try Document(parsing: "// one\n{\n  /* é */ \"a\": [1, ]\n}", as: .jsonc)
        #expect(document.root["a"]?.position == SourcePosition(offset: 25, line: 3, column: 16))
    }
}
