/// A report format for other programs.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    case github
    /// SARIF 2.1.0, for code scanning and editors.
    case sarif
    /// The XML of JUnit: a test case for each file.
    case junit
    /// The XML of Checkstyle.
    case checkstyle

    /// The report, to be written unchanged: text from files is escaped for the format, and contains
    /// nothing that a terminal would execute.
    package func text(of report: CheckReport) -> String {
        switch self {
        case .github: GitHubAnnotations(report).text
        case .sarif: SARIFLog(report).text
        case .junit: JUnitReport(report).text
        case .checkstyle: CheckstyleReport(report).text
        }
    }
}
