import ArgumentParser
import ConfigMonitoring
import TypedConfig
import TypedConfigDashboard

struct Report: FolderCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, html, json }

    static let configuration = CommandConfiguration(
        abstract:
            "Prints the health of the configuration and what it costs to load, to keep or to mail.",
        discussion: """
            Loads every file once, as `configctl health` does. A service reports on its own day by
            MonitorReport, or /report.html of its dashboard.

            EXAMPLES
              configctl report
              configctl report --format html > report.html
              configctl report --format markdown --directory /etc/app
            """
    )

    @Option(help: "How to print.")
    var format = Format.text

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let monitor = try folder.monitor()
        _ = monitor.healthReport()
        var text = MonitorReport(monitor).formatted(
            MonitorReport.Format(rawValue: format.rawValue) ?? .text
        )
        if format == .json { return Output.standard.write(json: text) }
        while text.hasSuffix("\n") { text.removeLast() }
        Output.standard.write(text)
    }
}
