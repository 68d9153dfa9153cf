import JSONSchema
import Testing

struct OfficialSuiteTests {
    @Test(arguments: OfficialSuite.drafts)
    func agreesWithTheRequiredTests(folder: String, draft: Draft) throws {
        try agrees(folder, draft, "", count: [618, 839, 927, 1259, 1299])
    }

    @Test(arguments: OfficialSuite.drafts)
    func agreesWithTheOptionalTests(folder: String, draft: Draft) throws {
        try agrees(folder, draft, "/optional", count: [100, 106, 118, 158, 162])
    }

    @Test(arguments: OfficialSuite.drafts)
    func agreesWithTheFormatTests(folder: String, draft: Draft) throws {
        try agrees(
            folder,
            draft,
            "/optional/format",
            count: [219, 325, 676, 757, 764],
            assertsFormats: true
        )
    }

    private func agrees(
        _ folder: String,
        _ draft: Draft,
        _ path: String,
        count: [Int],
        assertsFormats: Bool? = nil
    ) throws {
        guard let suite = OfficialSuite() else { return }
        let outcome = try suite.run(folder + path, draft: draft, assertsFormats: assertsFormats)
        print(
            "json-schema-test-suite \(folder)\(path): \(outcome.run) tests, \(outcome.failures.count) failures"
        )
        for failure in outcome.failures { Issue.record("\(failure)") }
        let order = OfficialSuite.drafts.firstIndex { $0.draft == draft } ?? 0
        #expect(outcome.run == count[order])
    }
}
