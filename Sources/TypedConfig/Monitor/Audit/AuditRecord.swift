public import ConfigDocument

/// A line of an audit trail. No value of a secret is in it.
public struct AuditRecord: Sendable {
    /// Counted from 1 over all files of the trail.
    public var number: Int
    /// When, by the clock of the machine that wrote it, as RFC 3339.
    public var time: String
    /// A kind of `ConfigEvent`.
    public var event: String
    /// The configuration's name; empty for what concerns all.
    public var config: String
    /// Whether a file was changed by something else than this package.
    public var isOutside: Bool
    /// All that the line says.
    public var json: ConfigValue

    init?(_ bytes: ArraySlice<UInt8>) {
        guard let document = try? Document(parsing: Array(bytes), as: .json) else { return nil }
        let json = ConfigValue(document.root)
        guard let number = json["n"]?.int, let time = json["time"]?.string,
            let event = json["event"]?.string
        else { return nil }
        self.number = number
        self.time = time
        self.event = event
        self.json = json
        config = json["config"]?.string ?? ""
        isOutside = json["outside"]?.bool == true
    }

    /// The hash of a file before and after.
    var contents: [(file: String, after: String)] {
        (json["files"]?.array ?? []).compactMap { file in
            guard let name = file["file"]?.string, let after = file["after"]?.string else {
                return nil
            }
            return (name, after)
        }
    }

    var isOwnChange: Bool {
        ConfigEvent.Kind(rawValue: event).map { ConfigEvent($0, "").isOwnChange } ?? false
    }
}

extension AuditRecord: CustomStringConvertible {
    /// One line, and below it a line for each file, change and finding.
    public var description: String {
        var head = "\(number)  \(time)  \(event)"
        if !config.isEmpty { head += " \(config)" }
        if let process = json["process"] {
            let words = [process["user"]?.string, process["program"]?.string].compactMap { $0 }
            head += " by \(words.joined(separator: ", ")), process \(process["id"]?.int ?? 0)"
        }
        if isOutside { head += ", changed from outside" }
        var lines = [head]
        if let before = json["version"]?["before"]?.string,
            let after = json["version"]?["after"]?.string
        {
            lines.append("    version \(before) -> \(after)")
        }
        for file in json["files"]?.array ?? [] {
            let hashes = ["before", "after"].map { file[$0]?.string?.prefix(12) ?? "-" }
            var line = "    \(file["file"]?.string ?? "")  \(hashes[0]) -> \(hashes[1])"
            if let owner = file["owner"]?.string { line += ", of \(owner)" }
            if let time = file["modified"]?.string { line += ", written \(time)" }
            lines.append(line)
        }
        lines += (json["changes"]?.array ?? []).map { "    " + Self.line(of: $0) }
        lines += (json["findings"]?.array ?? []).compactMap { $0.string }.map { "    \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func line(of change: ConfigValue) -> String {
        let key = change["key"]?.string ?? ""
        let origin = change["origin"]?.string.map { " (\($0))" } ?? ""
        if change["secret"]?.bool == true {
            return "\(key): <secret> \(change["kind"]?.string ?? "")"
        }
        func shown(_ name: String) -> String {
            guard let value = change[name] else { return "not set" }
            return String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
        }
        return "\(key): \(shown("old")) -> \(shown("new"))\(origin)"
    }
}

extension SettingChange {
    package var json: ConfigValue {
        var object = ConfigObject()
        object["key"] = .string(key)
        object["kind"] = .string(kind.rawValue)
        object["secret"] = .bool(isSecret)
        object["old"] = old
        object["new"] = new
        object["origin"] = origin.map { .string($0.description) }
        return .object(object)
    }
}
