import DocumentEditing
import Testing

@testable import ConfigDocument

struct TidyTests {
    @Test(arguments: [
        ("a: 1\r\nb: |\r\n  x  \r\n  y\r\n", "a: 1\nb: |\n  x  \n  y\n"),
        ("a: 1\r\nb: 'x  \r\n\r\n  y'\r\nc: 2  \r\n", "a: 1\nb: 'x\n\n  y'\nc: 2\n"),
        ("b: >\r  x  \r  y\r", "b: >\n  x  \n  y\n"),
        ("a: 1  \n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
        ("a: 1  \nb: |+\n  x  \n\n\n", "a: 1\nb: |+\n  x  \n\n\n"),
        ("a: 1  \r\nb: >+\r\n  x\r\n\r\n", "a: 1\nb: >+\n  x\n\n"),
        ("b: |2+\n  x\n\n\na: 1  \n\n\n", "b: |2+\n  x\n\n\na: 1\n"),
        ("a: 1  \nb: |-\n  x\n\n\n", "a: 1\nb: |-\n  x\n"),
        ("a: [1,  2]  \nb: {c: 1}\t\n", "a: [1,  2]\nb: {c: 1}\n"),
        (
            "a: |\n  x  \n\n\n  y\nb: 1 \n\n\nc: 'p  \n\n\n  q'\n",
            "a: |\n  x  \n\n\n  y\nb: 1\n\nc: 'p  \n\n\n  q'\n"
        ),
    ])
    func yamlHasTidyLines(text: String, tidy: String) throws {
        let document = try Document(parsing: text, as: .yaml)
        #expect(String(decoding: document.tidied().source, as: UTF8.self) == tidy)
    }

    @Test(arguments: [
        ("a = 1  \r\n\r\n\r\n\r\n[t] # c \r\n", "a = 1\n\n[t] # c\n"),
        ("a = \"\"\"\nx  \n\n\n\ny\"\"\"\nb=2", "a = \"\"\"\nx  \n\n\n\ny\"\"\"\nb=2\n"),
        ("\n\n# c\na=[1,\n2]  \n\n", "# c\na=[1,\n2]\n"),
    ])
    func tomlHasTidyLines(text: String, tidy: String) throws {
        let document = try Document(parsing: text, as: .toml)
        #expect(String(decoding: document.tidied().source, as: UTF8.self) == tidy)
    }

    @Test(arguments: [
        (
            "// head\n{\n\"a\":1, // one  \n      /* over\n         lines */\n\t\"b\": [\n{ \"c\": \"[//\" },\n],\n\n\n}",
            "// head\n{\n  \"a\":1, // one\n  /* over\n     lines */\n  \"b\": [\n    { \"c\": \"[//\" },\n  ],\n\n}\n"
        ),
        ("[1,2] // x", "[1,2] // x\n"),
    ])
    func jsonWithCommentsIsIndentedAndKeepsThem(text: String, tidy: String) throws {
        let document = try Document(parsing: text, as: .jsonc)
        #expect(String(decoding: document.tidied().source, as: UTF8.self) == tidy)
    }

    @Test(arguments: [
        (
            #"{"a":{"b":[1,2,3]},"c":"x"}"#,
            """
            {
              "a": { "b": [1, 2, 3] },
              "c": "x"
            }

            """
        ),
        ("[1,2]", "[\n  1,\n  2\n]\n"), ("{}", "{}\n"), (" 7 ", "7\n"),
        (
            #"{"list": ["a long text, and more", "a long text, and more", "a long text, and more", {"x": []}]}"#,
            """
            {
              "list": [
                "a long text, and more",
                "a long text, and more",
                "a long text, and more",
                { "x": [] }
              ]
            }

            """
        ),
        (
            "{\"a\": {\r\n\"b\": 1}, \"c\": [\n]}",
            "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": []\n}\n"
        ),
    ])
    func jsonIsIndentedByTwo(text: String, tidy: String) throws {
        let document = try Document(parsing: text, as: .json)
        #expect(String(decoding: document.tidied().source, as: UTF8.self) == tidy)
    }
}
