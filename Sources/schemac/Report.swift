import ArgumentParser
import LimitOptions
import SchemaCompiler
import SchemaValidation
import ToolReports

/// Prints the findings of a command, and determines its exit status.
enum Report {
    static func fail(_ findings: [Finding], code: Int32) -> ExitCode {
        ExitCode(Console.fail(findings, code: code))
    }

    /// Prints the findings that a command was run for, to standard output.
    static func list(_ findings: [Finding]) -> ExitCode {
        print(findings.map(\.description).joined(separator: "\n"))
        return ExitCode(findings.contains(where: \.isUnjudged) ? 2 : 1)
    }

    static func warn(_ findings: [Finding]) { Console.warn(findings) }
    static func print(error text: String) { Console.print(error: text) }
    static func print(_ text: String) { Console.print(text) }
    /// Prints what was done, unless `--quiet` is set.
    static func confirm(_ text: String) { if !QuietMode.isOn { Console.print(text) } }
    static func print(json text: String) { Console.print(json: text) }

    /// Prints a report for another program; nothing without a format.
    static func print(_ report: CheckReport, as format: ReportFormat?) {
        guard let text = format?.text(of: report), !text.isEmpty else { return }
        Console.print(escaped: text)
    }
}
