import ConfigDocument
public import SchemaValidation

/// The health of a system: whether it serves the current content of its files.
public struct ConfigHealth: Sendable, Equatable {
    /// The possible states of a system.
    public enum State: String, Sendable {
        /// The served values match the files.
        case healthy
        /// Older values are served, or changes are noticed later than they should be.
        case degraded
    }

    /// The ways to notice changes of files.
    public enum Watching: Sendable, Equatable {
        case off
        /// By events, and by slow polling in addition, for file systems that report no events.
        case events
        /// By polling only, with the reason.
        case polling(reason: String)
    }

    /// How changes of files are noticed at present.
    public var watching = Watching.off
    /// All errors of the current files. They were refused, and the last good values are served.
    public var findings: [Finding] = []
    /// Configurations served from the last good copy on disk, because their files were broken at
    /// startup.
    public var restored: [String] = []
    /// The number of reloads that changed values.
    public var reloads = 0
    /// The number of refused reloads; each state of the files counts once.
    public var refusals = 0

    package init() {}

    /// Degraded while any file is refused or restored, or files are only polled.
    public var state: State {
        if case .polling = watching { return .degraded }
        return findings.isEmpty && restored.isEmpty ? .healthy : .degraded
    }
}

extension ConfigHealth: CustomStringConvertible {
    /// The state, followed by the errors.
    public var description: String {
        var lines = [state.rawValue]
        if case .polling(let reason) = watching { lines.append("  files are polled: \(reason)") }
        for name in restored {
            lines.append("  \(shownName(name)): served from the last good copy")
        }
        lines += findings.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }
}
