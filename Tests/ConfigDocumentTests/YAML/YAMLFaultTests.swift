import ConfigDocument
import Testing

struct YAMLFaultTests {
    @Test(arguments: [
        ("a:\n\tb: 1", "a.yaml:2:1: error: a tab in the indentation; indent with spaces"),
        ("a: \"x\nb: 1", "a.yaml:1:4: error: the quote that opens here is never closed"),
        ("a: 'x\n", "a.yaml:1:4: error: the quote that opens here is never closed"),
        (
            "a: [1, 2\nb: 1",
            "a.yaml:2:2: error: found ':' where ',' or ']' should be, in the list from 1:4"
        ),
        (
            "a: {b: 1\nc",
            "a.yaml:2:2: error: found the end of the text where ',' or '}' should be, in the mapping from 1:4"
        ),
        (
            "a: b: c",
            "a.yaml:1:5: error: a ':' where no key can stand; put the text in quotes if the ':' is"
                + " part of it, or start the key on a line of its own"
        ),
        (
            "a: 1\n  b: 2",
            "a.yaml:2:4: error: a ':' where no key can stand; put the text in quotes if the ':' is"
                + " part of it, or start the key on a line of its own"
        ),
        (
            "a:\n  b: 1\n c: 2",
            "a.yaml:3:2: error: found 'c' where a key of the mapping from 1:1 should be; check the indentation and quotes here"
        ),
        (
            "- a\nb: 1",
            "a.yaml:2:1: error: found 'b' where a '-' of the list from 1:1 should be; check the indentation here"
        ),
        (
            "a: - b",
            "a.yaml:1:4: error: a '-' where no list can start; start the list on a line of its own"
        ),
        (
            "a\nb: 1\nc",
            "a.yaml:2:2: error: a ':' where no key can stand; put the text in quotes if the ':' is part of it, or start the key on a line of its own"
        ),
        (
            "a: 1\nb\nc: 2",
            "a.yaml:2:1: error: a key without ':' after it; check the lines below too"
        ),
        ("a: @b", "a.yaml:1:4: error: no text can start with '@'; put it in quotes"),
        (
            "a: \"\\d\"",
            "a.yaml:1:5: error: an unknown escape; write \\\\ for a backslash, or use single quotes"
        ),
        (
            "a: \"\\ud83d\\ude00\"",
            "a.yaml:1:5: error: no character has this code; write one beyond U+FFFF as \\U and eight digits"
        ),
        (
            "a: \"\\xg\"",
            "a.yaml:1:5: error: \\x needs two hexadecimal digits, \\u four and \\U eight"
        ),
        (
            "a: 1\n--- b\n",
            "a.yaml:2:1: error: a second document begins here; a file must hold one document"
        ),
        ("a: [b]#c", "a.yaml:1:7: error: a comment needs a space before its '#'"),
        ("a: \"b\"#c", "a.yaml:1:7: error: a comment needs a space before its '#'"),
        ("a: |#c\n  b", "a.yaml:1:5: error: a comment needs a space before its '#'"),
        ("a: [-]", "a.yaml:1:5: error: a '-' alone is no value; put it in quotes"),
        (
            "%YAML 3.0\n---\na",
            "a.yaml:1:1: error: the %YAML line names a version other than 1.1 and 1.2"
        ),
        (
            "é: [ü, 1\nb: 1",
            "a.yaml:2:2: error: found ':' where ',' or ']' should be, in the list from 1:4"
        ),
    ])
    func saysWhatIsWrongAndWhatToDo(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .yaml, named: "a.yaml")
        }
        #expect(error?.description == message)
    }

    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xC3, 0x28], 4, "the text is not valid UTF-8"),
            ([0x61, 0x0A, 0x00], 1, "a NUL byte; the text must be UTF-8"),
            ([0xFF, 0xFE, 0x61, 0x00], 1, "the text is UTF-16 or UTF-32; save it as UTF-8"),
            ([0xFE, 0xFF, 0x00, 0x61], 1, "the text is UTF-16 or UTF-32; save it as UTF-8"),
            ([0x61, 0x00, 0x3A, 0x00], 2, "a NUL byte; the text must be UTF-8"),
            ([0x61, 0x20, 0xEF, 0xBB, 0xBF], 3, "a byte order mark inside the text"),
            (
                [0x22, 0x07, 0x22], 2,
                "a control character; write it as an escape such as \"\\e\" in double quotes"
            ),
            (
                [0x22, 0xC2, 0x80, 0x22], 2,
                "a control character; write it as an escape such as \"\\e\" in double quotes"
            ),
            (
                [0x7F], 1,
                "a control character; write it as an escape such as \"\\e\" in double quotes"
            ),
        ] as [([UInt8], Int, String)]
    )
    func refusesOtherEncodingsAndControlCharacters(bytes: [UInt8], column: Int, message: String) {
        let error = #expect(throws: DocumentError.self) { try Document(parsing: bytes, as: .yaml) }
        #expect(error?.reason == .encoding)
        #expect(error?.position?.column == column)
        #expect(error?.message == message)
    }

    @Test func readsAByteOrderMarkThatLeadsOrFollowsComments() throws {
        for prefix in ["\u{FEFF}", "# c\n\u{FEFF}", "# c\r\n\n# d\r\n\u{FEFF}"] {
            let root = try Document(parsing: "\(prefix)key: é x\nb: 2", as: .yaml).root
            #expect(ConfigValue(root) == ["key": "é x", "b": 2])
            let key = try #require(root["key"]?.sourceRange)
            #expect(Array("\(prefix)key: é x\nb: 2".utf8)[key].elementsEqual("é x".utf8))
            let range = try #require(root["b"]?.sourceRange)
            #expect(Array("\(prefix)key: é x\nb: 2".utf8)[range].elementsEqual("2".utf8))
            #expect(root["b"]?.position.column == 4)
        }
    }

    @Test(arguments: ["", "\n", "# c", "---\n", "---\n...\n", "--- # c", "\u{FEFF}"])
    func readsAFileWithoutAValueAsNull(text: String) throws {
        #expect(try Document(parsing: text, as: .yaml).root.isNull)
    }
}
