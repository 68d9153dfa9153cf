import ConfigDocument
import SchemaValidation

/// Findings in the format of Checkstyle: files with their errors.
struct CheckstyleReport {
    let text: String

    init(_ report: CheckReport) {
        // A finding may refer to a file other than the checked one, such as a schema.
        let report = CheckReport(
            tool: report.tool,
            files: report.files.map(\.name),
            results: report.results
        )
        let files = report.files.map { file in
            XMLElement(
                "file",
                [("name", singleLine(file.name, limit: .max))],
                file.results.map { Self.error($0, report.tool) }
            )
        }
        text = XMLElement("checkstyle", [("version", "8.0")], files).document
    }

    private static func error(_ result: CheckResult, _ tool: String) -> XMLElement {
        let finding = result.finding
        var attributes: [(String, String)] = []
        if let position = finding.position {
            attributes += [("line", "\(position.line)"), ("column", "\(position.column)")]
        }
        attributes += [
            ("severity", finding.severity.rawValue), ("message", result.text),
            ("source", "\(tool).\(result.rule)"),
        ]
        return XMLElement("error", attributes)
    }
}
