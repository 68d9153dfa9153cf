import ConfigDocument
import ConfigMonitoring
import SchemaValidation
import TypedConfig

/// Every setting of a configuration, with the origin of its value.
struct SettingsPage {
    let monitor: ConfigMonitor
    let name: String
    /// Only settings whose names contain this; empty for all.
    var filter: String

    func page() -> Page {
        let health = monitor.healthReport()
        return Page(
            title: name,
            state: health.state,
            sections: [
                "<h1>\(name)</h1>",
                Sections.files(
                    health.narrowed(to: name),
                    links: false
                ),
                form, settings,
            ]
        )
    }

    private var form: Markup {
        """
        <form method="get" action="/config/\(PathText.encoded(name))" role="search">
        <label for="q">Settings with</label>
        <input id="q" name="q" value="\(filter)" autocomplete="off"><button>Show</button></form>
        """
    }

    private var settings: Markup {
        do throws(ConfigError) {
            let all = try monitor.system.explain(name)
            let shown = filter.isEmpty ? all : all.filter { $0.key.contains(filter) }
            let rows: [[Markup]] = shown.map { setting in
                let overridden: [Markup] = setting.overridden.map {
                    """
                    <div>\(value($0.value, from: $0.origin)) <span class="quiet">\
                    \($0.origin.description)</span></div>
                    """
                }
                return [
                    "<code>\(setting.key)</code>",
                    "\(value(setting.value, from: setting.origin))\(refused(setting.refused))",
                    "<code>\(setting.origin.description)</code>", "\(overridden)",
                ]
            }
            return Sections.section(
                "Settings",
                Sections.table("Settings", ["Setting", "Value", "From", "Overrides"], rows)
            )
        } catch {
            let findings: [Markup] = error.findings.map { "<pre>\($0.description)</pre>" }
            return Sections.section("Settings", "\(findings)")
        }
    }

    /// The value in the files that was refused.
    private func refused(_ refused: ExplainedSetting.Refused?) -> Markup {
        guard let refused else { return "" }
        let findings: [Markup] = refused.findings.map { "<pre>\($0.description)</pre>" }
        return """
            <div><strong class="critical">refused</strong> <del>\(value(refused.value, from: refused.origin))</del> \
            <span class="quiet">\(refused.origin.description)</span>\(findings)</div>
            """
    }

    /// Values of placeholders are hidden too, because the page may have more readers than the
    /// process's environment.
    private func value(_ value: DocumentValue?, from origin: ConfigOrigin) -> Markup {
        guard let value, !origin.isHidden else { return "<em>not shown</em>" }
        return "<code>\(value.shown)</code>"
    }
}

extension DocumentValue {
    /// JSON on one line.
    var shown: String { String(decoding: JSONEmitter(indent: nil).emit(self), as: UTF8.self) }
}

extension HealthReport {
    fileprivate func narrowed(to name: String) -> HealthReport {
        var report = self
        report.files = files.filter { $0.name == name }
        report.notes = []
        return report
    }
}

/// Percent encoding for names in paths.
enum PathText {
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// - Parameter plusIsSpace: whether to decode `+`, as in form data.
    static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
