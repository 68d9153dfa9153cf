/// How a system is, from best to worst.
public enum HealthState: String, Sendable, CaseIterable, Comparable {
    /// All configurations are valid, and there is no alert.
    case healthy
    /// Some configurations are invalid, older values are served, or there is an alert of low or medium
    /// severity.
    case degraded
    /// An alert of high severity.
    case warning
    /// A critical alert, or files that cannot be read at all.
    case critical

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: HealthState, right: HealthState) -> Bool { left.rank < right.rank }

    /// What an alert of a severity makes of a system.
    package init(_ severity: AlertSeverity) {
        self =
            switch severity {
            case .low, .medium: .degraded
            case .high: .warning
            case .critical: .critical
            }
    }
}

/// The parts of a system that are judged one by one.
public enum HealthComponent: String, Sendable, CaseIterable {
    /// The folders and files that configuration is read from.
    case sources
    case cache
    /// Whether files are what their schemas say.
    case validation
    /// Whether changes of files are noticed and taken.
    case reload
    case migration
    case audit
    /// Processors, memory and disks.
    case system
}

public struct ComponentHealth: Sendable, Equatable {
    public var component: HealthComponent
    public var state: HealthState
    /// From when on it has been in this state.
    public var since: Timestamp
    /// Why it is in this state; one line each, none where it is healthy.
    public var reasons: [String] = []
}
