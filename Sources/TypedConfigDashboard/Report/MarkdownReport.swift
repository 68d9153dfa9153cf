import ConfigMonitoring
import TypedConfig

/// A report as Markdown, with tables that every renderer supports.
struct MarkdownReport {
    private let report: MonitorReport

    init(_ report: MonitorReport) { self.report = report }

    var text: String {
        [head, components, files, alerts, figures, charts, events].compactMap { $0 }
            .joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        "# Configuration: \(report.health.state.rawValue)\n\nSince \(report.health.since), as found at "
            + "\(report.health.time)."
    }

    private var components: String {
        table(
            ["Part", "State", "Since", "Why"],
            report.health.components.map {
                [
                    $0.component.rawValue, $0.state.rawValue, $0.since.description,
                    $0.reasons.joined(separator: "; "),
                ]
            }
        )
    }

    private var files: String {
        let rows = report.health.files.map { file in
            [
                file.file, file.isValid ? "valid" : "invalid",
                file.findings.map(\.oneLine).joined(separator: "; "),
            ]
        }
        let notes = report.health.notes.map { ["", "warning", $0.oneLine] }
        return "## Files\n\n" + table(["File", "State", "Findings"], rows + notes)
    }

    private var alerts: String? {
        if report.performance.alerts.isEmpty { return nil }
        let rows = report.performance.alerts.map {
            [$0.severity.rawValue, $0.rule.rawValue, $0.state.rawValue, $0.subject, $0.message]
        }
        return "## Alerts\n\n" + table(["Severity", "Alert", "State", "About", ""], rows)
    }

    private var figures: String {
        let rows = report.performance.rows.map {
            [$0.name.trimmed, $0.value]
        }
        return "## Figures\n\n" + table(["Figure", "Value"], rows)
    }

    private var charts: String {
        let rows = Chart.all(report.performance.samples).map { [$0.title, $0.bars, $0.words] }
        return "## Over time\n\n" + table(["Figure", "", ""], rows)
    }

    private var events: String? {
        if report.events.isEmpty { return nil }
        let fence = "````````"
        return "## Changes\n\n\(fence)text\n"
            + report.events.map { $0.summary.replacing(fence, with: "") }.joined(separator: "\n")
            + "\n\(fence)"
    }

    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows.map { $0.map(cell) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// Escapes text for Markdown, and for the HTML rendered from it.
    private func cell(_ text: String) -> String {
        var result = ""
        for character in Markup.escaped(text.replacing("\n", with: " ")) {
            if "\\`*_[]|~#".contains(character) { result.append("\\") }
            result.append(character)
        }
        // Undoes the escape of the `#` in a character reference.
        return result.replacing("&\\#39;", with: "&#39;")
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

extension Chart {
    /// A chart of block characters, for formats without pictures.
    var bars: String {
        let blocks = Array("▁▂▃▄▅▆▇█")
        let shown = values.suffix(40)
        let upper = max(top ?? 0, shown.compactMap { $0 }.max() ?? 0)
        return String(
            shown.map { value in
                guard let value else { return " " }
                let part = upper == 0 ? 0 : min(max(value / upper, 0), 1)
                return blocks[Int((part * 7).rounded())]
            }
        )
    }
}
