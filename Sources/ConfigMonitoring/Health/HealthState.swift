public import TypedConfig

/// The health of a system, from best to worst.
public enum HealthState: String, Sendable, CaseIterable, Comparable {
    /// All configurations are valid, and no alert is firing.
    case healthy
    /// Some configurations are invalid, older values are served, or an alert of low or medium
    /// severity is firing.
    case degraded
    /// An alert of high severity is firing.
    case warning
    /// A critical alert is firing, or files are unreadable.
    case critical

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: HealthState, right: HealthState) -> Bool { left.rank < right.rank }

    /// The state that an alert of this severity causes.
    package init(_ severity: AlertSeverity) {
        self =
            switch severity {
            case .low, .medium: .degraded
            case .high: .warning
            case .critical: .critical
            }
    }
}

/// The state of one part of the system.
public struct ComponentHealth: Sendable, Equatable {
    /// The part.
    public var component: HealthComponent
    /// The state of the part.
    public var state: HealthState
    /// The time since when the part is in this state.
    public var since: Timestamp
    /// The reasons for this state, one line each; empty if it is healthy.
    public var reasons: [String] = []
}
