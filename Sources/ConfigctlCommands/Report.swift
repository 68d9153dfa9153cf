import ArgumentParser
import ConfigMonitoring
import LimitOptions
import TypedConfig
import TypedConfigDashboard

struct Report: FolderCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, html, json }

    static let configuration = CommandConfiguration(
        abstract: "Print a report on health and costs, to keep or to mail.",
        discussion: """
            Loads every file once, as configctl health does. A service reports on its own run by \
            MonitorReport, or /report.html of its dashboard.

            Exit status: 0, or 2 if a file cannot be read.

            EXAMPLES
              Print a report:
                configctl report
              Write a page:
                configctl report --format html > report.html
            """
    )

    @Option(help: "The format of the output.")
    var format = Format.text

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

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
