import ConfigDocument
import Testing

@testable import DocumentEditing

struct JSONCommentEditTests {
    @Test(arguments: examples)
    func keepsComments(example: EditExample) throws {
        let result = try example.result()
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes.map(\.description) == example.notes)
    }

    @Test func renamedMembersKeepCommentsAndMovedOnesNameThem() throws {
        let text = "{\n  // one\n  \"a\": 1, // 1\n  // two\n  \"b\": 2, // 2\n  \"c\": {}\n}\n"
        let document = try Document(parsing: text, as: .jsonc)
        let (renamed, nothing) = try document.applying(
            ["x": 1, "b": 2, "c": [:]],
            moving: [MemberMove(from: ["a"], to: ["x"])]
        )
        #expect(
            String(decoding: renamed.document.source, as: UTF8.self)
                == text.replacing("\"a\"", with: "\"x\"")
        )
        #expect(nothing == [])
        let (moved, lost) = try document.applying(
            ["a": 1, "c": ["b": 2]],
            moving: [MemberMove(from: ["b"], to: ["c", "b"])]
        )
        #expect(
            String(decoding: moved.document.source, as: UTF8.self)
                == "{\n  // one\n  \"a\": 1, // 1\n  \"c\": {\n    // two\n    \"b\": 2 // 2\n  }\n}\n"
        )
        #expect(lost == [])
    }

    @Test(arguments: [
        ("// head\n\n/* second\n   line */\n", "// head\n\n/* second\n   line */\n"),
        ("// head", "// head\n"),
    ])
    func theFirstMemberOfAFileIsBelowItsComments(text: String, head: String) throws {
        var options = ReadingOptions()
        options.allowsBlankText = true
        let document = try Document(parsing: text, as: .jsonc, options: options)
        let result = try document.applying(["a": ["b": 1]], options: options)
        #expect(
            String(decoding: result.document.source, as: UTF8.self)
                == head + "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n"
        )
        #expect(result.notes == [])
    }

    /// Each member moves with the comments above and behind it, whatever else becomes of its objects.
    @Test(arguments: moves)
    func membersMoveWithTheirComments(example: MoveExample) throws {
        let document = try Document(parsing: example.before, as: .jsonc)
        let (moved, lost) = try document.applying(example.value, moving: example.moves)
        #expect(String(decoding: moved.document.source, as: UTF8.self) == example.after)
        #expect(lost.count == example.lost.count)
        for (position, comment) in zip(lost, example.lost) {
            let rest = document.source[position.offset...]
            #expect(String(decoding: rest, as: UTF8.self).hasPrefix(comment))
        }
    }

    struct MoveExample: CustomTestStringConvertible {
        var testDescription: String
        var before: String
        var moves: [MemberMove]
        var value: DocumentValue
        var after: String
        var lost: [String] = []
    }

    private static let moves: [MoveExample] = [
        MoveExample(
            testDescription: "into an object that is not there yet",
            before:
                "{\n  // the host\n  \"host\": \"h\", // h\n  /* port */\n  \"port\": 1 /* p */\n}\n",
            moves: [
                MemberMove(from: ["host"], to: ["http", "bind", "host"]),
                MemberMove(from: ["port"], to: ["http", "port"]),
            ],
            value: ["http": ["bind": ["host": "h"], "port": 1]],
            after: """
                {
                  "http": {
                    "bind": {
                      // the host
                      "host": "h" // h
                    },
                    /* port */
                    "port": 1 /* p */
                  }
                }

                """
        ),
        MoveExample(
            testDescription: "out of an object that goes",
            before:
                "{\n  \"a\": 0, // a\n  // net\n  \"net\": {\n    // the host\n    \"host\": \"h\", // h\n    \"port\": 1 // p\n  },\n  \"z\": 9 // z\n}\n",
            moves: [
                MemberMove(from: ["net", "host"], to: ["host"]),
                MemberMove(from: ["net", "port"], to: ["port"]),
            ],
            value: ["a": 0, "host": "h", "port": 1, "z": 9],
            after:
                "{\n  \"a\": 0, // a\n  // the host\n  \"host\": \"h\", // h\n  \"port\": 1, // p\n  \"z\": 9 // z\n}\n",
            lost: ["// net"]
        ),
        MoveExample(
            testDescription: "into an object on one line",
            before: "{\n  \"net\": {\"host\": \"h\"}, // net\n  // p\n  \"port\": 1\n}\n",
            moves: [MemberMove(from: ["port"], to: ["net", "port"])],
            value: ["net": ["host": "h", "port": 1]],
            after:
                "{\n  \"net\": {\"host\": \"h\",\n    // p\n    \"port\": 1\n  } // net\n}\n"
        ),
        MoveExample(
            testDescription: "an object with comments inside, one of its members renamed",
            before:
                "{\n  \"a\": {},\n  // db\n  \"db\": {\n    // who\n    \"user\": \"u\", // u\n    \"list\": [\n      1, // one\n      2\n    ]\n  }\n}\n",
            moves: [
                MemberMove(from: ["db"], to: ["a", "main"]),
                MemberMove(from: ["db", "user"], to: ["a", "main", "login"]),
            ],
            value: ["a": ["main": ["login": "u", "list": [1, 2]]]],
            after: """
                {
                  "a": {
                    // db
                    "main": {
                      // who
                      "login": "u", // u
                      "list": [
                        1, // one
                        2
                      ]
                    }
                  }
                }

                """
        ),
        MoveExample(
            testDescription: "with a new value",
            before: "{\n  // seconds\n  \"wait\": 3, // long\n  \"net\": {\"a\": 1,},\n}\n",
            moves: [MemberMove(from: ["wait"], to: ["net", "waitMs"])],
            value: ["net": ["a": 1, "waitMs": 3000]],
            after:
                "{\n  \"net\": {\"a\": 1,\n    // seconds\n    \"waitMs\": 3000, // long\n  },\n}\n"
        ),
    ]

    private static func json(
        _ description: String,
        _ before: String,
        _ change: EditExample.Change,
        _ after: String,
        notes: [String] = []
    ) -> EditExample {
        EditExample(description, .jsonc, before, change, after, notes: notes)
    }

    private static let examples: [EditExample] = [
        json(
            "scalar",
            "// head\n{\n  \"a\": 1, // one\n  /* two */ \"b\": 2\n}\n",
            .apply(["a": 7, "b": 8]),
            "// head\n{\n  \"a\": 7, // one\n  /* two */ \"b\": 8\n}\n"
        ),
        json(
            "comments in an object that becomes text",
            "{\n  \"s\": { // sec\n    \"k\": 1 /* one */\n  }\n}\n",
            .set(["s"], "x"),
            "{\n  \"s\": \"x\"\n}\n",
            notes: ["/s was rewritten; comments and formatting inside it are lost"]
        ),
        json(
            "comments in an array that is emptied",
            "{\"s\": [1/*one*/, 2]}",
            .set(["s"], []),
            "{\"s\": []}",
            notes: ["/s was rewritten; comments and formatting inside it are lost"]
        ),
        json(
            "comments between the elements of an array that is emptied",
            "{\n  \"s\": [\n    // head\n    1, // one\n    2 // two\n  ]\n}\n",
            .set(["s"], []),
            "{\n  \"s\": [\n    // head\n  ]\n}\n",
            notes: ["/s was rewritten; comments and formatting inside it are lost"]
        ),
        json(
            "comment of the last member",
            "{\n  \"s\": {\n    // head\n    \"a\": 1 // one\n  }\n}\n",
            .remove(["s", "a"]),
            "{\n  \"s\": {\n    // head\n  }\n}\n",
            notes: ["/s was rewritten; comments and formatting inside it are lost"]
        ),
        json(
            "array that is emptied below its comment",
            "{\n  \"s\": [\n    // head\n    1,\n    \"//2\"\n  ]\n}\n",
            .set(["s"], []),
            "{\n  \"s\": [\n    // head\n  ]\n}\n"
        ),
        json(
            "slashes that are not a comment",
            "{\"s\": {\"http://a\": \"http://b/*\"}}",
            .set(["s"], "x"),
            "{\"s\": \"x\"}"
        ),
        json(
            "new member behind a comment",
            "{\n  \"a\": 1 // one\n}\n",
            .set(["b"], 2),
            "{\n  \"a\": 1, // one\n  \"b\": 2\n}\n"
        ),
        json(
            "new member behind a trailing comma",
            "{\n  \"a\": 1, // one\n}\n",
            .set(["b"], 2),
            "{\n  \"a\": 1, // one\n  \"b\": 2,\n}\n"
        ),
        json(
            "new member behind a comment between asterisks",
            "{\n  \"a\": 1 /* one */\n}\n",
            .set(["b"], 2),
            "{\n  \"a\": 1, /* one */\n  \"b\": 2\n}\n"
        ),
        json(
            "new member behind a comment on one line",
            "{\"a\": {\"b\": 1 /* one */}, /* c */ \"c\": 2 /* two */ , \"d\": 4}",
            .apply(["a": ["b": 1, "x": 5], "c": 2, "y": 6, "d": 4]),
            "{\"a\": {\"b\": 1 /* one */, \"x\": 5}, /* c */ \"c\": 2 /* two */, \"y\": 6 , \"d\": 4}"
        ),
        json(
            "new member behind a trailing comma and a comment on one line",
            "{\"a\": 1, /* one */}",
            .set(["b"], 2),
            "{\"a\": 1, /* one */ \"b\": 2,}"
        ),
        json(
            "member goes with its comments",
            "{\n  \"a\": 1,\n  // about b, and {more}\n  \"b\": 2, // two\n  \"c\": 3\n}\n",
            .remove(["b"]),
            "{\n  \"a\": 1,\n  \"c\": 3\n}\n"
        ),
        json(
            "member goes with a comment of several lines",
            "{\n  \"a\": 1,\n  /* about b\n   * more */\n  \"b\": 2,\n  \"c\": 3\n}\n",
            .remove(["b"]),
            "{\n  \"a\": 1,\n  \"c\": 3\n}\n"
        ),
        json(
            "last member goes",
            "{\n  \"a\": 1, // one\n  // about b\n  \"b\": 2 // two\n}\n",
            .remove(["b"]),
            "{\n  \"a\": 1 // one\n}\n"
        ),
        json(
            "element",
            "[\n  1, // one\n  2, // two\n  3 // three\n]\n",
            .remove([1]),
            "[\n  1, // one\n  3 // three\n]\n"
        ),
        json(
            "new first element",
            "[\n  // one\n  1\n]\n",
            .insert([0], 0),
            "[\n  0,\n  // one\n  1\n]\n"
        ),
        json(
            "into an object with a comment",
            "{\n  // nothing yet\n}\n",
            .set(["a"], 1),
            "{\n  // nothing yet\n  \"a\": 1\n}\n"
        ),
        json(
            "all goes but the comment",
            "{\n  // members\n\n  \"a\": 1\n}\n",
            .remove(["a"]),
            "{\n  // members\n\n}\n"
        ),
        json(
            "text like a comment",
            "{\n  \"a\": \"// x\",\n  \"b\": \"/* y */\"\n}\n",
            .remove(["b"]),
            "{\n  \"a\": \"// x\"\n}\n"
        ),
        json(
            "another kind of value below the head",
            "// head\n[1]\n",
            .apply(["a": 1]),
            "// head\n{\n  \"a\": 1\n}\n"
        ),
    ]
}
