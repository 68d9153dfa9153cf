import ConfigDocument
import DocumentEditing
import Testing

struct JSONEditTests {
    @Test(arguments: examples)
    func changesOnlyWhatWasAsked(example: EditExample) throws {
        let result = try example.result()
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes.map(\.description) == example.notes)
    }

    private static let examples: [EditExample] = [
        EditExample(
            "scalar",
            .json,
            "{\"a\" : 1, \"b\": 2}",
            .set(["a"], "x"),
            "{\"a\" : \"x\", \"b\": 2}"
        ),
        EditExample(
            "new member in one line",
            .json,
            "{\"a\": 1}",
            .set(["b"], [1, ["c": 2]]),
            "{\"a\": 1, \"b\": [1, {\"c\": 2}]}"
        ),
        EditExample(
            "new member in compact text",
            .json,
            "{\"a\":1,\"c\":2}",
            .set(["b"], [1, ["c": 2]]),
            "{\"a\":1,\"c\":2,\"b\":[1,{\"c\":2}]}"
        ),
        EditExample(
            "four spaces",
            .json,
            "{\n    \"a\": 1\n}\n",
            .set(["b"], ["c": [2]]),
            "{\n    \"a\": 1,\n    \"b\": {\n        \"c\": [\n            2\n        ]\n    }\n}\n"
        ),
        EditExample(
            "tabs",
            .json,
            "{\n\t\"a\": {\n\t\t\"x\": 1\n\t}\n}",
            .set(["a", "y"], []),
            "{\n\t\"a\": {\n\t\t\"x\": 1,\n\t\t\"y\": []\n\t}\n}"
        ),
        EditExample(
            "CR LF",
            .json,
            "{\r\n  \"a\": 1\r\n}\r\n",
            .set(["b"], [1]),
            "{\r\n  \"a\": 1,\r\n  \"b\": [\r\n    1\r\n  ]\r\n}\r\n"
        ),
        EditExample(
            "first, middle and last member go",
            .json,
            "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4,\n  \"e\": 5\n}",
            .apply(["b": 2, "d": 4]),
            "{\n  \"b\": 2,\n  \"d\": 4\n}"
        ),
        EditExample(
            "last one goes, another comes",
            .json,
            "{\n  \"a\": 1,\n  \"b\": 2\n}",
            .apply(["a": 1, "c": 3]),
            "{\n  \"a\": 1,\n  \"c\": 3\n}"
        ),
        EditExample("all go", .json, "{\"a\": [1, 2]}", .set(["a"], []), "{\"a\": []}"),
        EditExample(
            "into an empty object",
            .json,
            "{\n  \"a\": {}\n}",
            .set(["a", "b"], 1),
            "{\n  \"a\": {\n    \"b\": 1\n  }\n}"
        ),
        EditExample("items", .json, "[1, 2, 3]", .apply([0, 1, 3, 4]), "[0, 1, 3, 4]"),
        EditExample(
            "a list in one line inside lines",
            .json,
            "{\n  \"a\": [1, 2]\n}",
            .set(["a", 2], ["x": 1]),
            "{\n  \"a\": [1, 2, {\"x\": 1}]\n}"
        ),
        EditExample("root", .json, " 1 ", .set([], ["a": 1]), " {\n  \"a\": 1\n } "),
        EditExample(
            "escapes",
            .json,
            "{\"a\\n\": \"\\u00e9\"}",
            .set(["a\n"], "\u{1}"),
            "{\"a\\n\": \"\\u0001\"}"
        ),
    ]
}
