import ConfigDocument
import ConfigMonitoring
import SchemaValidation
import TypedConfig

/// The settings of configurations as a form and a table: what is served beside what was refused.
struct SettingsTable {
    let monitor: ConfigMonitor
    /// The configurations; the table has their names if there are several.
    let names: [String]
    /// The address of the page.
    let action: String
    let query: SettingsQuery

    var form: Markup {
        let boxes: [Markup] = SettingsQuery.Mark.allCases.map { mark in
            let checked: Markup = query.marks.contains(mark) ? " checked" : ""
            return """
                <label><input type="checkbox" name="\(mark.rawValue)"\(checked)> \(mark.title)</label>

                """
        }
        return """
            <form method="get" action="\(action)" role="search">
            <label for="q">Name or value</label>
            <input id="q" name="q" type="search" value="\(query.text)" autocomplete="off">
            <fieldset><legend>Only</legend>\(boxes)</fieldset><button>Show</button></form>
            """
    }

    var section: Markup {
        var listed: [ListedSetting] = []
        var faults: [Markup] = []
        for name in names {
            do throws(ConfigError) {
                listed += try monitor.system.explain(name).map {
                    ListedSetting(config: name, setting: $0)
                }
            } catch {
                faults += error.findings.map { "<pre>\($0.description)</pre>" }
            }
        }
        let shown = listed.filter(query.takes)
        let count: Markup =
            "<p class=\"quiet\">\(shown.count) of \(listed.count) settings</p>"
        return Sections.section("Settings", "\(faults)\(count)\(table(shown))")
    }

    private func table(_ shown: [ListedSetting]) -> Markup {
        let isSeveral = names.count > 1
        let hasRefused = shown.contains { $0.setting.refused != nil }
        let heads =
            (isSeveral ? ["Configuration"] : []) + ["Setting", "Served"]
            + (hasRefused ? ["Refused"] : []) + ["From", "Overrides"]
        let rows: [[Markup]] = shown.map { listed in
            let setting = listed.setting
            let name: Markup = """
                <a href="/config/\(PathText.encoded(listed.config))">\(listed.config)</a>
                """
            let badges: [Markup] = listed.marks.filter { $0 == .deprecated || $0 == .secret }
                .map { " <span class=\"mark\">\($0.title)</span>" }
            let overridden: [Markup] = setting.overridden.map {
                """
                <div>\(value($0.value, from: $0.origin)) <span class="quiet">\
                \($0.origin.description)</span></div>
                """
            }
            return (isSeveral ? [name] : [])
                + ["<code>\(setting.key)</code>\(badges)"]
                + [value(setting.value, from: setting.origin)]
                + (hasRefused ? [refused(setting.refused)] : [])
                + ["<code>\(setting.origin.description)</code>", "\(overridden)"]
        }
        return Sections.table("Settings", heads, rows, isWide: hasRefused)
    }

    /// The value in the files that was refused.
    private func refused(_ refused: ExplainedSetting.Refused?) -> Markup {
        guard let refused else { return "" }
        let findings: [Markup] = refused.findings.map { finding in
            let repair: Markup = finding.suggestion.map { "; \($0)" } ?? ""
            return "<div>\(finding.message)\(repair)</div>"
        }
        return """
            <del>\(value(refused.value, from: refused.origin))</del> \
            <code class="quiet">\(refused.origin.description)</code>\(findings)
            """
    }

    /// Values of placeholders are hidden too, because the page may have more readers than the
    /// process's environment.
    private func value(_ value: DocumentValue?, from origin: ConfigOrigin) -> Markup {
        guard let value, !origin.isHidden else { return "<em>not shown</em>" }
        return "<code>\(value.shown)</code>"
    }
}
