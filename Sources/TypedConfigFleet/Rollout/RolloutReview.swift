import TypedConfig

/// What a controller does about a rollout, decided from the instances alone.
struct RolloutReview: Equatable {
    enum Action: Equatable {
        /// Some instances do not run the release yet.
        case settle
        /// All run it, and have to go on doing so.
        case bake
        case advance
        case finish
        case halt(String)
        /// The rollout is paused.
        case rest
    }

    /// The live instances that are assigned to the release.
    let assigned: Int
    let running: Int
    /// Those of them that do not run it.
    let pending: Set<String>
    let refused: Int
    let worse: Int
    /// The instances that vanished while they ran the release.
    let lost: Int
    private let rollout: FleetRollout

    init(_ rollout: FleetRollout, _ head: FleetHead, _ instances: [FleetInstance], lost: Int) {
        let target = rollout.release.sequence
        let assigned = instances.filter {
            $0.state != .leaving && rollout.includes($0.id, labels: $0.labels)
        }
        self.rollout = rollout
        self.lost = lost
        self.assigned = assigned.count
        pending = Set(assigned.filter { !$0.runs(head) }.map(\.id))
        // Bound: a part of them.
        running = assigned.count - pending.count
        refused = assigned.count { $0.state == .refused && $0.wanted == target }
        worse = assigned.count { $0.running == target && $0.isWorse }
    }

    /// - Parameters:
    ///   - settling: the longest time that one of the pending instances has had.
    ///   - limit: the longest time that instances may take to run the release.
    ///   - baking: the time since all of them ran it in this step; instances that were started later do
    ///     not begin it anew.
    func action(settling: Duration, limit: Duration, baking: Duration) -> Action {
        if rollout.state == .paused { return .rest }
        if let reason = reasonToHalt { return .halt(reason) }
        if !pending.isEmpty {
            guard settling >= limit else { return .settle }
            return .halt(
                "\(Self.counted(pending.count)) of \(assigned) did not run it within "
                    + "\(limit.components.seconds) s"
            )
        }
        if baking < rollout.plan.steps[rollout.step].bake { return .bake }
        return rollout.step + 1 < rollout.plan.steps.count ? .advance : .finish
    }

    private var reasonToHalt: String? {
        let halt = rollout.plan.halt
        if refused >= halt.refused { return "\(Self.counted(refused)) refused it" }
        if worse >= halt.unhealthy {
            return "\(Self.counted(worse)) \(worse == 1 ? "is" : "are") less healthy than before"
        }
        // Bound: numbers of instances.
        if lost > 0, lost * 100 >= (lost + assigned) * halt.lostPercent {
            return "\(Self.counted(lost)) vanished while running it"
        }
        return nil
    }

    private static func counted(_ count: Int) -> String {
        count == 1 ? "1 instance" : "\(count) instances"
    }
}
