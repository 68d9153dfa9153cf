public import ConfigDocument
import TypedConfig

/// A line of an audit trail. It never contains the value of a secret.
public struct AuditRecord: Sendable {
    /// A number that counts up from 1 over all files of the trail.
    public var number: Int
    /// The time by the writing machine's clock, as RFC 3339.
    public var time: String
    /// A kind of `ConfigEvent`.
    public var event: String
    /// The configuration's name; empty if the event concerns all.
    public var config: String
    /// True if a file was changed by something other than this package.
    public var isOutside: Bool
    /// The whole line.
    public var json: DocumentValue

    /// The range of record numbers, small enough that counting on never overflows.
    static let numbers = 1...(1 << 53)

    private static let maxDepth = 128

    init?(_ bytes: ArraySlice<UInt8>) {
        // Limits that this process has lowered must not reject lines written under other limits.
        var options = ReadingOptions()
        options.maxBytes = max(options.maxBytes, bytes.count)
        options.maxDepth = max(options.maxDepth, Self.maxDepth)
        guard let document = try? Document(parsing: Array(bytes), as: .json, options: options)
        else { return nil }
        let json = DocumentValue(document.root)
        // Bound: numbers end at 2^53.
        guard let number = json["n"]?.int, Self.numbers.contains(number),
            let time = json["time"]?.string,
            let event = json["event"]?.string
        else { return nil }
        self.number = number
        self.time = time
        self.event = event
        self.json = json
        config = json["config"]?.string ?? ""
        isOutside = json["outside"]?.bool == true
    }

    /// The hash of each file after the event.
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
    /// One line, followed by a line for each file, change and finding.
    public var description: String {
        var head = "\(number)  \(shownName(time))  \(shownName(event))"
        if !config.isEmpty { head += " \(shownName(config))" }
        if let process = json["process"] {
            let words = [process["user"]?.string, process["program"]?.string].compactMap {
                $0.map(shownName)
            }
            head += " by \(words.joined(separator: ", ")), process \(process["id"]?.int ?? 0)"
        }
        if isOutside { head += ", changed from outside" }
        var lines = [head]
        if let before = json["version"]?["before"]?.string,
            let after = json["version"]?["after"]?.string
        {
            lines.append("    version \(shownName(before)) -> \(shownName(after))")
        }
        for file in json["files"]?.array ?? [] {
            let hashes = ["before", "after"].map {
                file[$0]?.string.map { singleLine($0, limit: 12) } ?? "-"
            }
            var line = "    \(shownName(file["file"]?.string ?? ""))  \(hashes[0]) -> \(hashes[1])"
            if let owner = file["owner"]?.string { line += ", of \(shownName(owner))" }
            if let time = file["modified"]?.string { line += ", written \(shownName(time))" }
            lines.append(line)
        }
        lines += (json["changes"]?.array ?? []).map { "    " + Self.line(of: $0) }
        lines += (json["findings"]?.array ?? []).compactMap { $0.string }.map {
            "    \(singleLine($0, limit: .max))"
        }
        return lines.joined(separator: "\n")
    }

    private static func line(of change: DocumentValue) -> String {
        let key = shownName(change["key"]?.string ?? "")
        let origin = change["origin"]?.string.map { " (\(singleLine($0, limit: .max)))" } ?? ""
        if change["secret"]?.bool == true {
            return "\(key): <secret> \(shownName(change["kind"]?.string ?? ""))"
        }
        func shown(_ name: String) -> String {
            guard let value = change[name] else { return "not set" }
            return String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
        }
        return "\(key): \(shown("old")) -> \(shown("new"))\(origin)"
    }
}
