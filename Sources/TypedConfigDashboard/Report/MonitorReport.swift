import ConfigDocument
public import ConfigMonitoring
import TypedConfig

/// The health and performance of a system on one page, to read, mail or archive.
public struct MonitorReport: Sendable {
    /// The formats of a report.
    public enum Format: String, Sendable, CaseIterable { case text, markdown, html, json }

    let health: HealthReport
    let performance: PerformanceReport
    let events: [ConfigEvent]

    /// - Parameter hours: the time span to cover, up to 24.
    public init(_ monitor: ConfigMonitor, hours: Double = 24) {
        health = monitor.healthReport()
        performance = monitor.performanceReport(hours: hours)
        events = monitor.recentEvents
    }

    /// The report in a format.
    public func formatted(_ format: Format) -> String {
        switch format {
        case .text: text
        case .markdown: MarkdownReport(self).text
        case .html: Page.report(self).html
        case .json: json
        }
    }

    private var text: String {
        var parts = ["\(health)", "\(performance)"]
        if !events.isEmpty { parts.append(events.map(\.summary).joined(separator: "\n")) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var json: String {
        let value: DocumentValue = [
            "health": health.json, "performance": performance.json,
            "events": .array(events.map(\.json)),
        ]
        return String(decoding: value.encoded(as: .json), as: UTF8.self)
    }
}

extension ConfigEvent {
    /// `2026-11-24T12:30:00.000Z  reload http, from outside`, with a line for each change and finding.
    var summary: String {
        let head =
            "\(time)  \(kind.rawValue)" + (name.isEmpty ? "" : " \(shownName(name))")
            + (isOutside ? ", from outside" : "")
        let lines = changes.map { "    \($0)" } + findings.map { "    \($0.oneLine)" }
        return ([head] + lines).joined(separator: "\n")
    }
}
