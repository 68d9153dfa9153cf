import ArgumentParser
import ConfigMonitoring
import TypedConfig
import TypedConfigDashboard

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Prints the health of the configuration and what it costs to load, to keep or to mail.",
        discussion: """
            Loads every file once, as `configctl health` does. A service reports on its own day by
            MonitorReport, or /report.html of its dashboard.

            EXAMPLES
              configctl report
              configctl report --as html > report.html
              configctl report --as markdown --directory /etc/app
            """
    )

    @Option(name: .customLong("as"), help: "text, markdown, html or json.")
    var kind = MonitorReport.Format.text.rawValue

    @OptionGroup var folder: FolderOptions

    func validate() throws {
        if MonitorReport.Format(rawValue: kind) == nil {
            let known = MonitorReport.Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no format \"\(kind)\"; there are \(known).")
        }
    }

    func run() throws {
        let chosen = folder.format == .json ? .json : MonitorReport.Format(rawValue: kind)
        let monitor = try folder.monitor()
        _ = monitor.healthReport()
        var text = MonitorReport(monitor).formatted(chosen ?? .text)
        if chosen == .json { return Output.standard.write(json: text) }
        while text.hasSuffix("\n") { text.removeLast() }
        Output.standard.write(text)
    }
}
