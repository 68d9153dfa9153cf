import ConfigDocument
import SchemaValidation

/// A test case for each file, in the JUnit format that continuous integration systems read.
///
/// The format has no standard; the elements are those documented by Jenkins and GitLab. All
/// findings of a file are one failure, because some readers accept only one.
struct JUnitReport {
    let text: String

    init(_ report: CheckReport) {
        let counts: [(String, String)] = [
            ("tests", "\(report.files.count)"),
            ("failures", "\(report.files.count { $0.outcome == .failure })"),
            ("errors", "\(report.files.count { $0.outcome == .error })"),
        ]
        let cases = report.files.map { Self.testCase($0, report.tool) }
        let suite = XMLElement("testsuite", [("name", report.tool)] + counts, cases)
        text = XMLElement("testsuites", [("name", report.tool)] + counts, [suite]).document
    }

    private static func testCase(_ file: CheckedFile, _ tool: String) -> XMLElement {
        let name = shownName(file.name)
        let lines = file.results.map(\.finding.description).joined(separator: "\n")
        let detail: [XMLElement] =
            switch file.outcome {
            case .success: lines.isEmpty ? [] : [XMLElement("system-out", [], text: lines)]
            case .failure: [element("failure", file, lines)]
            case .error: [element("error", file, lines)]
            }
        return XMLElement("testcase", [("classname", tool), ("name", name)], detail)
    }

    private static func element(_ name: String, _ file: CheckedFile, _ text: String) -> XMLElement {
        let errors = file.results.filter { $0.finding.severity == .error }
        var message = errors.first?.text ?? ""
        if errors.count > 1 { message += " (and \(errors.count - 1) more)" }
        return XMLElement(
            name,
            [("type", errors.first?.rule ?? ""), ("message", message)],
            text: text
        )
    }
}

extension CheckedFile {
    fileprivate enum Outcome { case success, failure, error }

    /// A file that could not be checked is an error of the run, not a failure of the file.
    fileprivate var outcome: Outcome {
        if results.contains(where: \.finding.isUnjudged) { return .error }
        return results.contains { $0.finding.severity == .error } ? .failure : .success
    }
}
