public import ConfigDocument
public import ConfigTypes

/// Settings of a configuration that have changed, and that take effect only after a restart of the
/// process.
public struct PendingRestart: Sendable, Equatable {
    /// The configuration's name.
    public var name: String
    /// When the first of them changed.
    public var since: Timestamp
    /// The settings, without names inside of secrets.
    public var settings: [DocumentPath]
}

extension PendingRestart: CustomStringConvertible {
    /// `http: restart pending since 2026-08-07T12:00:00Z, because of server.port`
    public var description: String {
        let shown = settings.prefix(Self.mostShown).map(\.shown).joined(separator: ", ")
        let rest = settings.count - Self.mostShown
        return "\(shownName(name)): restart pending since \(since), because of \(shown)"
            + (rest > 0 ? " and \(rest) more" : "")
    }

    private static let mostShown = 10
}

/// The value that snapshots have of a changed setting with `x-reload: restart`, until the process
/// restarts.
public enum RestartPolicy: Sendable {
    /// Snapshots have it at once, for parts of the application that begin later.
    case servesNewValues
    /// Snapshots keep the value that the process has started with.
    case keepsOldValues
}
