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
                == "{\n  // one\n  \"a\": 1, // 1\n  \"c\": {\n    \"b\": 2\n  }\n}\n"
        )
        #expect(lost == ["// two", "// 2"])
    }

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
