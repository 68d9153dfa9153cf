import Foundation
import JSONSchema
import Testing

/// The official suite's `optional/format` tests, read in place, for each of the five drafts.
@Suite struct FormatSuiteTests {
    @Test func agreesWithEveryTestOfTheOfficialSuite() throws {
        guard let root = Self.suite else { return print("skipped: json-schema-test-suite") }
        var verdicts: [Verdict] = []
        for (folder, draft) in Self.drafts {
            verdicts += try Self.verdicts(in: root, folder: folder, draft: draft)
        }
        let wrong = verdicts.filter { !$0.isRight }
        print(
            "json-schema-test-suite: \(verdicts.count - wrong.count) of \(verdicts.count) format tests"
        )
        #expect(verdicts.count == 2741)
        let wrongPatterns = wrong.filter { $0.format == "regex" }
        #expect(wrong.count == wrongPatterns.count, "\(wrong.filter { $0.format != "regex" })")
        withKnownIssue("no pattern is compiled yet, so all are accepted") {
            #expect(wrongPatterns.isEmpty, "\(wrongPatterns)")
        }
    }

    private static let drafts: [(String, Format.Drafts)] = [
        ("draft4", .draft4), ("draft6", .draft6), ("draft7", .draft7),
        ("draft2019-09", .draft2019), ("draft2020-12", .draft2020),
    ]

    /// One test, and whether the format's answer is the one that the suite gives.
    private struct Verdict: CustomStringConvertible {
        var format: String
        var description: String
        var isRight: Bool
    }

    private static func verdicts(
        in root: URL,
        folder: String,
        draft: Format.Drafts
    ) throws -> [Verdict] {
        let folder = root.appending(path: "tests/\(folder)/optional/format")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return try files.filter { $0.pathExtension == "json" }.flatMap { file in
            let cases = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            return try #require(cases as? [[String: Any]]).flatMap { try verdicts(of: $0, draft) }
        }
    }

    private static func verdicts(
        of testCase: [String: Any],
        _ draft: Format.Drafts
    ) throws -> [Verdict] {
        let schema = try #require(testCase["schema"] as? [String: Any])
        // Nothing but the format decides; a schema with more would need a validator.
        try #require(Set(schema.keys).isSubset(of: ["format", "$schema"]))
        let name = try #require(schema["format"] as? String)
        let tests = try #require(testCase["tests"] as? [[String: Any]])
        return try tests.map { test in
            let expected = try #require(test["valid"] as? Bool)
            let isValid = isValid(test["data"] as Any, name, draft)
            let description = "\(draft.rawValue) \(name): \(test["description"] ?? "")"
            return Verdict(
                format: name,
                description: description,
                isRight: isValid == expected
            )
        }
    }

    private static func isValid(_ data: Any, _ name: String, _ draft: Format.Drafts) -> Bool {
        guard let text = data as? String, let format = Format(name: name),
            format.isDefined(inDraft: draft)
        else { return true }
        return format.accepts(text)
    }

    private static var suite: URL? {
        let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let suites =
            ProcessInfo.processInfo.environment["TYPED_CONFIG_SUITES"].map { URL(filePath: $0) }
            ?? package.appending(path: "../shared/data").standardized
        let suite = suites.appending(path: "json-schema-test-suite")
        return FileManager.default.fileExists(atPath: suite.path) ? suite : nil
    }
}
