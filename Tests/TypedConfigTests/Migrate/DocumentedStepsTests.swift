import ConfigDocument
import DocumentMigration
import Foundation
import MigrationSteps
import Testing

/// The table of steps in the guide: each example is what the step does.
struct DocumentedStepsTests {
    struct Example: CustomTestStringConvertible, Sendable {
        var step: String
        var before: String
        var after: String

        var testDescription: String { step }
    }

    /// The rows of the table, without those whose documents are not code.
    static let examples: [Example] = {
        let guide = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(
                path: "../../../Sources/TypedConfig/TypedConfig.docc/VersionsAndMigrations.md"
            )
        let text = (try? String(contentsOf: guide.standardizedFileURL, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map(codes)
            guard line.hasPrefix("| `{"), cells.count >= 3, let step = cells[0].first,
                !cells[1].isEmpty, !cells[2].isEmpty
            else { return nil }
            return Example(
                step: step,
                before: cells[1].joined(separator: "\n"),
                after: cells[2].joined(separator: "\n")
            )
        }
    }()

    private static func codes(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    private func value(_ yaml: String) throws -> DocumentValue {
        DocumentValue(try Document(parsing: yaml, as: .yaml).root)
    }

    @Test(arguments: examples)
    func examplesAreWhatTheStepDoes(example: Example) throws {
        var run = MigrationRun(try value(example.before))
        try run.apply([MigrationStep(value(example.step))]) { _, _ in }
        #expect(run.tree.documentValue == (try value(example.after)))
    }

    @Test func everyVerbHasAnExample() throws {
        let shown = try Self.examples.flatMap { try value($0.step).object?.keys ?? [] }
        #expect(Set(MigrationStep.verbs).subtracting(shown) == ["custom"])
    }
}
