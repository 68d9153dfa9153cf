import ConfigDocument
import Testing

struct YAMLAnchorTests {
    @Test(
        arguments: [
            ("a: &x 1\nb: *x", ["a": 1, "b": 1]),
            (
                "a: &x [1, {b: c}]\nb: *x\nc: *x",
                ["a": [1, ["b": "c"]], "b": [1, ["b": "c"]], "c": [1, ["b": "c"]]]
            ),
            ("- &x a\n- *x\n- &x b\n- *x", ["a", "a", "b", "b"]),
            ("- &x {a: &y [1]}\n- *y\n- {z: *x}", [["a": [1]], [1], ["z": ["a": [1]]]]),
            ("- &x 12: 1\n- *x", [["12": 1], 12]), ("- {&x ~: 1}\n- *x", [["~": 1], nil]),
            ("- &e\n- *e", [nil, nil]), ("&r\na: 1", ["a": 1]),
            ("- &x \"a\\tb\"\n- {*x : 1}", ["a\tb", ["a\tb": 1]]),
            ("- &x 'q'\n- {*x : 1}\n- &n 1.50\n- {*n : 1}", ["q", ["q": 1], 1.5, ["1.50": 1]]),
        ] as [(String, DocumentValue)]
    )
    func copiesWhatAnAliasNames(text: String, value: DocumentValue) throws {
        #expect(DocumentValue(try yaml(text).root) == value)
    }

    @Test(
        arguments: [
            ("x: &x {a: 1, b: 2}\ny: {<<: *x}", ["a": 1, "b": 2]),
            // Explicit members win wherever they stand.
            ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", ["b": 3, "a": 1]),
            ("x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}", ["b": 3, "a": 1]),
            // Of two merged mappings the first wins.
            ("x: [&x {a: 1, b: 2}, &z {b: 3, c: 4}]\ny: {<<: [*x, *z]}", ["a": 1, "b": 2, "c": 4]),
            ("x: [&x {a: 1, b: 2}, &z {b: 3, c: 4}]\ny: {<<: [*z, *x]}", ["b": 3, "c": 4, "a": 1]),
            ("x: &x {a: 1}\nz: &z {<<: *x, b: 2}\ny: {<<: *z}", ["b": 2, "a": 1]),
            ("y: {<<: {a: &i [1]}, b: *i}", ["b": [1], "a": [1]]),
            (
                "y: {<<: [{a: &i [1, {c: 2}]}, {a: 2, d: *i}], b: *i}",
                ["b": [1, ["c": 2]], "a": [1, ["c": 2]], "d": [1, ["c": 2]]]
            ),
            ("y: {<<: []}", [:]), ("y: {'<<': 1}", ["<<": 1]), ("y: {! <<: 1}", ["<<": 1]),
            ("y: {!!str <<: 1}", ["<<": 1]), ("x: &x {a: 1}\ny: {!!merge <<: *x}", ["a": 1]),
            (
                "x: &x {a: {b: [1, 2]}, c: 3}\ny:\n  <<: *x\n  d: 4",
                ["d": 4, "a": ["b": [1, 2]], "c": 3]
            ),
        ] as [(String, DocumentValue)]
    )
    func addsMergedMembersThatAreNotGiven(text: String, value: DocumentValue) throws {
        let object = try #require(try yaml(text).root["y"])
        #expect(DocumentValue(object) == value)
        #expect(object.members.map(\.key.text) == value.object?.keys)
        #expect(object.count == value.object?.count)
    }

    @Test func marksWhatCameThroughAnAlias() throws {
        let root = try yaml("x: &x {a: [1]}\ny: {b: 1, <<: *x}\nz: *x").root
        #expect(root["x"]?.isAliased == false)
        #expect(root["y"]?.isAliased == false)
        #expect(root["y"]?["b"]?.isAliased == false)
        #expect(root["y"]?["a"]?.isAliased == true)
        #expect(root["y"]?["a"]?[0]?.isAliased == true)
        #expect(root["z"]?.isAliased == true)
        #expect(root["z"]?["a"]?.position.column == 11)
    }

    @Test(arguments: [
        (
            "a: *x",
            "a.yaml:1:4: error: a value that begins with '*' must be in quotes; as an alias, it"
                + " needs its anchor before it"
        ),
        ("a: &x [*x]", "a.yaml:1:8: error: the alias is inside the value that it refers to"),
        (
            "a: &x {b: *x}",
            "a.yaml:1:11: error: the alias is inside the value that it refers to"
        ),
        (
            "a: &x {<<: *x}",
            "a.yaml:1:12: error: the alias is inside the value that it refers to"
        ),
        (
            "a: {<<: 1}",
            "a.yaml:1:5: error: \"<<\" merges an object or an array of objects; this is neither"
                + " (write \"<<\" in quotes if the key itself is meant)"
        ),
        (
            "x: &x 1\na: {<<: [*x]}",
            "a.yaml:2:5: error: \"<<\" merges an object or an array of objects; this is neither"
                + " (write \"<<\" in quotes if the key itself is meant)"
        ),
        (
            "a: {<<: {}, <<: {}}",
            "a.yaml:1:13: error: the key \"<<\" is already defined; merge several as [*a, *b] at 1:5"
        ),
        (
            "- &x [a]\n- {*x : 1}",
            "a.yaml:2:4: error: an array or object as a key; JSON allows only strings"
        ),
        (
            "? [a]\n: 1",
            "a.yaml:1:3: error: an array or object as a key; JSON allows only strings"
        ),
        ("a: 1\nb: 2\n\"a\": 3", "a.yaml:3:1: error: this key is already defined at 1:1"),
    ])
    func refusesAliasesAndKeysThatCannotBe(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) { try yaml(text) }
        #expect(error?.description == message)
    }

    private func yaml(_ text: String) throws -> Document {
        try Document(parsing: text, as: .yaml, named: "a.yaml")
    }
}
