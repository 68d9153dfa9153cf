import ConfigDocument
import Testing

struct YAMLFaultTests {
    @Test(arguments: [
        ("a:\n\tb: 1", "a.yaml:2:1: error: a tab in the indentation; indent with spaces"),
        ("a: \"x\nb: 1", "a.yaml:1:4: error: the quote that opens here is never closed"),
        (
            "a: *.txt",
            "a.yaml:1:5: error: a value that begins with '*' must be in quotes; as an alias, it needs its anchor before it"
        ),
        ("a: 'x\n", "a.yaml:1:4: error: the quote that opens here is never closed"),
        (
            "a: [1, 2\nb: 1",
            "a.yaml:2:2: error: found ':' where ',' or ']' should be, in the array from 1:4; check for a missing bracket, quote or comma above"
        ),
        (
            "a: {b: 1\nc",
            "a.yaml:2:2: error: found the end of the text where ',' or '}' should be, in the object from 1:4; check for a missing bracket, quote or comma above"
        ),
        (
            "a: b: c",
            "a.yaml:1:5: error: a ':' where no key is allowed; put the text in quotes if the ':' is"
                + " part of it, or start the key on a line of its own"
        ),
        (
            "a: 1\n  b: 2",
            "a.yaml:2:3: error: indented deeper than the line above, which has a value already; indent the keys of one object by the same number of spaces"
        ),
        (
            "a:\n  b: 1\n c: 2",
            "a.yaml:3:2: error: indented by 1 space, which fits no line above; expected 0 or 2"
        ),
        (
            "- a\nb: 1",
            "a.yaml:2:1: error: found 'b' where a '-' of the array from 1:1 should be; check the indentation here"
        ),
        (
            "a: - b",
            "a.yaml:1:4: error: a '-' where no array is allowed; start the array on a line of its own"
        ),
        (
            "a\nb: 1\nc",
            "a.yaml:1:1: error: a key without ':' after it; check the lines below too"
        ),
        (
            "a: 1\nb\nc: 2",
            "a.yaml:2:1: error: a key without ':' after it; check the lines below too"
        ),
        (
            "a: {{ .Values.b }}",
            "a.yaml:1:4: error: {{ … }} is a template: render the file first, or put the text in quotes"
        ),
        (
            "{{- if .a }}\nb: 1\n{{- end }}",
            "a.yaml:1:1: error: {{ … }} is a template: render the file first, or put the text in quotes"
        ),
        (
            "a:\n  - {{ b }}-c",
            "a.yaml:2:5: error: {{ … }} is a template: render the file first, or put the text in quotes"
        ),
        (
            "{% if a %}\nb: 1",
            "a.yaml:1:1: error: {% … %} is a template: render the file first, or put the text in quotes"
        ),
        (
            "a: {% b %}",
            "a.yaml:1:4: error: {% … %} is a template: render the file first, or put the text in quotes"
        ),
        (
            "<% if a %>\nb: 1",
            "a.yaml:1:1: error: <% … %> is a template: render the file first, or put the text in quotes"
        ),
        (
            "a: {{b: 1}: 2}",
            "a.yaml:1:5: error: an array or object as a key; JSON allows only strings"
        ),
        ("a: @b", "a.yaml:1:4: error: a plain string cannot start with '@'; put it in quotes"),
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
            "a.yaml:2:1: error: a second document begins here; a file must contain one document"
        ),
        ("a: [b]#c", "a.yaml:1:7: error: a comment needs a space before its '#'"),
        ("a: \"b\"#c", "a.yaml:1:7: error: a comment needs a space before its '#'"),
        ("a: |#c\n  b", "a.yaml:1:5: error: a comment needs a space before its '#'"),
        ("a: [-]", "a.yaml:1:5: error: a '-' alone is not a value; put it in quotes"),
        (
            "%YAML 3.0\n---\na",
            "a.yaml:1:1: error: the %YAML line names a version other than 1.1 and 1.2"
        ),
        (
            "é: [ü, 1\nb: 1",
            "a.yaml:2:2: error: found ':' where ',' or ']' should be, in the array from 1:4; check for a missing bracket, quote or comma above"
        ),
    ])
    func saysWhatIsWrongAndWhatToDo(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .yaml, named: "a.yaml")
        }
        #expect(error?.description == message)
    }

    private static let conflict =
        "error: a line of an unresolved merge conflict; keep one side and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
    private static let deeper =
        "error: indented deeper than the line above, which has a value already; indent the keys of one object by the same number of spaces"
    private static let tight = "error: no space after the ':'; write it as in \"key: value\""
    private static let noBreak =
        "error: a no-break space (U+00A0); replace it with a plain space"
    private static let quote =
        "error: a typographic quote (U+201C); it quotes nothing; use a plain \" or '"

    @Test(arguments: [
        ("a:\n  b: 1\n    c: 2\n", "3:5: \(deeper)"),
        ("a:\r\n  b: 1\r\n    c: 2\r\n", "3:5: \(deeper)"),
        (
            "a: 1\n\n# c\n  b: 2\n",
            "4:3: error: indented by 2 spaces, which fits no line above; expected 0"
        ),
        ("a:\n  - b: 1\n      c: 2\n", "3:7: \(deeper)"),
        (
            "a:\n  - b: 1\n   c: 2\n",
            "3:4: error: indented by 3 spaces, which fits no line above; expected 0, 2 or 4"
        ),
        (
            " a: 1\nb: 2\n",
            "2:1: error: indented by 0 spaces, which fits no line above; expected 1"
        ),
        ("a:\u{A0}1\nb: 2\n", "1:3: \(noBreak)"),
        ("a: 1\n-\u{A0}b: x: 1\n", "2:2: \(noBreak)"),
        ("a\u{FF1A} 1\nb: 2\n", "1:2: error: a full-width colon (U+FF1A); write ':' and a space"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", "1:1: \(conflict)"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> b\n", "2:1: \(conflict)"),
        ("a:\r\n  b: 1\r\n=======\r\n  b: 2\r\n>>>>>>> b\r\n", "3:1: \(conflict)"),
        ("a:1\nb: 2\n", "1:2: \(tight)"), ("a: 1\nb:2\n", "2:2: \(tight)"),
        ("a:\n  b: 1\n  c:2\nd: 3\n", "3:4: \(tight)"), ("\u{FEFF}a:1\nb: 2\n", "1:2: \(tight)"),
        ("a: 1\nb = 2\n", "2:3: error: '=' where ':' should be; write \"key: value\""),
        ("// c\na: 1\n", "1:1: error: a comment begins with '#', not with '//'"),
        ("a: \u{201C}b: c\u{201D}\n", "1:4: \(quote)"),
        (
            "a: 'it's'\n",
            "1:8: error: text after the closing quote; write a quote inside single quotes twice: ''"
        ),
        (
            "a: \"b \"c\" d\"\n",
            "1:8: error: text after the closing quote; write a quote inside double quotes as \\\""
        ),
        (
            "a: [1] b\n",
            "1:8: error: text after the closing bracket; put the whole value in quotes if it is text"
        ),
        (
            "a: \"b\",\n",
            "1:7: error: a ',' after the value; only items within {} and [] are separated by commas"
        ),
        ("a: 1\n}\n", "2:1: error: a '}' that closes nothing; remove it"),
        (
            "a: 1\n- b\n",
            "2:1: error: an element of an array among the keys of an object; indent it below the key that it belongs to"
        ),
    ])
    func namesTheMistakeAndTheRepair(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .yaml, named: "a.yaml")
        }
        #expect(error?.description == "a.yaml:\(message)")
    }

    @Test(
        arguments: [
            "a:\n  b: 1\n    canary: canary\n", "a:canary\ncanary: 1\n", "a: 'canary'canary'\n",
            "a: \u{201C}canary: canary\u{201D}\n", "canary\na: 1\n", "a: canary: canary\n",
            "a: 1\n canary\nb\n: canary", "<<<<<<< canary\na: 1\n", "a: 1\ncanary = canary\n",
            "a:\n  b: 1\n canary: canary\n", "a: [canary\nb: canary\n", "a: {b: canary\nc: 1",
            "a: \"canary\n", "a: @canary", "a: \"\\canary\"", "a: *canary", "a: !canary b",
        ]
    )
    func quotesNoTextOfTheDocument(text: String) {
        let error = #expect(throws: DocumentError.self) { try Document(parsing: text, as: .yaml) }
        #expect(error?.description.contains("canary") == false)
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
            #expect(DocumentValue(root) == ["key": "é x", "b": 2])
            let key = try #require(root["key"]?.sourceRange)
            #expect(Array("\(prefix)key: é x\nb: 2".utf8)[key].elementsEqual("é x".utf8))
            let range = try #require(root["b"]?.sourceRange)
            #expect(Array("\(prefix)key: é x\nb: 2".utf8)[range].elementsEqual("2".utf8))
            #expect(root["b"]?.position.column == 4)
        }
    }

    @Test(arguments: [
        "", "\n", "# c", "---\n", "---\n...\n", "--- # c", "\u{FEFF}", "\t\n", "  \n\t\n\t",
        "\t# c\r\n \t\r\n", "\u{FEFF}\t\n# c\td\n",
    ])
    func readsAFileWithoutAValueAsNull(text: String) throws {
        #expect(try Document(parsing: text, as: .yaml).root.isNull)
    }

    @Test func takesTabsInBlankLinesBeforeTheFirstValue() throws {
        let root = try Document(parsing: "\t\n# c\n \t# d\na: \"x\ty\"\n", as: .yaml).root
        #expect(DocumentValue(root) == ["a": "x\ty"])
        #expect(root["a"]?.position.line == 4)
        #expect(throws: DocumentError.self) { try Document(parsing: "\n\ta: 1\n", as: .yaml) }
    }
}
