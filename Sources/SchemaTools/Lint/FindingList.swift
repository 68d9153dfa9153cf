import ConfigDocument
package import JSONSchema
import SchemaCompiler

/// Findings as an array of JSON objects.
package struct FindingList: Sendable {
    private let findings: [(finding: Finding, rule: LintRule?)]

    /// Findings without a rule.
    package init(_ findings: [Finding]) { self.findings = findings.map { ($0, nil) } }

    /// Errors, followed by advice with its rule.
    package init(_ report: SchemaLinter.Report) {
        findings =
            report.errors.map { ($0, nil) } + report.advice.map { ($0.finding, $0.rule) }
    }

    /// An array of objects, one a line.
    package var json: String {
        if findings.isEmpty { return "[]" }
        return "[\n" + findings.map(object).joined(separator: ",\n") + "\n]"
    }

    private func object(_ finding: Finding, _ rule: LintRule?) -> String {
        var members = [
            ("severity", JSONOutput.literal(finding.severity.rawValue)),
            ("message", JSONOutput.literal(finding.message)),
            ("file", JSONOutput.literal(finding.file)),
        ]
        if let suggestion = finding.suggestion {
            members.append(("suggestion", JSONOutput.literal(suggestion)))
        }
        if let rule { members.append(("rule", JSONOutput.literal(rule.rawValue))) }
        if let position = finding.position {
            members.append(("line", "\(position.line)"))
            members.append(("column", "\(position.column)"))
        }
        if !finding.absoluteKeywordLocation.isEmpty {
            members.append(("instanceLocation", JSONOutput.literal(finding.instanceLocation)))
            members.append(("keywordLocation", JSONOutput.literal(finding.keywordLocation)))
            members.append(
                ("absoluteKeywordLocation", JSONOutput.literal(finding.absoluteKeywordLocation))
            )
        }
        return "  { " + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + " }"
    }
}
