import ConfigDocument
import DocumentEditing
import Testing

struct TOMLEditTests {
    @Test(arguments: statements + tables)
    func changesOnlyWhatWasAsked(example: EditExample) throws {
        let result = try example.result()
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes.map(\.description) == example.notes)
    }

    private static func toml(
        _ description: String,
        _ before: String,
        _ change: EditExample.Change,
        _ after: String,
        notes: [String] = []
    ) -> EditExample {
        EditExample(description, .toml, before, change, after, notes: notes)
    }

    private static let statements: [EditExample] = [
        toml(
            "comments in a table that is emptied",
            "[a]\n# about b\nb = 1 # one\nc = \"#\"\n\n[d]\n",
            .set(["a"], [:]),
            "[a]\n\n[d]\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        toml(
            "table that is emptied of its last member",
            "[a]\nb = 1 # one\n",
            .remove(["a", "b"]),
            "[a]\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        toml("no comment in it", "[a]\n'b#' = \"#\"\n", .set(["a"], [:]), "[a]\n"),
        toml("integer", "a = 1 # c\nb = 2\n", .set(["a"], 7), "a = 7 # c\nb = 2\n"),
        toml("other base", "a = 0xff\n", .set(["a"], 256), "a = 256\n"),
        toml("same value", "a = 0xff\n", .set(["a"], 255), "a = 0xff\n"),
        toml("double quotes", "a = \"x\"", .set(["a"], "y\\z"), "a = \"y\\\\z\""),
        toml("single quotes", "a = 'x'", .set(["a"], "y\\z"), "a = 'y\\z'"),
        toml("single quotes that do not fit", "a = 'x'", .set(["a"], "it's"), "a = \"it's\""),
        toml("date", "a = 1979-05-27\n", .set(["a"], "1980-01-02"), "a = 1980-01-02\n"),
        toml("no date", "a = 1979-05-27\n", .set(["a"], "soon"), "a = \"soon\"\n"),
        toml(
            "several lines",
            "a = \"\"\"\nx\ny\n\"\"\" # c\n",
            .set(["a"], "x\n\"z\"\n"),
            "a = \"\"\"\nx\n\"z\"\n\"\"\" # c\n"
        ),
        toml("to several lines", "a = 'x'\n", .set(["a"], "x\ny\n"), "a = \"\"\"\nx\ny\n\"\"\"\n"),
        toml("new at the end", "a = 1\n", .set(["b"], true), "a = 1\nb = true\n"),
        toml("new without a line break", "a = 1", .set(["b"], 2), "a = 1\nb = 2\n"),
        toml("CR LF", "a = 1\r\n[t]\r\n", .set(["t", "b"], 2), "a = 1\r\n[t]\r\nb = 2\r\n"),
        toml("new in an empty document", "", .set(["a"], 1), "a = 1\n"),
        toml("new below comments", "# head\n", .set(["a"], 1), "# head\na = 1\n"),
        toml(
            "new behind the one that it follows",
            "a = 1 # one\nc = 3\n",
            .apply(["a": 1, "b": 2, "c": 3]),
            "a = 1 # one\nb = 2\nc = 3\n"
        ),
        toml("new with quotes", "a = 1\n", .set(["b c"], "x"), "a = 1\n\"b c\" = \"x\"\n"),
        toml(
            "removed with its comments",
            "a = 1\n\n# about b\n# more\nb = 2 # b\nc = 3\n",
            .remove(["b"]),
            "a = 1\n\nc = 3\n"
        ),
        toml(
            "what looks like a comment in a string stays",
            "a = \"\"\"\n# x\"\"\"\nb = 2\n",
            .remove(["b"]),
            "a = \"\"\"\n# x\"\"\"\n"
        ),
        toml("array", "a = [1, 2] # c\n", .set(["a", 2], 3), "a = [1, 2, 3] # c\n"),
        toml(
            "array over lines",
            "a = [\n  1, # one\n  2, # two\n]\n",
            .apply(["a": [1, 2, 3]]),
            "a = [\n  1, # one\n  2, # two\n  3,\n]\n"
        ),
        toml(
            "element with its comment",
            "a = [\n  1, # one\n  # about two\n  2, # two\n  3,\n]\n",
            .remove(["a", 1]),
            "a = [\n  1, # one\n  3,\n]\n"
        ),
        toml(
            "table in braces",
            "a = { x = 1 }\n",
            .set(["a", "y"], "z"),
            "a = { x = 1, y = \"z\" }\n"
        ),
        toml(
            "narrow table in braces",
            "a = {x=1, z=3}\n",
            .set(["a", "y"], 2),
            "a = {x=1, z=3, y=2}\n"
        ),
        toml("in a table in braces", "a = {x=1}\n", .set(["a", "x"], [true]), "a = {x=[true]}\n"),
        toml(
            "dotted keys in braces",
            "a = { b.c = 1 }\n",
            .set(["a", "b", "c"], 2),
            "a = { b.c = 2 }\n"
        ),
        toml(
            "new among dotted keys in braces",
            "a = { b.c = 1 }\n",
            .set(["a", "b", "d"], 2),
            "a = { b = { c = 1, d = 2 } }\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        toml("dotted key", "a.b = 1\nc = 2\n", .set(["a", "b"], 3), "a.b = 3\nc = 2\n"),
        toml(
            "new dotted key",
            "a.b = 1\nc = 2\n",
            .set(["a", "d"], 3),
            "a.b = 1\na.d = 3\nc = 2\n"
        ),
        toml(
            "table among dotted keys",
            "a.b = 1\n",
            .set(["a", "d"], ["x": 1]),
            "a.b = 1\na.d = { x = 1 }\n"
        ),
        toml("dotted key goes", "a.b = 1\na.c = 2\n", .remove(["a", "b"]), "a.c = 2\n"),
        toml("value to table", "a = 1\n", .set(["a"], ["x": 1]), "a = { x = 1 }\n"),
    ]

    private static let tables: [EditExample] = [
        toml(
            "new in a table",
            "[a]\nx = 1\n\n[b]\ny = 2\n",
            .set(["a", "z"], 3),
            "[a]\nx = 1\nz = 3\n\n[b]\ny = 2\n"
        ),
        toml(
            "with the indentation of others",
            "[a]\n  x = 1\n[b]\n",
            .set(["a", "z"], 3),
            "[a]\n  x = 1\n  z = 3\n[b]\n"
        ),
        toml(
            "in an empty table",
            "[a] # c\n\n[b]\n",
            .set(["a", "x"], 1),
            "[a] # c\nx = 1\n\n[b]\n"
        ),
        toml(
            "above the first header",
            "# head\n\n# about a\n[a]\nx = 1\n",
            .set(["b"], 2),
            "# head\n\nb = 2\n\n# about a\n[a]\nx = 1\n"
        ),
        toml(
            "new table",
            "a = 1\n\n[b]\nx = 1\n",
            .set(["c"], ["y": 2]),
            "a = 1\n\n[b]\nx = 1\n\n[c]\ny = 2\n"
        ),
        toml(
            "new table within another",
            "[a]\nx = 1\n\n[b]\ny = 2\n",
            .set(["a", "c"], ["z": 3]),
            "[a]\nx = 1\n\n[a.c]\nz = 3\n\n[b]\ny = 2\n"
        ),
        toml(
            "table that only others name",
            "[a.b]\nx = 1\n",
            .set(["a", "y"], 2),
            "[a]\ny = 2\n\n[a.b]\nx = 1\n"
        ),
        toml(
            "table in pieces",
            "[a]\nx = 1\n[b]\ny = 1\n[a.c]\nz = 1\n",
            .apply(["a": ["x": 2, "c": ["z": 2]], "b": ["y": 2]]),
            "[a]\nx = 2\n[b]\ny = 2\n[a.c]\nz = 2\n"
        ),
        toml(
            "table goes with its comments",
            "[a]\nx = 1\n\n# about b\n[b] # b\ny = 2\n# z = 3\n\n# about c\n[c]\nz = 1\n",
            .remove(["b"]),
            "[a]\nx = 1\n\n# about c\n[c]\nz = 1\n"
        ),
        toml(
            "last table goes",
            "[a]\nx = 1\n\n[b]\ny = 2\n",
            .remove(["b"]),
            "[a]\nx = 1\n"
        ),
        toml(
            "table in pieces goes",
            "[a]\nx = 1\n\n[b]\ny = 2\n\n[a.c]\nz = 3\n",
            .remove(["a"]),
            "[b]\ny = 2\n"
        ),
        toml(
            "table gets another name",
            "[a]\nx = 1\n\n[b]\ny = 2\n",
            .apply(["a": ["x": 1], "c": ["y": 2]]),
            "[a]\nx = 1\n\n[c]\ny = 2\n"
        ),
        toml(
            "table becomes empty",
            "[a]\nx = 1 # c\n\n[b]\n",
            .apply(["a": [:], "b": [:]]),
            "[a]\n\n[b]\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        toml(
            "table becomes a value",
            "a = 1\n\n[b]\nx = 1\n",
            .set(["b"], 2),
            "a = 1\nb = 2\n"
        ),
        toml(
            "element of tables",
            "[[p]]\nn = 1 # one\n\n[[p]]\nn = 2\n",
            .set(["p", 0, "n"], 7),
            "[[p]]\nn = 7 # one\n\n[[p]]\nn = 2\n"
        ),
        toml(
            "tables at the end",
            "[[p]]\nn = 1\n\n[z]\n",
            .insert(["p", 1], ["n": 2, "q": ["r": 3]]),
            "[[p]]\nn = 1\n\n[[p]]\nn = 2\n\n[p.q]\nr = 3\n\n[z]\n"
        ),
        toml(
            "tables at the beginning",
            "# about one\n[[p]]\nn = 1\n",
            .insert(["p", 0], ["n": 0]),
            "[[p]]\nn = 0\n\n# about one\n[[p]]\nn = 1\n"
        ),
        toml(
            "one of the tables goes",
            "[[p]]\nn = 1\n\n# two\n[[p]]\nn = 2\n[p.q]\nr = 1\n\n[[p]]\nn = 3\n",
            .remove(["p", 1]),
            "[[p]]\nn = 1\n\n[[p]]\nn = 3\n"
        ),
        toml(
            "table within one of the tables",
            "[[p]]\nn = 1\n\n[[p]]\nn = 2\n",
            .set(["p", 0, "q"], ["r": 1]),
            "[[p]]\nn = 1\n\n[p.q]\nr = 1\n\n[[p]]\nn = 2\n"
        ),
        toml(
            "empty array becomes tables",
            "a = []\n",
            .set(["a"], [["x": 1]]),
            "[[a]]\nx = 1\n"
        ),
        toml(
            "comments in a table that becomes text",
            "a = 1\n\n[s] # sec\nk = 1 # one\n",
            .set(["s"], "x"),
            "a = 1\ns = \"x\"\n",
            notes: ["/s was rewritten; comments and formatting inside it are lost"]
        ),
        toml(
            "a table without comments becomes text",
            "a = 1\n\n[s]\nk = 1\n",
            .set(["s"], "x"),
            "a = 1\ns = \"x\"\n"
        ),
        toml(
            "tables become an empty array",
            "a = 1\n\n[[p]]\nn = 1\n",
            .set(["p"], []),
            "a = 1\np = []\n",
            notes: ["/p was rewritten; comments and formatting inside it are lost"]
        ),
        toml("new array of tables", "a = 1\n", .set(["p"], [["n": 1]]), "a = 1\n\n[[p]]\nn = 1\n"),
        toml(
            "all is new below the head",
            "# head\n\n# about a\na = 1\n",
            .apply(["b": 2]),
            "# head\n\nb = 2\n"
        ),
    ]

    @Test(arguments: [
        (EditExample.Change.set(["a"], .null), "TOML has no null, and a is null"),
        (.set(["b"], [1, .null]), "TOML has no null, and b[1] is null"),
        (.apply([1]), "a TOML document is a table, not a single value"),
    ])
    func refusesWhatTOMLCannotHold(change: EditExample.Change, message: String) {
        let example = EditExample("", .toml, "a = 1\n", change, "")
        let error = #expect(throws: EditError.self) { try example.result() }
        #expect(error?.description == message)
    }
}
