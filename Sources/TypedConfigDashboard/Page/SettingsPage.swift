import ConfigDocument
import ConfigMonitoring
import SchemaValidation
import TypedConfig

/// Every setting of a configuration, or of all of them, with the origin of its value.
struct SettingsPage {
    let monitor: ConfigMonitor
    /// Nil for all configurations.
    let name: String?
    var query: SettingsQuery

    func page() -> Page {
        let health = monitor.healthReport()
        let table = SettingsTable(
            monitor: monitor,
            names: name.map { [$0] } ?? health.files.map(\.name),
            action: name.map { "/config/\(PathText.encoded($0))" } ?? Page.Place.settings.rawValue,
            query: query
        )
        let files: [Markup] =
            name.map { [Sections.files(health.narrowed(to: $0), links: false)] } ?? []
        return Page(
            title: name ?? Page.Place.settings.title,
            place: name == nil ? .settings : nil,
            state: health.state,
            sections: ["<h1>\(name ?? "Settings")</h1>"] + files
                + [table.form, table.section]
        )
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
