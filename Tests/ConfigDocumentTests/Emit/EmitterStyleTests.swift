import ConfigDocument
import Testing

/// How emitted text looks.
struct EmitterStyleTests {
    private static let value: DocumentValue = [
        "name": "web server", "on": true, "version": "1.10", "release": "1.2.3", "port": 8080,
        "ratio": 1.0,
        "tiny": .double(.leastNonzeroMagnitude), "huge": 1e300, "none": nil,
        "list": ["a", "no", ["x": 1, "y": []], [[1, 2], ["b"]]],
        "corner": [-12, 3.5], "empty": [:], "script": "set -e\nmake\n", "open": "a\n b",
        "keep": "\n x\n\n",
        "quote": "say \"hi\"", "path": "C:\\dir", "bidi": "a\u{202E}b", "url": "http://a:80/#b",
        "flag": "--port=80",
    ]

    @Test func writesYAMLAsAPersonWould() {
        let expected = """
            name: web server
            "on": true
            version: "1.10"
            release: 1.2.3
            port: 8080
            ratio: 1.0
            tiny: 5.0e-324
            huge: 1.0e+300
            none: null
            list:
              - a
              - "no"
              - x: 1
                "y": []
              - - [1, 2]
                - - b
            corner: [-12, 3.5]
            empty: {}
            script: |
              set -e
              make
            open: |-
              a
               b
            keep: |2+

               x

            quote: say "hi"
            path: C:\\dir
            bidi: "a\\u202eb"
            url: http://a:80/#b
            flag: --port=80

            """
        #expect(String(decoding: Self.value.encoded(as: .yaml), as: UTF8.self) == expected)
    }

    @Test func writesJSONOverSeveralLinesOrOne() {
        let value: DocumentValue = [
            "a": [1, 2.0, [:], []], "b\n": "é\u{202E}\u{7F}😀/\\\"", "c": .number("1e400"),
        ]
        let expected = """
            {
              "a": [
                1,
                2.0,
                {},
                []
              ],
              "b\\n": "é\\u202e\\u007f😀/\\\\\\"",
              "c": 1e400
            }

            """
        #expect(String(decoding: value.encoded(as: .json), as: UTF8.self) == expected)
        let compact = String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
        #expect(
            compact == "{\"a\":[1,2.0,{},[]],\"b\\n\":\"é\\u202e\\u007f😀/\\\\\\\"\",\"c\":1e400}"
        )
    }

    @Test func writesTheNumbersOfADocumentAsTheyStandThere() throws {
        let json = "[1.50, 1e2, -0, 12345678901234567890.0]"
        let root = try Document(parsing: json, as: .json).root
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(root), as: UTF8.self)
                == "[1.50,1e2,-0,12345678901234567890.0]"
        )
        let yaml = try Document(parsing: "[+1, 007, 0x1F, 0o17, .5, 1., +1.e3]", as: .yaml).root
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(yaml), as: UTF8.self)
                == "[1,7,31,15,0.5,1,1e3]"
        )
    }

    /// A value built by hand can hold what no document does; it must not become other text.
    @Test func neverWritesWhatIsNoNumberAsOne() throws {
        for format in DocumentFormat.allCases {
            for (value, read) in [
                (DocumentValue.number("1, \"admin\": true"), "1, \"admin\": true"),
                (.number("- x"), "- x"), (.double(.infinity), nil),
                (.double(.nan), nil),
            ] as [(DocumentValue, DocumentValue)] {
                let object: DocumentValue = ["a": [value]]
                guard object.reasonAgainst(format) == nil else { continue }
                let document = try Document(parsing: object.encoded(as: format), as: format)
                #expect(document.root["a"]?[0].map(DocumentValue.init) == read)
            }
        }
    }
}
