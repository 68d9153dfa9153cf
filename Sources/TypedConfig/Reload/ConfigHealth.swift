import ConfigDocument
public import SchemaValidation

/// How a system is: whether it serves what its files say.
public struct ConfigHealth: Sendable, Equatable {
    /// Whether the system serves what its files say.
    public enum State: String, Sendable {
        /// What is served is what the files say.
        case healthy
        /// Older values are served, or changes are noticed later than they should.
        case degraded
    }

    /// How changes of files are noticed.
    public enum Watching: Sendable, Equatable {
        case off
        /// At once; and slowly polled beside, for file systems that tell of nothing.
        case events
        /// Only by looking; with the reason.
        case polling(reason: String)
    }

    /// How changes of files are noticed now.
    public var watching = Watching.off
    /// Everything that is wrong with files as they are now. They have been refused, and what was
    /// good last is served.
    public var findings: [Finding] = []
    /// Configurations that are served from the copy that was kept on disk, since their files were
    /// broken at the start.
    public var restored: [String] = []
    /// Configurations with changes that take effect only after a restart, in the order of their names.
    public var pendingRestarts: [PendingRestart] = []
    /// Reloads that brought something new.
    public var reloads = 0
    /// Reloads that were refused, each state of the files counted once.
    public var refusals = 0

    package init() {}

    /// Degraded while anything is refused, restored or polled, or waits for a restart.
    public var state: State {
        if case .polling = watching { return .degraded }
        return findings.isEmpty && restored.isEmpty && pendingRestarts.isEmpty
            ? .healthy : .degraded
    }
}

extension ConfigHealth: CustomStringConvertible {
    /// The state, and below it what is wrong.
    public var description: String {
        var lines = [state.rawValue]
        if case .polling(let reason) = watching { lines.append("  files are polled: \(reason)") }
        for name in restored {
            lines.append("  \(shownName(name)): served from the last good copy")
        }
        lines += pendingRestarts.map { "  \($0)" }
        lines += findings.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }
}
