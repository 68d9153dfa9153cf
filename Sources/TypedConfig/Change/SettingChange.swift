public import ConfigDocument
public import ConfigTypes

/// A setting whose value has changed.
public struct SettingChange: Sendable, Equatable {
    /// The path of the setting, through keys and positions.
    public var path: DocumentPath
    /// The previous value; nil if it was not set, and for a secret.
    public var old: DocumentValue?
    /// The new value; nil if the setting was removed, and for a secret.
    public var new: DocumentValue?
    /// The kind of change.
    public var kind: Kind
    /// True if the values are secret and therefore omitted.
    public var isSecret = false
    /// True if the change takes effect only after a restart of the process, by `x-reload`.
    public var needsRestart = false
    /// The origin of the new value, or of the removed one; nil if unknown.
    public var origin: ConfigOrigin?

    /// The kinds of change of a setting.
    public enum Kind: String, Sendable { case added, changed, removed }

    /// The dotted name for programs: `server.port`, `tags.1`.
    public var key: String {
        path.isEmpty ? "the whole document" : path.description
    }

    /// The name as messages write it: `server.port`, `tags[1]`.
    package var name: String {
        path.isEmpty ? key : path.shown
    }
}

extension SettingChange: CustomStringConvertible {
    /// `server.port: 8080 -> 80 (config/http.yaml:4:7)`; long values are shortened.
    public var description: String {
        let values =
            switch kind {
            case .added: "added \(shown(new))"
            case .changed: "\(shown(old)) -> \(shown(new))" + differing
            case .removed: "removed, was \(shown(old))"
            }
        return "\(name): \(values)" + (origin.map { " (\($0))" } ?? "")
            + (needsRestart ? "; needs a restart" : "")
    }

    private func shown(_ value: DocumentValue?) -> String {
        guard let value else { return "<secret>" }
        let text = Self.json(value)
        guard let cut = Self.cut(text) else { return text }
        return switch value {
        case .array(let elements): cut + " (\(Self.count(elements.count, "element")))"
        case .object(let object): cut + " (\(Self.count(object.count, "member")))"
        default: cut
        }
    }

    private static func json(_ value: DocumentValue) -> String {
        String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
    }

    /// The beginning of a text that is too long for one line.
    private static func cut(_ text: String) -> String? {
        let limit = 200
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return nil }
        return String(text.unicodeScalars.prefix(limit)) + "…"
    }

    /// The number of differing elements of an array that is too long to compare by eye.
    private var differing: String {
        guard let old = old?.array, let new = new?.array,
            [old, new].contains(where: { Self.cut(Self.json(.array($0))) != nil })
        else { return "" }
        let common = min(old.count, new.count)
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
        // Bound: numbers of elements.
        let count = max(old.count, new.count) - min(common, start + end)
        return ", \(Self.count(count, "element")) \(count == 1 ? "differs" : "differ")"
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
