/// The rules of a rollout: how many instances run the release first, for how long, and what ends it.
///
///     let plan = RolloutPlan(steps: [.init(percent: 10, bake: .seconds(300)), .init(percent: 50, bake: .seconds(300))])
///     try await publisher.publish(files, rollout: plan)
public struct RolloutPlan: Sendable, Equatable {
    /// A share of the instances, and how long it must run the release before the next step.
    public struct Step: Sendable, Equatable {
        /// The share, from 1 to 100.
        public var percent: Int
        /// The time that all of them must run the release without a reason to halt, in whole seconds.
        public var bake: Duration

        /// A step.
        public init(percent: Int, bake: Duration) {
            self.percent = percent
            self.bake = bake
        }
    }

    /// When a controller halts a rollout by itself.
    public struct Halt: Sendable, Equatable {
        /// What it does then.
        public enum Action: String, Sendable, CaseIterable {
            /// All instances return to the release before.
            case abort
            /// Nothing changes until somebody decides.
            case pause
        }

        /// The number of instances that refuse the release.
        public var refused: Int
        /// The number of instances that are less healthy than before they ran the release.
        public var unhealthy: Int
        /// The share of instances that vanished while they ran it, in percent.
        public var lostPercent: Int
        /// What the controller does.
        public var action: Action

        /// The numbers from which a controller halts.
        public init(
            refused: Int = 1,
            unhealthy: Int = 1,
            lostPercent: Int = 20,
            action: Action = .abort
        ) {
            self.refused = refused
            self.unhealthy = unhealthy
            self.lostPercent = lostPercent
            self.action = action
        }
    }

    /// The steps, with rising shares. After the last one, all instances run the release.
    public var steps: [Step]
    /// The labels of the instances that take part, each with its allowed values; empty for all
    /// instances.
    public var labels: [String: [String]]
    /// The names of instances that run the release from the first step on, if they take part.
    public var pins: [String]
    /// When a controller halts the rollout.
    public var halt: Halt

    /// The rules of a rollout.
    public init(
        steps: [Step],
        labels: [String: [String]] = [:],
        pins: [String] = [],
        halt: Halt = Halt()
    ) {
        self.steps = steps
        self.labels = labels
        self.pins = pins
        self.halt = halt
    }

    /// True if an instance with these labels takes part.
    func matches(_ labels: [String: String]) -> Bool {
        self.labels.allSatisfy { name, values in
            labels[name].map(values.contains) ?? false
        }
    }

    /// The reason that the plan cannot be carried out; nil if it can.
    public var fault: String? {
        if steps.isEmpty { return "a rollout needs at least one step" }
        if steps.count > 20 { return "a rollout has at most 20 steps" }
        for (index, step) in steps.enumerated() {
            guard (1...100).contains(step.percent) else {
                return "step \(index + 1) is \(step.percent) %; expected 1 to 100"
            }
            if index > 0, step.percent <= steps[index - 1].percent {
                return "step \(index + 1) is \(step.percent) %; it must be above "
                    + "\(steps[index - 1].percent) %, the step before it"
            }
            guard (.zero ... .seconds(604_800)).contains(step.bake) else {
                return "step \(index + 1) bakes for \(step.bake); expected 0 s to 7 days"
            }
        }
        guard halt.refused > 0, halt.unhealthy > 0, (1...100).contains(halt.lostPercent) else {
            return "the numbers that halt a rollout must be above 0, and the share at most 100"
        }
        return nil
    }
}
