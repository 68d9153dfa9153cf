import ConfigDocument
import Testing

struct CursorHoldsTests {
    private static let texts = [
        "null", "true", "1", "1.0", "1e0", "2.5", "18446744073709551615", "1e400", "\"1\"", "\"é\"",
        "\"e\u{301}\"", "\"\"", "[]", "{}", "[1]", "[1, 2]", "[2, 1]", "[[1], {}]", #"{"a": 1}"#,
        #"{"a": 1.0}"#, #"{"b": 1}"#, #"{"a": 1, "b": [2]}"#, #"{"b": [2], "a": 1}"#,
        #"{"a": 1, "b": [3]}"#, #"{"a": {"b": 1}}"#, #"{"\u00e9": 1}"#, #"{"e\u0301": 1}"#,
    ]

    @Test(arguments: texts)
    func whatEqualValuesHold(text: String) throws {
        let document = try Document(parsing: text, as: .json)
        for other in Self.texts {
            let value = DocumentValue(try Document(parsing: other, as: .json).root)
            #expect(
                document.root.holds(value) == (DocumentValue(document.root) == value),
                "\(other)"
            )
        }
    }
}
