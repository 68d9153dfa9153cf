import ConfigDocument
import Testing

@testable import DocumentEditing

struct YAMLEditTests {
    @Test(arguments: all)
    func changesOnlyWhatWasAsked(example: EditExample) throws {
        let result = try example.result()
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes.map(\.description) == example.notes)
    }

    /// The layout that a reader has noted is the one that an edit needs, so the text is not read again.
    @Test(arguments: all)
    func changesTheSameWithALayoutThatWasNoted(example: EditExample) throws {
        var options = ReadingOptions()
        options.notesLayout = true
        let document = try Document(parsing: example.before, as: .yaml, options: options)
        #expect(
            document.layout(of: document.source, ReadingOptions())?.storage === document.storage
        )
        let result = try example.result(in: document)
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes.map(\.description) == example.notes)
    }

    private static let all =
        scalars + collections + flows + comments + lastElements + places + anchors + shapes

    private static let lastElements: [EditExample] = [
        EditExample(
            "comments of the last member go with it, others stay",
            "db: # own\n  # about a\n  a: 1 # one\n  # end\nhost: x\n",
            .remove(["db", "a"]),
            "db: {} # own\n  # end\nhost: x\n"
        ),
        EditExample(
            "comments inside it, too",
            "db:\n\n  # apart\n\n  # about a\n  a:\n    # in a\n    b: 1\nhost: x\n",
            .remove(["db", "a"]),
            "db: {}\n  # apart\nhost: x\n"
        ),
        EditExample(
            "the last item",
            "list:\n  # about x\n  - x # one\n  # end\nhost: x\n",
            .remove(["list", 0]),
            "list: []\n  # end\nhost: x\n"
        ),
        EditExample(
            "comments between markers",
            "# top\n---\n# only\n...\n# after\n",
            .apply(["a": 1]),
            "# top\n---\n# only\na: 1\n...\n# after\n"
        ),
        EditExample(
            "comments below a directive",
            "%YAML 1.2\n--- # c\n# d\n...",
            .apply(["a": 1]),
            "%YAML 1.2\n--- # c\n# d\na: 1\n..."
        ),
    ]

    private static let scalars: [EditExample] = [
        EditExample(
            "plain",
            "# top\na: 1  # one\n\nb: 'x' # two\n",
            .set(["a"], 2),
            "# top\na: 2  # one\n\nb: 'x' # two\n"
        ),
        EditExample("single quotes stay", "a: 'x' # c\n", .set(["a"], "it's"), "a: 'it''s' # c\n"),
        EditExample("double quotes stay", "a: \"x\" # c\n", .set(["a"], "z"), "a: \"z\" # c\n"),
        EditExample("quotes where text needs them", "a: x\n", .set(["a"], "no"), "a: \"no\"\n"),
        EditExample(
            "null without a text",
            "a:   # c\nb: 1\n",
            .set(["a"], 5),
            "a: 5   # c\nb: 1\n"
        ),
        EditExample("to null", "a: 5 # c\nb: 1\n", .set(["a"], nil), "a: null # c\nb: 1\n"),
        EditExample(
            "several lines",
            "a: one\n  two # c\nb: 1\n",
            .set(["a"], "x"),
            "a: x # c\nb: 1\n"
        ),
        EditExample(
            "literal to literal",
            "a: | # c\n  one\n\n  two\n\nb: 1\n",
            .set(["a"], "three\nfour\n"),
            "a: | # c\n  three\n  four\n\nb: 1\n"
        ),
        EditExample(
            "literal to plain",
            "a: |-\n  one\n  two\nb: 1\n",
            .set(["a"], "x"),
            "a: x\nb: 1\n"
        ),
        EditExample(
            "plain to literal",
            "a: x # c\nb: 1\n",
            .set(["a"], "one\ntwo\n"),
            "a: | # c\n  one\n  two\nb: 1\n"
        ),
        EditExample("folded to plain", "a: >\n  one\n  two\n", .set(["a"], "x"), "a: x\n"),
        EditExample(
            "value on the next line",
            "a:\n  x\nb: 1\n",
            .set(["a"], "z"),
            "a:\n  z\nb: 1\n"
        ),
        EditExample("item", "- a # one\n- b # two\n", .set([1], "c"), "- a # one\n- c # two\n"),
        EditExample("beyond ASCII", "é: ü # ä\nö: 1\n", .set(["é"], "ß"), "é: ß # ä\nö: 1\n"),
        EditExample("CR LF", "a: 1\r\nb: 2\r\n", .set(["b"], ["c": 3]), "a: 1\r\nb:\r\n  c: 3\r\n"),
        EditExample("no final newline", "a: 1\nb: 2", .set(["b"], 3), "a: 1\nb: 3"),
        EditExample("nothing to do", "a: 1.0 # c\n", .set(["a"], 1), "a: 1.0 # c\n"),
        EditExample("tag goes", "a: !!str 12 # c\n", .set(["a"], 5), "a: 5 # c\n"),
        EditExample("explicit key", "? a\n: 1 # c\nb: 2\n", .set(["b"], 3), "? a\n: 1 # c\nb: 3\n"),
    ]

    private static let collections: [EditExample] = [
        EditExample("new member", "a: 1 # c\n# end\n", .set(["b"], 2), "a: 1 # c\nb: 2\n# end\n"),
        EditExample(
            "new member without final newline",
            "a: 1",
            .set(["b"], [1, 2]),
            "a: 1\nb: [1, 2]"
        ),
        EditExample(
            "new nested members",
            "a:\n    b: 1\nc: 2\n",
            .set(["a", "d", "e"], "x"),
            "a:\n    b: 1\n    d:\n        e: x\nc: 2\n"
        ),
        EditExample(
            "member behind the one that it follows",
            "a: 1 # a\nc: 3\n",
            .apply(["a": 1, "b": 2, "c": 3]),
            "a: 1 # a\nb: 2\nc: 3\n"
        ),
        EditExample(
            "removed member",
            "a: 1 # a\n# on b\nb: 2 # b\nc: 3\n",
            .remove(["b"]),
            "a: 1 # a\nc: 3\n"
        ),
        EditExample(
            "removed member with comments that are not its own",
            "# head\n\na: {x: 1} # a\nm:\n  k: 1\n  # below k\n# on b\n# and more\nb: 2\n# on c\nc: 3\n",
            .remove(["b"]),
            "# head\n\na: {x: 1} # a\nm:\n  k: 1\n  # below k\n# on c\nc: 3\n"
        ),
        EditExample(
            "removed member behind a blank line",
            "a: 1\r\n# a section\r\n\r\n# on b\r\nb: 2\r\nc: 3\r\n",
            .remove(["b"]),
            "a: 1\r\n# a section\r\n\r\nc: 3\r\n"
        ),
        EditExample(
            "removed first member",
            "m:\n  # on k\n  k: 1\n  # on l\n  l: 2\n",
            .remove(["m", "k"]),
            "m:\n  # on l\n  l: 2\n"
        ),
        EditExample(
            "removed member below what is for an editor",
            "# yaml-language-server: $schema=x\n# on a\na: 1\nb: 2\n",
            .remove(["a"]),
            "# yaml-language-server: $schema=x\nb: 2\n"
        ),
        EditExample(
            "removed member below a text that looks like a comment",
            "m:\n  t: |\n    x\n    # y\n  k: 1\n  l: 2\n",
            .remove(["m", "k"]),
            "m:\n  t: |\n    x\n    # y\n  l: 2\n"
        ),
        EditExample(
            "removed last member without a line break",
            "a: 1\n# on b\nb: 2",
            .remove(["b"]),
            "a: 1"
        ),
        EditExample(
            "scalar over members with comments",
            "t:\n  # on a\n  a: 1\n  b: \"# x\"\nz: 1 # z\n",
            .set(["t"], 2),
            "t: 2\nz: 1 # z\n",
            notes: ["/t was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "scalar over members without a comment",
            "t:\n  a: \"# x\"\n  b: x#y\nz: 1\n",
            .set(["t"], 2),
            "t: 2\nz: 1\n"
        ),
        EditExample(
            "scalar over items with comments",
            "t:\n- a # 1\n- b\nz: 1\n",
            .set(["t"], 2),
            "t: 2\nz: 1\n",
            notes: ["/t was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "the only member goes with its comment",
            "t:\n  a: 1 # a\nz: 1\n",
            .remove(["t", "a"]),
            "t: {}\nz: 1\n"
        ),
        EditExample(
            "scalar over a flow collection with a comment",
            "t: [\n  a, # a\n  b\n]\nz: 1\n",
            .set(["t"], 2),
            "t: 2\nz: 1\n",
            notes: ["/t was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "items in another order",
            "t:\n  # on a\n  - a # 1\n  # on b\n  - b # 2\n",
            .set(["t"], ["b", "a"]),
            "t:\n  # on b\n  - b # 2\n  - a\n",
            notes: ["/t was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "removed block",
            "a:\n  - 1\n  # x\n  - 2 # y\n\nb: 2\n",
            .remove(["a"]),
            "\nb: 2\n"
        ),
        EditExample("removed last line without newline", "a: 1\nb: 2", .remove(["b"]), "a: 1"),
        EditExample(
            "removed last member",
            "a:\n  b: 1 # c\nc: 2\n",
            .remove(["a", "b"]),
            "a: {}\nc: 2\n"
        ),
        EditExample(
            "first member of an item",
            "- a: 1 # x\n  b: 2 # y\n",
            .remove([0, "a"]),
            "- b: 2 # y\n"
        ),
        EditExample(
            "only member of an item",
            "- a: 1\n- b: 2\n",
            .remove([0, "a"]),
            "- {}\n- b: 2\n"
        ),
        EditExample(
            "appended item",
            "a:\n- 1 # x\nb: 2\n",
            .insert(["a", 1], 2),
            "a:\n- 1 # x\n- 2\nb: 2\n"
        ),
        EditExample(
            "first item",
            "a:\n  - x\n",
            .insert(["a", 0], ["k": 1]),
            "a:\n  - k: 1\n  - x\n"
        ),
        EditExample(
            "item between",
            "- a # 1\n- c # 3\n",
            .insert([1], "b"),
            "- a # 1\n- b\n- c # 3\n"
        ),
        EditExample(
            "removed item",
            "- a # 1\n# on b\n- b # 2\n- c # 3\n",
            .remove([1]),
            "- a # 1\n- c # 3\n"
        ),
        EditExample(
            "item of an inner list",
            "- - a\n  - b\n- c\n",
            .remove([0, 0]),
            "- - b\n- c\n"
        ),
        EditExample(
            "first item of an inner list",
            "- - a\n  - b\n",
            .insert([0, 0], "x"),
            "- - x\n  - a\n  - b\n"
        ),
        EditExample("empty item", "-\n- b\n", .set([0], "a"), "- a\n- b\n"),
        EditExample(
            "dash on its own line",
            "-\n  a: 1\n-\n  b: 2\n",
            .set([1, "b"], 3),
            "-\n  a: 1\n-\n  b: 3\n"
        ),
        EditExample(
            "scalar to block",
            "a: 1 # c\nb: 2\n",
            .set(["a"], ["x": 1, "z": ["s"]]),
            "a: # c\n  x: 1\n  z:\n    - s\nb: 2\n"
        ),
        EditExample(
            "block to scalar",
            "a: # c\n  # d\n  x: 1 # e\n\nb: 2\n",
            .set(["a"], 1),
            "a: 1 # c\n\nb: 2\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "block to other block",
            "a: # c\n  x: 1 # e\nb: 2\n",
            .set(["a"], ["p", "q"]),
            "a: # c\n  - p\n  - q\nb: 2\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "dashes as the document has them",
            "x:\n- 1\na: {}\n",
            .set(["a"], ["k": ["p"]]),
            "x:\n- 1\na:\n  k:\n  - p\n"
        ),
        EditExample(
            "block in an item",
            "- a # c\n- b\n",
            .set([0], ["x": 1, "z": 2]),
            "- x: 1 # c\n  z: 2\n- b\n"
        ),
        EditExample(
            "literal in an item",
            "- a: 1\n  t: x\n",
            .set([0, "t"], "l1\nl2"),
            "- a: 1\n  t: |-\n    l1\n    l2\n"
        ),
        EditExample(
            "member behind a kept literal",
            "a: |+\n  x\n\n",
            .set(["b"], 1),
            "a: |+\n  x\n\nb: 1\n"
        ),
        EditExample(
            "several at once",
            "a: 1\nb: 2\nc: 3\nd: 4 # d\n",
            .apply(["a": 9, "c": 3, "x": 0, "d": 5]),
            "a: 9\nc: 3\nx: 0\nd: 5 # d\n"
        ),
        EditExample(
            "list aligned by its elements",
            "- a # 1\n- b # 2\n- c # 3\n- d # 4\n",
            .apply(["b", "x", "d", "e"]),
            "- b # 2\n- x # 3\n- d # 4\n- e\n"
        ),
    ]

    private static let flows: [EditExample] = [
        EditExample(
            "flow member",
            "a: {b: 1, c: 2} # x\n",
            .set(["a", "c"], "z"),
            "a: {b: 1, c: z} # x\n"
        ),
        EditExample(
            "new flow member",
            "a: {b: 1, c: 2} # x\n",
            .set(["a", "d"], [1]),
            "a: {b: 1, c: 2, d: [1]} # x\n"
        ),
        EditExample(
            "removed flow members",
            "a: {b: 1, c: 2, d: 3}\n",
            .apply(["a": ["c": 2]]),
            "a: {c: 2}\n"
        ),
        EditExample(
            "flow items",
            "a: [1, 2, 3]\n",
            .apply(["a": [0, 1, 3, 4]]),
            "a: [0, 1, 3, 4]\n"
        ),
        EditExample("last flow item", "a: [1]\n", .remove(["a", 0]), "a: []\n"),
        EditExample(
            "into an empty one",
            "a: [] # c\nb: {}\n",
            .set(["a", 0], "x"),
            "a: # c\n  - x\nb: {}\n"
        ),
        EditExample(
            "flow over lines",
            "a: [\n  1, # one\n  2\n]\n",
            .set(["a", 2], 3),
            "a: [\n  1, # one\n  2,\n  3\n]\n"
        ),
        EditExample("trailing comma", "a: [1, 2,]\n", .set(["a", 2], 3), "a: [1, 2, 3,]\n"),
        EditExample(
            "removed before a trailing comma",
            "a: [1, 2,]\n",
            .remove(["a", 1]),
            "a: [1,]\n"
        ),
        EditExample("bare pair", "a: [x: 1, y: 2]\n", .set(["a", 0, "x"], 3), "a: [x: 3, y: 2]\n"),
        EditExample(
            "bare pair grows",
            "a: [x: 1, y: 2]\n",
            .set(["a", 0, "z"], 3),
            "a: [{x: 1, z: 3}, y: 2]\n",
            notes: ["/a/0 was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "flow value of one member",
            "a: {b: , c: 1}\n",
            .set(["a", "b"], 1),
            "a: {b: 1 , c: 1}\n"
        ),
        EditExample("block text in flow", "a: [x]\n", .set(["a", 0], "p\nq"), "a: [\"p\\nq\"]\n"),
        EditExample(
            "what would end a flow text",
            "a: [x]\n",
            .set(["a", 0], "p, q]"),
            "a: [\"p, q]\"]\n"
        ),
    ]

    /// Comments at the ends of lines belong to the items before them.
    private static let comments: [EditExample] = [
        EditExample(
            "behind the last item",
            "a: [\n  1, # one\n  2 # two\n]\n",
            .set(["a", 2], 3),
            "a: [\n  1, # one\n  2, # two\n  3\n]\n"
        ),
        EditExample(
            "behind the last item and its comma",
            "a: [\n  1, # one\n  2, # two\n]\n",
            .set(["a", 2], 3),
            "a: [\n  1, # one\n  2, # two\n  3,\n]\n"
        ),
        EditExample(
            "between items",
            "a: [\n  1, # one\n  # about two\n  2 # two\n]\n",
            .insert(["a", 1], 9),
            "a: [\n  1, # one\n  9,\n  # about two\n  2 # two\n]\n"
        ),
        EditExample(
            "before the first item",
            "a: [\n  # about one\n  1, # one\n  2\n]\n",
            .insert(["a", 0], 9),
            "a: [\n  9,\n  # about one\n  1, # one\n  2\n]\n"
        ),
        EditExample(
            "in the line of the bracket",
            "a: [1, # one\n  2]\n",
            .insert(["a", 1], 9),
            "a: [1, # one\n  9,\n  2]\n"
        ),
        EditExample(
            "a comma in the next line",
            "a: [\n  1 # one\n  , 2\n]\n",
            .insert(["a", 1], 9),
            "a: [\n  1, # one\n  9\n  , 2\n]\n"
        ),
        EditExample(
            "new members",
            "m: {\n  x: 1, # one\n  y: 2  # two\n}\n",
            .apply(["m": ["x": 1, "p": 5, "q": 6, "y": 2, "z": 3]]),
            "m: {\n  x: 1, # one\n  p: 5,\n  q: 6,\n  y: 2,  # two\n  z: 3\n}\n"
        ),
        EditExample(
            "the last member",
            "n: {\n  x: 1, # one\n  y: 2  # two\n}\n",
            .remove(["n", "y"]),
            "n: {\n  x: 1 # one\n}\n"
        ),
        EditExample(
            "the first member",
            "n: {\n  x: 1, # one\n  # about y\n  y: 2  # two\n}\n",
            .remove(["n", "x"]),
            "n: {\n  # about y\n  y: 2  # two\n}\n"
        ),
        EditExample(
            "a member between",
            "n: {\n  x: 1, # one\n  y: 2, # two\n  # about z\n  z: 3, # three\n}\n",
            .remove(["n", "y"]),
            "n: {\n  x: 1, # one\n  # about z\n  z: 3, # three\n}\n"
        ),
        EditExample(
            "the last member with a comma",
            "n: {\n  x: 1, # one\n  y: 2, # two\n}\n",
            .remove(["n", "y"]),
            "n: {\n  x: 1, # one\n}\n"
        ),
        EditExample(
            "the last item in the line of another",
            "a: [1, 2 # two\n  ]\n",
            .remove(["a", 1]),
            "a: [1\n  ]\n"
        ),
        EditExample(
            "one goes and one comes",
            "n: {\n  x: 1, # one\n  y: 2  # two\n}\n",
            .apply(["n": ["x": 1, "z": 3]]),
            "n: {\n  x: 1, # one\n  z: 3\n}\n"
        ),
        EditExample(
            "into an empty mapping",
            "a: {\n  # put settings here\n}\nb: 1\n",
            .set(["a", "z"], 5),
            "a: {\n  # put settings here\n  z: 5\n}\nb: 1\n"
        ),
        EditExample(
            "into an empty list",
            "b: [ # put items here\n]\n",
            .apply(["b": [5, ["x": 1]]]),
            "b: [ # put items here\n  5,\n  {x: 1}\n]\n"
        ),
        EditExample(
            "the only member",
            "a: {\n  # put settings here\n  z: 5 # five\n  # end\n}\n",
            .remove(["a", "z"]),
            "a: {\n  # put settings here\n  # end\n}\n",
            notes: ["/a was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "no hash is a comment in a text",
            "a: ['x # y', b]\n",
            .set(["a", 2], "c"),
            "a: ['x # y', b, c]\n"
        ),
    ]

    private static let places: [EditExample] = [
        EditExample(
            "the last member, with comments above and behind",
            "m: # m\n  # above\n  k: 1 # k\n  # below\nz: 2\n",
            .remove(["m", "k"]),
            "m: {} # m\n  # below\nz: 2\n"
        ),
        EditExample(
            "the last item, with a comment above",
            "m:\r\n  # above\r\n  - 1\r\nz: 2\r\n",
            .remove(["m", 0]),
            "m: []\r\nz: 2\r\n"
        ),
        EditExample(
            "all members, with a text that looks like a comment",
            "m:\n  # above\n  k: |\n    # text\n  # between\n  l: 1\nz: 2\n",
            .apply(["m": ["w": 1], "z": 2]),
            "m:\n  # above\n  # between\n  w: 1\nz: 2\n"
        ),
        EditExample(
            "a scalar for a mapping takes its comments with it",
            "m:\n  # above\n  k: 1\nz: 2\n",
            .set(["m"], 5),
            "m: 5\nz: 2\n",
            notes: ["/m was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "a mapping for a value on a line of its own",
            "a: # c\n  # d\n  1\nz: 2\n",
            .set(["a"], ["b": 1]),
            "a: # c\n  # d\n  b: 1\nz: 2\n"
        ),
        EditExample(
            "a mapping for a value with a comment on a line of its own",
            "a:\n  1  # one\nz: 2\n",
            .set(["a"], ["b": 1]),
            "a:\n    # one\n  b: 1\nz: 2\n"
        ),
        EditExample(
            "a list for a block text",
            "a: | # c\n  x\nb: |\n  y\n",
            .apply(["a": ["p"], "b": ["q"]]),
            "a: # c\n  - p\nb:\n  - q\n"
        ),
        EditExample("no blanks stay", "a:   \nb: 1\n", .set(["a"], 5), "a: 5\nb: 1\n"),
        EditExample(
            "no blanks stay before what is gone",
            "a:  \n  b: 1\nc: 2\n",
            .set(["a"], 5),
            "a: 5\nc: 2\n"
        ),
        EditExample(
            "a number among numbers as a key",
            "codes:\n  200: a\n  301: b\n",
            .apply(["codes": ["200": "a", "301": "b", "404": "c", "007": "d", "x": "e"]]),
            "codes:\n  200: a\n  301: b\n  404: c\n  \"007\": d\n  x: e\n"
        ),
        EditExample(
            "a number among texts as a key",
            "codes:\n  a: 1\n  \"200\": 2\n",
            .set(["codes", "404"], 3),
            "codes:\n  a: 1\n  \"200\": 2\n  \"404\": 3\n"
        ),
        EditExample(
            "a number among numbers as a flow key",
            "codes: {200: a}\n",
            .set(["codes", "404"], "c"),
            "codes: {200: a, 404: c}\n"
        ),
        EditExample(
            "a list in a list",
            "a: 1\n",
            .set(["b", 0, 0, "c"], 2),
            "a: 1\nb:\n  - - c: 2\n"
        ),
    ]

    private static let anchors: [EditExample] = [
        EditExample(
            "an alias becomes a value",
            "a: &x 1\nb: *x # c\nc: *x\n",
            .set(["b"], 2),
            "a: &x 1\nb: 2 # c\nc: *x\n",
            notes: ["/b was an alias and is now a separate value"]
        ),
        EditExample(
            "inside an alias",
            "a: &x {p: 1}\nb: *x\nc: *x\n",
            .set(["b", "p"], 2),
            "a: &x {p: 1}\nb:\n  p: 2\nc: *x\n",
            notes: ["/b was an alias and is now a separate value"]
        ),
        EditExample(
            "an anchor's value",
            "a: &x 1\nb: *x\nc: *x\n",
            .set(["a"], 2),
            "a: &x 2\nb: 1\nc: 1\n",
            notes: [
                "/b was an alias and is now a separate value",
                "/c was an alias and is now a separate value",
            ]
        ),
        EditExample(
            "an anchor and all its users",
            "a: &x 1\nb: *x\n",
            .apply(["a": 2, "b": 2]),
            "a: &x 2\nb: *x\n"
        ),
        EditExample(
            "inside an anchor",
            "a: &x\n  p: 1 # c\n  q: 2\nb: *x\n",
            .set(["a", "q"], 3),
            "a: &x\n  p: 1 # c\n  q: 3\nb:\n  p: 1\n  q: 2\n",
            notes: ["/b was an alias and is now a separate value"]
        ),
        EditExample(
            "a removed anchor",
            "a: &x 1\nb: *x\n",
            .remove(["a"]),
            "b: 1\n",
            notes: ["/b was an alias and is now a separate value"]
        ),
        EditExample("an unused anchor", "a: &x 1\nb: 2\n", .set(["a"], 3), "a: &x 3\nb: 2\n"),
        EditExample(
            "a merged member",
            "x: &x {p: 1, q: 2}\ny:\n  <<: *x # c\n  r: 3\n",
            .set(["y", "q"], 5),
            "x: &x {p: 1, q: 2}\ny:\n  <<: *x # c\n  r: 3\n  q: 5\n"
        ),
        EditExample(
            "a member over a merged one",
            "x: &x {p: 1}\ny:\n  <<: *x\n  p: 3\n",
            .set(["y", "p"], 5),
            "x: &x {p: 1}\ny:\n  <<: *x\n  p: 5\n"
        ),
        EditExample(
            "a merge alone",
            "x: &x {p: 1}\ny:\n  <<: *x # c\n",
            .set(["y", "q"], 5),
            "x: &x {p: 1}\ny:\n  <<: *x # c\n  q: 5\n"
        ),
        EditExample(
            "a merged member that goes",
            "x: &x {p: 1, q: 2}\ny:\n  <<: *x\n  r: 3\n",
            .remove(["y", "q"]),
            "x: &x {p: 1, q: 2}\ny:\n  r: 3\n  p: 1\n",
            notes: ["/y was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "a merged anchor",
            "x: &x {p: 1}\ny:\n  <<: *x\n  r: 3\n",
            .set(["x", "p"], 2),
            "x: &x {p: 2}\ny:\n  r: 3\n  p: 1\n",
            notes: ["/y was rewritten; comments and formatting inside it are lost"]
        ),
        EditExample(
            "block anchor to scalar",
            "a: &x\n  p: 1\nb: 2\n",
            .set(["a"], 5),
            "a: 5\nb: 2\n"
        ),
    ]

    private static let shapes: [EditExample] = [
        EditExample("an empty file", "", .set(["a"], 1), "a: 1\n"),
        EditExample("only comments", "# c\n", .set(["a", "b"], 1), "# c\na:\n  b: 1\n"),
        EditExample("only comments without newline", "# c", .set(["a"], 1), "# c\na: 1\n"),
        EditExample("root scalar", "# c\n1 # d\n", .set([], 2), "# c\n2 # d\n"),
        EditExample("another root", "# c\na: 1\nb: 2\n# d\n", .set([], ["x"]), "# c\n- x\n# d\n"),
        EditExample("all members go", "# c\na: 1\n", .remove(["a"]), "# c\n{}\n"),
        EditExample(
            "with a document marker",
            "%YAML 1.2\n---\na: 1\n...\n",
            .set(["b"], 2),
            "%YAML 1.2\n---\na: 1\nb: 2\n...\n"
        ),
        EditExample("a byte order mark", "\u{FEFF}a: 1\n", .set(["b"], 2), "\u{FEFF}a: 1\nb: 2\n"),
        EditExample(
            "a byte order mark below comments",
            "# c\n\u{FEFF}a: 1\n",
            .set(["b"], 2),
            "# c\n\u{FEFF}a: 1\nb: 2\n"
        ),
        EditExample(
            "long key",
            "a: 1\n",
            .set([.key(String(repeating: "k", count: 1100))], 2),
            "a: 1\n? \(String(repeating: "k", count: 1100))\n: 2\n"
        ),
    ]

    @Test(
        arguments: [
            (["a", "b"], "/a: the value is not an object, so it has no member \"b\""),
            (["c", 3], "/c: the array has 1 element, so index 3 is beyond its end"),
            (["a", 0], "/a: the value is not an array"),
        ] as [(DocumentPath, String)]
    )
    func saysWhereThereIsNoPlace(path: DocumentPath, message: String) throws {
        let document = try Document(parsing: "a: 1\nc: [1]", as: .yaml)
        let error = #expect(throws: EditError.self) { try document.setting(1, at: path) }
        #expect(error?.description == message)
    }

    @Test func saysThatThereIsNothingToRemove() throws {
        let document = try Document(parsing: "a: 1", as: .yaml)
        let error = #expect(throws: EditError.self) { try document.removing(at: ["b"]) }
        #expect(error?.description == "/b: there is nothing to remove")
    }

    @Test func refusesAValueBeyondTheLimits() throws {
        var deep: DocumentValue = 1
        for _ in 0..<200 { deep = [deep] }
        let document = try Document(parsing: "a: 1", as: .yaml)
        let error = #expect(throws: EditError.self) { try document.setting(deep, at: ["a"]) }
        guard case .unreadable(let reason)? = error else { return #expect(Bool(false)) }
        #expect(reason.reason == .depth)
    }
}
