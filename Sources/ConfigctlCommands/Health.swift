import ArgumentParser
import ConfigMonitoring
import LimitOptions
import TypedConfig

struct Health: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report whether the configuration is healthy, and why not.",
        discussion: """
            Loads every file of a known type, and judges it as the monitor of a service would; \
            conditions that must last to raise an alert count at once. Thresholds come from \
            monitor.yaml in the directory, if it exists.

            Exit status: 0 if healthy, 1 if degraded or with warnings, 2 if critical.

            EXAMPLES
              Check the files in ./config:
                configctl health
              Report to a monitoring system:
                configctl health --directory /etc/app --format json

            Details: Documentation/Monitoring.md.
            """
    )

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

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
        abstract: "List alerts about the configuration, or follow them.",
        discussion: """
            Loads every file of a known type, and lists the alerts that the monitor of a service \
            would raise: an invalid file is one. Conditions that must last count at once, except \
            with --follow.

            Exit status: 0 if there is no alert, 1 if there are alerts, 2 if something cannot be \
            read.

            EXAMPLES
              List alerts that are high or critical:
                configctl alerts --severity high
              Print alerts as they fire and are resolved:
                configctl alerts --follow --interval 5 --format json

            Details: Documentation/Monitoring.md.
            """
    )

    @Option(
        help: ArgumentHelp(
            "List only alerts of at least this severity: low, medium, high or critical.",
            valueName: "severity"
        ),
        transform: { text in
            if let severity = AlertSeverity(rawValue: text) { return severity }
            throw ValidationError("--severity is \(text); expected low, medium, high or critical.")
        }
    )
    var severity = AlertSeverity.low

    @Flag(help: "Keep running, and print each alert when it fires and when it is resolved.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "Seconds between two checks of everything; files are watched all the time.",
            valueName: "seconds"
        )
    )
    var interval = 10.0

    @Option(help: "With --follow, end after this many lines.")
    var count: Int?

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

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
