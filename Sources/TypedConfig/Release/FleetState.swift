public import SchemaValidation

/// The state of a system that runs releases of a fleet.
public struct FleetState: Sendable, Equatable {
    /// The fleet.
    public var fleet: FleetName
    /// The release that is served; nil before the first one.
    public var running: ReleaseReference?
    /// The release that was assigned last; nil if none is known.
    public var wanted: ReleaseReference?
    /// The time at which the fleet was last asked; nil if it never was.
    public var confirmed: Timestamp?
    /// The time since when the fleet cannot be asked; nil while it can.
    public var staleSince: Timestamp?
    /// The reason that the fleet cannot be asked.
    public var trouble: String?
    /// True if the fleet refuses the credentials of this instance, which somebody has to repair.
    public var isDenied = false
    /// The reasons that the assigned release was refused; empty if it was not.
    public var refusal: [Finding] = []
    /// True if the assigned release is not what was published.
    public var isTampered = false
    /// The reason that releases cannot be stored on disk; nil if they can.
    public var storeFault: String?

    package init(fleet: FleetName) { self.fleet = fleet }

    /// True if the assigned release is served, stored, and still the assigned one.
    public var isHealthy: Bool {
        guard let running, let wanted else { return false }
        return running.hasSameRelease(as: wanted) && staleSince == nil && storeFault == nil
            && refusal.isEmpty
    }
}

extension FleetState: CustomStringConvertible {
    /// One line for people: `fleet shop/prod: runs release 41; release 42 was refused`.
    public var description: String {
        var parts = [running.map { "runs release \($0.sequence)" } ?? "runs no release"]
        if let wanted, running.map({ !$0.hasSameRelease(as: wanted) }) ?? true {
            parts.append(
                "release \(wanted.sequence) "
                    + (refusal.isEmpty
                        ? "is assigned" : isTampered ? "was tampered with" : "was refused")
            )
        }
        if let staleSince { parts.append("not confirmed since \(staleSince)") }
        if let trouble { parts.append(trouble) }
        if let storeFault { parts.append(storeFault) }
        return "fleet \(fleet): " + parts.joined(separator: "; ")
    }
}

/// The release that a system starts with.
public enum FleetStart: Sendable, Equatable {
    /// The last good release on disk, at once; without one, the first release that is assigned, if it
    /// can be loaded within this time.
    case lastGood(orWait: Duration)
    /// The release that is assigned now, if it can be loaded within this time.
    case fresh(within: Duration)
    /// The last good release on disk. The fleet is not asked.
    case lastGoodOnly
}
