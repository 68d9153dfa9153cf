import ConfigDocument
package import SchemaValidation

/// The files that a command has checked, with its findings: the input of every report format.
package struct CheckReport: Sendable {
    /// The name of the tool, such as `schemac`.
    package var tool: String
    /// The checked files, including valid ones, in the order of checking.
    package var files: [CheckedFile]

    package init(tool: String, files: [CheckedFile]) {
        self.tool = tool
        self.files = files
    }

    /// - Parameters:
    ///   - files: the names of all checked files.
    ///   - results: each is assigned to the file that it names, which is added if it is not among
    ///     `files`.
    package init(tool: String, files: [String], results: [CheckResult]) {
        var order: [String] = []
        var byFile: [String: [CheckResult]] = [:]
        for name in files + results.map(\.finding.file) where byFile[name] == nil {
            order.append(name)
            byFile[name] = []
        }
        for result in results { byFile[result.finding.file]?.append(result) }
        self.init(tool: tool, files: order.map { CheckedFile($0, byFile[$0] ?? []) })
    }

    var results: [CheckResult] { files.flatMap(\.results) }

    /// Names schemas by paths that the reader of a report can open; findings name them below the
    /// directory of all schemas, which is the same on every machine.
    package func namingSchemas(_ path: (String) -> String) -> CheckReport {
        var report = self
        for file in report.files.indices {
            for index in report.files[file].results.indices {
                let shown = report.files[file].results[index].finding.absoluteKeywordLocation
                let end = shown.firstIndex(of: "#") ?? shown.endIndex
                guard end > shown.startIndex else { continue }
                report.files[file].results[index].finding.absoluteKeywordLocation =
                    path(String(shown[..<end])) + shown[end...]
            }
        }
        return report
    }
}

package struct CheckedFile: Sendable {
    /// The name as the user wrote it.
    package var name: String
    package var results: [CheckResult]

    package init(_ name: String, _ results: [CheckResult] = []) {
        self.name = name
        self.results = results
    }

    package init(_ name: String, findings: [Finding]) {
        self.init(name, findings.map { CheckResult($0) })
    }
}

/// A finding with the rule that was broken.
package struct CheckResult: Sendable {
    package var finding: Finding
    /// An identifier that is stable across releases, so that tools can group by it: the keyword, or
    /// the name of a lint rule.
    package var rule: String
    /// One sentence about the rule; nil for keywords, whose names are sufficient.
    package var summary: String?

    package init(_ finding: Finding, rule: String? = nil, summary: String? = nil) {
        self.finding = finding
        self.rule = rule ?? Self.rule(of: finding)
        self.summary = summary
    }

    private static func rule(of finding: Finding) -> String {
        if finding.isUnjudged { return "unreadable" }
        let keyword = finding.keywordLocation.split(separator: "/").last ?? "document"
        return singleLine(String(keyword))
    }

    /// The message with its repair, on one line.
    var text: String {
        singleLine(
            [finding.message, finding.suggestion].compactMap(\.self).joined(separator: "; "),
            limit: .max
        )
    }
}
