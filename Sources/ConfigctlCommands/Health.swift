import ArgumentParser
import ConfigMonitoring
import TypedConfig

struct Health: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells whether the configuration is healthy, and what is wrong with which part.",
        discussion: """
            Loads every file of a known type, and judges what an application with these files would \
            be judged by. Figures that must last to be an alert count at once. Thresholds are read \
            from monitor.yaml in the folder, where there is one.

            Exit codes: 0 healthy, 1 degraded or warning, 2 critical.

            EXAMPLES
              configctl health
              configctl health --directory /etc/app --format json
            """
    )

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let monitor = try folder.monitor()
        let report = monitor.healthReport()
        switch printing.format {
        case .text: write(report)
        case .json: Output.standard.write(report.json)
        }
        switch report.state {
        case .healthy: return
        case .degraded, .warning: throw Exit.findings
        case .critical: throw Exit.unreadable
        }
    }

    private func write(_ report: HealthReport) {
        let output = Output.standard
        var lines = report.description.split(separator: "\n").map(String.init)
        output.write(lines.removeFirst(), report.state.colour)
        lines.forEach(output.write)
    }
}

struct Alerts: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what an operator should look at, or follows it.",
        discussion: """
            Exit codes: 0 no alert, 1 alerts.

            EXAMPLES
              configctl alerts
              configctl alerts --severity high --format json
              configctl alerts --follow --interval 5
            """
    )

    @Option(
        help: "Only alerts of this severity and worse: low, medium, high or critical.",
        transform: { text in
            if let severity = AlertSeverity(rawValue: text) { return severity }
            throw ValidationError("There is no severity \"\(text)\".")
        }
    )
    var severity = AlertSeverity.low

    @Flag(help: "Goes on, and prints each alert when it fires and when it is resolved.")
    var follow = false

    @Option(help: "Seconds between two looks at everything; files are watched all the time.")
    var interval = 10.0

    @Option(help: "With --follow, end after so many lines.")
    var count: Int?

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

    func validate() throws {
        guard (0.1...86_400).contains(interval) else {
            throw ValidationError("--interval is \(interval); expected 0.1 to 86400 seconds.")
        }
    }

    func run() throws {
        if follow { return try followAlerts() }
        let monitor = try folder.monitor()
        folder.writeNotes(on: monitor.system)
        let alerts = monitor.alerts(severity: severity).filter { $0.state == .firing }
        switch printing.format {
        case .text: for alert in alerts { write(alert, alert.description) }
        case .json: Output.standard.write(.array(alerts.map(\.json)))
        }
        if !alerts.isEmpty { throw Exit.findings }
    }

    private func write(_ alert: Alert, _ text: String) {
        let output = Output.standard
        output.write(text, HealthState(alert.severity).colour)
    }

    private func followAlerts() throws {
        let lines = LineCount()
        let handler = AlertHandler.call { update in
            guard update.alert.severity >= severity else { return }
            switch printing.format {
            case .text: write(update.alert, "\(update.kind.rawValue): \(update.alert)")
            case .json: Output.standard.write(line: update.json)
            }
            lines.add()
        }
        let monitor = try folder.monitor(isOnce: false, handlers: [handler])
        folder.writeNotes(on: monitor.system)
        try monitor.system.startHotReload()
        try monitor.start(interval: .seconds(interval))
        while count.map({ lines.count < $0 }) ?? true { waitALittle() }
        monitor.stop()
        monitor.system.stopHotReload()
    }
}

extension HealthState {
    var colour: Output.Colour {
        switch self {
        case .healthy: .green
        case .degraded, .warning: .yellow
        case .critical: .red
        }
    }
}
