public import TypedConfig

/// A fleet at one moment: the newest decision, and the instances.
public struct FleetView: Sendable, Equatable {
    /// The fleet.
    public var fleet: FleetName
    /// The newest decision.
    public var head: FleetHead
    /// The instances, in the order of their names.
    public var instances: [FleetInstance]
    /// The revision of the store at which all of it was read.
    public var revision: Int
    /// The revision of `head`.
    var headRevision: Int

    /// True if every instance runs the assigned release.
    public var isSettled: Bool { instances.allSatisfy { $0.runs(head) } }
}
