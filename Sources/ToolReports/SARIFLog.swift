import ConfigDocument
import SchemaValidation

/// Findings as a log of the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0).
struct SARIFLog {
    let text: String

    init(_ report: CheckReport) {
        let log: DocumentValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [Self.run(report)],
        ]
        text = printableJSON(String(decoding: log.encoded(as: .json), as: UTF8.self))
    }

    /// A run (section 3.14).
    private static func run(_ report: CheckReport) -> DocumentValue {
        let rules = Self.rules(report.results)
        let indices = Dictionary(
            uniqueKeysWithValues: rules.enumerated().map { ($1.rule, $0) }
        )
        return [
            "tool": [
                "driver": [
                    "name": .string(report.tool),
                    "semanticVersion": .string(ToolVersion.current),
                    "rules": .array(rules.map(Self.rule)),
                ]
            ],
            // Columns count code points in this package.
            "columnKind": "unicodeCodePoints",
            "artifacts": .array(report.files.map { ["location": location(of: $0.name)] }),
            "results": .array(report.results.map { result($0, indices[$0.rule]) }),
        ]
    }

    /// The rules without duplicates, in the order of their first results.
    private static func rules(_ results: [CheckResult]) -> [CheckResult] {
        var seen: Set<String> = []
        return results.filter { seen.insert($0.rule).inserted }
    }

    /// A rule (section 3.49).
    private static func rule(_ result: CheckResult) -> DocumentValue {
        var rule = DocumentObject()
        rule["id"] = .string(result.rule)
        if let summary = result.summary { rule["shortDescription"] = ["text": .string(summary)] }
        return .object(rule)
    }

    /// A result (section 3.27).
    private static func result(_ result: CheckResult, _ index: Int?) -> DocumentValue {
        let finding = result.finding
        var object = DocumentObject()
        object["ruleId"] = .string(result.rule)
        object["ruleIndex"] = index.map { .int($0) }
        object["level"] = .string(finding.severity.rawValue)
        object["message"] = ["text": .string(result.text)]
        object["locations"] = [instanceLocation(finding)]
        object["relatedLocations"] = schemaLocation(finding).map { [$0] }
        return .object(object)
    }

    private static func instanceLocation(_ finding: Finding) -> DocumentValue {
        var location = DocumentObject()
        location["physicalLocation"] = physicalLocation(finding.file, finding.position)
        if !finding.absoluteKeywordLocation.isEmpty {
            location["logicalLocations"] = [
                ["fullyQualifiedName": .string(finding.instanceLocation)]
            ]
        }
        return .object(location)
    }

    /// The keyword that refused the value.
    private static func schemaLocation(_ finding: Finding) -> DocumentValue? {
        let keyword = finding.absoluteKeywordLocation
        guard !keyword.isEmpty else { return nil }
        let parts = keyword.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        return [
            "id": 1,
            "message": ["text": "the rule in the schema"],
            "physicalLocation": physicalLocation(String(parts[0]), finding.schemaPosition),
            "logicalLocations": [
                ["fullyQualifiedName": .string(parts.count > 1 ? String(parts[1]) : "")]
            ],
        ]
    }

    /// A physical location (section 3.29).
    private static func physicalLocation(
        _ file: String,
        _ position: SourcePosition?
    ) -> DocumentValue {
        var location = DocumentObject()
        location["artifactLocation"] = self.location(of: file)
        if let position {
            location["region"] = [
                "startLine": .int(position.line), "startColumn": .int(position.column),
            ]
        }
        return .object(location)
    }

    private static func location(of file: String) -> DocumentValue {
        ["uri": .string(FileURI(path: file).text)]
    }
}
