import ConfigDocument
import DocumentEditing
import Testing

struct ScalarEditTests {
    /// A number that no double holds is compared by its digits.
    @Test(arguments: [
        (
            DocumentFormat.json, "{\"a\": 0.30000000000000004, \"b\": 1}",
            "{\"a\": 0.30000000000000004, \"b\": 2}"
        ),
        (.yaml, "a: 12345678901234567890\nb: 1\n", "a: 12345678901234567890\nb: 2\n"),
        (.toml, "a = 1_2345678901234567890\nb = 1\n", "a = 1_2345678901234567890\nb = 2\n"),
    ])
    func longNumbersBesideItStay(format: DocumentFormat, before: String, after: String) throws {
        for _ in 0..<20 {
            let document = try Document(parsing: before, as: format)
            let result = try document.setting(2, at: ["b"])
            #expect(String(decoding: result.document.source, as: UTF8.self) == after)
            #expect(result.notes == [])
        }
    }
}
