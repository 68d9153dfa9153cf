import Testing

@testable import ConfigDocument

struct DocumentPathTests {
    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a.b", ["a", "b"]), ("a[0].b", ["a", "0", "b"]),
        ("a[1][2]", ["a", "1", "2"]), ("[3]", ["3"]), ("a.0", ["a", "0"]), ("a[x]", ["a[x]"]),
        ("/a~1b/0", ["a/b", "0"]), ("/", [""]),
        (#"a["b.c"].d"#, ["a", "b.c", "d"]), (#""a b".c[0]"#, ["a b", "c", "0"]),
        (#"["a.b"]["c"]"#, ["a.b", "c"]), (#"a["\"\\\n\u{200B}"]"#, ["a", "\"\\\n\u{200B}"]),
        (#"a["b"#, [#"a["b"#]), (#"a["b"]c"#, [#"a["b"]c"#]), (#"a["b\x"]"#, [#"a["b\x"]"#]),
    ])
    func readsDottedPathsAndPointers(text: String, tokens: [String]) {
        #expect(DocumentPath(text).tokens == tokens)
    }

    /// Paths in messages can be used as input.
    @Test(
        arguments: [
            (["a"], "a"), (["a", "b"], "a.b"), (["a.b"], #""a.b""#), (["/a", "b"], #""/a".b"#),
            (["a", "b.c", "d"], #"a["b.c"].d"#), (["a", "", "x y"], #"a[""]["x y"]"#),
            (["a", "\"\n\u{A0}"], #"a["\"\n\u{A0}"]"#), (["a", "0"], "a.0"),
            (["a", 0, "b"], "a[0].b"),
            ([1], "element [1]"),
        ] as [(DocumentPath, String)]
    )
    func aNameLeadsBackToItsValue(path: DocumentPath, name: String) {
        #expect(path.shown == name)
        if !name.hasPrefix("element") { #expect(DocumentPath(name) == path) }
    }

    @Test(
        arguments: [
            ([], "", ""), (["a", 0], "/a/0", "a.0"), (["a/b", "~", ""], "/a~1b/~0/", "a/b.~."),
        ] as [(DocumentPath, String, String)]
    )
    func isWrittenAsPointerAndWithDots(path: DocumentPath, pointer: String, dotted: String) {
        #expect(path.pointer == pointer)
        #expect("\(path)" == dotted)
        #expect(DocumentPath(pointer: pointer) == path)
    }

    @Test func aPointerBeginsWithASlash() { #expect(DocumentPath(pointer: "a/b") == nil) }

    /// The digits of a pointer are a key or a position, as the value has it; a position in brackets
    /// is not a key. A tape and a value return the same.
    @Test(arguments: [
        ("a[1]", "2"), ("a.1", "2"), ("/a/1", "2"), ("o.1", "3"), ("/o/1", "3"), ("o[1]", nil),
        ("a[2]", nil), ("a.01", nil), ("a[01]", nil), ("a.x", nil), ("s.x", nil), ("s[0]", nil),
        ("a[99999999999999999999]", nil), ("", #"{"a":[1,2],"o":{"1":3},"s":4}"#),
    ])
    func leadsToAValue(text: String, value: String?) throws {
        let document = try Document(
            parsing: #"{"a":[1,2],"o":{"1":3},"s":4}"#,
            as: .json
        )
        let path = DocumentPath(text)
        #expect(document.root[path].map { DocumentValue($0).description } == value)
        #expect(DocumentValue(document.root)[path]?.description == value)
    }

    @Test func thePositionsOfAPointerAreMarkedByAValue() {
        let value: DocumentValue = ["a": [["1": 2]], "o": ["0": 1]]
        let path = DocumentPath(tokens: ["a", "0", "1"])
        #expect(path.shown == "a.0.1")
        #expect(path.resolved(in: value).shown == "a[0].1")
        #expect(path.resolved(in: value) == path)
        #expect(DocumentPath(tokens: ["o", "0"]).resolved(in: value).shown == "o.0")
        #expect(DocumentPath(tokens: ["x", "0"]).resolved(in: value).shown == "x.0")
    }
}
