import ConfigMonitoring
import SchemaValidation
import TypedConfig

/// The sections of pages.
enum Sections {
    static func banner(_ report: HealthReport) -> Markup {
        """
        <section class="banner \(report.state.rawValue)" aria-label="State">
        <p class="state">\(report.state.rawValue)</p>
        <p class="quiet">since \(time(report.since)), as found at \(time(report.time))</p>
        </section>
        """
    }

    /// Times in UTC, to the second, so that machines in different time zones agree.
    static func time(_ moment: Timestamp) -> Markup {
        let text = moment.description
        let short = text.prefix(19).replacing("T", with: " ") + " UTC"
        return "<time datetime=\"\(text)\">\(short)</time>"
    }

    static func section(_ title: String, _ body: Markup) -> Markup {
        "<section aria-label=\"\(title)\"><h2>\(title)</h2>\(body)</section>\n"
    }

    /// - Parameters:
    ///   - rows: the cells of each row; the first is its header.
    ///   - isWide: whether only a wide window has room for the columns.
    static func table(
        _ title: String,
        _ head: [String],
        _ rows: [[Markup]],
        isWide: Bool = false
    ) -> Markup {
        let heads: [Markup] = head.map { "<th scope=\"col\">\($0)</th>" }
        let lines: [Markup] = rows.map { row in
            let cells: [Markup] = row.enumerated().map { index, cell in
                index == 0
                    ? "<th scope=\"row\">\(cell)</th>"
                    : "<td data-column=\"\(head[index])\">\(cell)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)">
            <table class="\(isWide ? "wide" : "stack")"><thead><tr>\(heads)</tr></thead>
            <tbody>\(lines)</tbody></table></div>
            """
    }

    static func state(_ state: HealthState) -> Markup {
        "<span class=\"\(state.rawValue)\">\(state.rawValue)</span>"
    }

    static func components(_ report: HealthReport) -> Markup {
        let rows: [[Markup]] = report.components.map { part in
            let reasons: [Markup] = part.reasons.map { "<div>\($0)</div>" }
            return [
                "\(part.component.rawValue)", state(part.state), time(part.since), "\(reasons)",
            ]
        }
        return section("Parts", table("Parts", ["Part", "State", "Since", "Why"], rows))
    }

    // MARK: Files

    static func files(_ report: HealthReport, links: Bool) -> Markup {
        let rows: [[Markup]] = report.files.map { file in
            let name: Markup =
                links
                ? "<a href=\"/config/\(PathText.encoded(file.name))\">\(file.name)</a>"
                : "\(file.name)"
            let verdict: Markup =
                file.isValid
                ? "<span class=\"healthy\">valid</span>" : "<span class=\"critical\">invalid</span>"
            let findings: [Markup] = file.findings.map { "<pre>\($0.description)</pre>" }
            let pending: Markup =
                file.pendingMigration.map {
                    "<div class=\"degraded\">of version \($0.from), to be migrated to \($0.to)</div>"
                } ?? ""
            return [name, "<code>\(file.file)</code>", verdict, "\(pending)\(findings)"]
        }
        let notes: [Markup] = report.notes.map { "<pre>\($0.description)</pre>" }
        return section(
            "Files",
            "\(table("Files", ["Configuration", "File", "State", "Findings"], rows))\(notes)"
        )
    }

    // MARK: Alerts

    static func alerts(_ alerts: [Alert]) -> Markup {
        if alerts.isEmpty { return section("Alerts", "<p class=\"quiet\">None.</p>") }
        let rows: [[Markup]] = alerts.map { alert in
            let subject: Markup =
                alert.subject.isEmpty ? "" : "<div><code>\(alert.subject)</code></div>"
            let end: Markup = alert.resolved.map { "<div>until \(time($0))</div>" } ?? ""
            return [
                "\(alert.rule.rawValue)\(subject)",
                "<span class=\"\(alert.severity.rawValue)\">\(alert.severity.rawValue)</span>",
                "\(alert.state.rawValue)", "\(time(alert.fired ?? alert.began))\(end)",
                "\(alert.message)",
            ]
        }
        return section(
            "Alerts",
            table("Alerts", ["Alert", "Severity", "State", "Since", "Message"], rows)
        )
    }

    // MARK: Changes

    static func events(_ events: [ConfigEvent]) -> Markup {
        if events.isEmpty {
            return section("Changes", "<p class=\"quiet\">None since the monitor began.</p>")
        }
        let items: [Markup] = events.map { event in
            let outside: Markup =
                event.isOutside ? " <span class=\"degraded\">from outside</span>" : ""
            let files: [Markup] = event.contents.map { "<div><code>\($0.file)</code></div>" }
            let changes: [Markup] = event.changes.map(change)
            let findings: [Markup] = event.findings.map { "<pre>\($0.description)</pre>" }
            return """
                <li><strong>\(event.kind.rawValue)</strong> \(event.name)\(outside)
                <span class="quiet">\(time(event.time))</span>\(files)\(changes)\(findings)</li>

                """
        }
        return section("Changes", "<ul class=\"list\">\(items)</ul>")
    }

    private static func change(_ change: SettingChange) -> Markup {
        let origin: Markup =
            change.origin.map { " <span class=\"quiet\">\($0.description)</span>" } ?? ""
        let restart: Markup =
            change.needsRestart ? " <span class=\"degraded\">needs a restart</span>" : ""
        if change.isSecret {
            return """
                <pre>\(change.name): \(change.kind.rawValue), a secret\(origin)\(restart)</pre>
                """
        }
        let old: Markup = change.old.map { "<del>\($0.shown)</del> " } ?? ""
        let new: Markup = change.new.map { "<ins>\($0.shown)</ins>" } ?? "removed"
        return "<pre>\(change.name): \(old)\(new)\(origin)\(restart)</pre>"
    }

    // MARK: Figures

    static func cards(_ samples: [MonitorSample]) -> Markup {
        let cards: [Markup] = Chart.all(samples, isSmall: true).map { chart in
            let now = chart.values.compactMap { $0 }.last.map(chart.format) ?? "–"
            return """
                <li class="card"><span class="quiet">\(chart.title)</span><b>\(now)</b>\(chart.svg)</li>

                """
        }
        return section("Figures", "<ul class=\"cards\">\(cards)</ul>")
    }

    static func figures(_ report: PerformanceReport) -> Markup {
        let rows: [[Markup]] = report.rows.map { ["\($0.name)", "\($0.value)"] }
        return section("Figures", table("Figures", ["Figure", "Value"], rows))
    }

    /// - Parameter events: the changes and refusals to be marked in the charts.
    static func charts(_ report: PerformanceReport, _ events: [ConfigEvent]) -> Markup {
        let marks = ChartMark.all(events)
        let figures: [Markup] = Chart.all(report.samples, marks: marks).map { chart in
            """
            <figure class="card"><figcaption>\(chart.title) <span class="quiet">\(chart.words)</span>\
            </figcaption>\(chart.hasLine ? chart.svg : "")\(chart.axes)</figure>

            """
        }
        let legend: Markup =
            marks.isEmpty
            ? ""
            : """
            <p class="quiet">Lines across a chart are reloads <span class="mark-good">┃</span> and \
            refusals <span class="mark-bad">┇</span>.</p>
            """
        return section("Over time", "\(legend)<div class=\"large\">\(figures)</div>")
    }
}
