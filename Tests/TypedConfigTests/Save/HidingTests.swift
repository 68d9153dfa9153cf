import ConfigDocument
import Testing
import TypedConfig

struct HidingTests {
    private static let count = 5_000

    private static func document(_ comment: String) throws -> Document {
        let secrets = (0..<count).map { "  k\($0): sentence\($0)x\n" }.joined()
        let others = (0..<count).map { "  # the meaning of number \($0)\n  n\($0): \($0)\n" }
            .joined()
        let text = "s:\n\(secrets)last: 1\no:\n\(others)  \(comment)\n  end: 1\n"
        return try Document(parsing: text, as: .yaml)
    }

    /// Comments far from secrets are searched for all secrets at once.
    @Test(
        .timeLimit(.minutes(20)),
        arguments: [
            ("# was sentence4999x once", true), ("# was sentence4999y once", false),
        ]
    )
    func manyCommentsAreSearchedForManySecrets(comment: String, isHidden: Bool) throws {
        let document = try Self.document(comment)
        let text = document.text(hiding: (0..<Self.count).map { ["s", .key("k\($0)")] })
        let shown = String(decoding: text, as: UTF8.self)
        #expect(!shown.contains("sentence17x"))
        #expect(shown.contains("# the meaning of number 17\n"))
        #expect(shown.contains(comment) == !isHidden)
    }
}
