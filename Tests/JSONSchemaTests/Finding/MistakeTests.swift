import ConfigDocument
import Foundation
import JSONSchema
import Suites
import Testing

/// Mistakes that people make in well-known files, with all that is reported of them.
///
/// `Tests/Mistakes/NAME.txt` has the cases: `### ` and the mistake, the file, and a line `=> ` for
/// each finding. `GOLDEN=record` writes the findings of today, and fails.
struct MistakeTests {
    struct Table: Sendable, CustomTestStringConvertible {
        var name: String
        var format = DocumentFormat.yaml
        /// The suite that has the schema, and its path; nil if it is beside the table.
        var suite: (folder: String, path: String)?

        var testDescription: String { name }
    }

    private static let tables = [
        Table(name: "compose"),
        Table(name: "kubernetes"),
        Table(name: "renovate", format: .json),
        Table(
            name: "github-workflow",
            suite: ("schemastore", "schemas/github-workflow.json")
        ),
        Table(name: "openapi", suite: ("validation-benchmark", "openapi/schema.json")),
    ]

    @Test(arguments: tables)
    func isReportedInTheWordsOfTheFile(table: Table) throws {
        guard let schema = try schema(of: table) else { return }
        let program = try compiled(schema, named: "\(table.name).schema.json", draft: .draft7)
        let url = Self.folder.appending(path: "\(table.name).txt")
        let cases = try cases(in: url)
        #expect(cases.count >= 12)
        var found: [Case] = []
        for var row in cases {
            let document = try Document(parsing: row.text, as: table.format)
            row.findings = program.findings(in: document).map { finding in
                let place = finding.position.map { "\($0.line):\($0.column) " } ?? ""
                return place
                    + ([finding.message] + [finding.suggestion].compactMap { $0 })
                    .joined(separator: "; ")
            }
            found.append(row)
        }
        guard ProcessInfo.processInfo.environment["GOLDEN"] == "record" else {
            for (expected, row) in zip(cases, found) {
                #expect(row.findings == expected.findings, "\(row.title)")
                #expect(!row.findings.isEmpty, "\(row.title)")
            }
            return
        }
        try Data(found.map(\.description).joined().utf8).write(to: url)
        Issue.record("recorded: \(url.lastPathComponent)")
    }

    // MARK: The tables

    private struct Case: CustomStringConvertible {
        var title = ""
        var text = ""
        var findings: [String] = []

        var description: String {
            "### \(title)\n\(text)" + findings.map { "=> \($0)\n" }.joined()
        }
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()  // Finding
        .deletingLastPathComponent()  // JSONSchemaTests
        .deletingLastPathComponent()  // Tests
        .appending(path: "Mistakes")

    /// Nil if the suite is absent.
    private func schema(of table: Table) throws -> String? {
        guard let (folder, path) = table.suite else {
            let url = Self.folder.appending(path: "\(table.name).schema.json")
            return try String(contentsOf: url, encoding: .utf8)
        }
        return try SuiteFolder(folder).map { String(decoding: try $0.bytes(path), as: UTF8.self) }
    }

    private func cases(in url: URL) throws -> [Case] {
        var cases: [Case] = []
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("### ") {
                cases.append(Case(title: String(line.dropFirst(4))))
            } else if line.hasPrefix("=> ") {
                cases[cases.count - 1].findings.append(String(line.dropFirst(3)))
            } else {
                cases[cases.count - 1].text += line + "\n"
            }
        }
        return cases
    }
}
