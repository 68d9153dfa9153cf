public import TypedConfig

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

public struct ComponentHealth: Sendable, Equatable {
    public var component: HealthComponent
    public var state: HealthState
    /// From when on it has been in this state.
    public var since: Timestamp
    /// Why it is in this state; one line each, none where it is healthy.
    public var reasons: [String] = []
}
