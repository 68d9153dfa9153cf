public import ConfigDocument

/// One setting that has another value than before.
public struct SettingChange: Sendable, Equatable {
    /// Its keys and positions, outermost first.
    public var path: [String]
    /// Nil where it was not set, and for a secret.
    public var old: DocumentValue?
    /// Nil where it is not set any more, and for a secret.
    public var new: DocumentValue?
    public var kind: Kind
    /// Whether a value must not be shown, and so is not here.
    public var isSecret = false
    /// Where the new value comes from, or the removed one came from; nil where that is not known.
    public var origin: ConfigOrigin?
    /// Which parts of the path are positions.
    var positions: Set<Int> = []

    public enum Kind: String, Sendable { case added, changed, removed }

    /// Its name with dots, for programs: `server.port`, `tags.1`.
    public var key: String {
        path.isEmpty ? "the whole document" : SettingPath(tokens: path).description
    }

    /// Its name as messages write it: `server.port`, `tags[1]`.
    package var name: String {
        path.isEmpty ? key : SettingPath(tokens: path, positions: positions).shown
    }
}

extension SettingChange: CustomStringConvertible {
    /// `server.port: 8080 -> 80 (config/http.yaml:4:7)`
    public var description: String {
        let values =
            switch kind {
            case .added: "added \(shown(new))"
            case .changed: "\(shown(old)) -> \(shown(new))"
            case .removed: "removed, was \(shown(old))"
            }
        return "\(name): \(values)" + (origin.map { " (\($0))" } ?? "")
    }

    private func shown(_ value: DocumentValue?) -> String {
        guard let value else { return "<secret>" }
        return String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self)
    }
}
