/// Carries rollouts out, step by step, and halts them if instances refuse the release, are less healthy
/// than before, or vanish.
///
///     try await FleetController(publisher).run { print($0) }
///
/// Of several controllers one acts: that with the lease. Its decisions are conditional on it, so that
/// one that has been out of reach cannot interfere. Without a controller, nothing advances, and nothing
/// is undone.
public struct FleetController: Sendable {
    /// The waits of a controller, which tests shorten.
    struct Times: Sendable {
        var interval = Duration.seconds(1)
        var standby = Duration.seconds(3)
        var leaseSeconds = 15
        var renewal = Duration.seconds(5)
    }

    /// What a controller reports.
    public enum Event: Sendable, Equatable, CustomStringConvertible {
        /// Another controller acts.
        case standby(String)
        /// The state of a step: of the instances that are assigned to the release, those that run it.
        case progress(release: Int, percent: Int, running: Int, assigned: Int, isBaking: Bool)
        /// A step was taken, to this share of the instances.
        case advanced(release: Int, percent: Int)
        /// The release is assigned to all instances.
        case promoted(release: Int)
        /// The rollout was halted, for a reason.
        case halted(release: Int, reason: String, action: RolloutPlan.Halt.Action)
        /// The rollout is paused.
        case paused(release: Int)
        /// Somebody else has ended the rollout.
        case ended(release: Int)
        /// The cluster cannot be asked.
        case trouble(String)

        /// One line for people.
        public var description: String {
            switch self {
            case .standby(let other): "\(other) carries out the rollouts of this fleet"
            case .progress(let release, let percent, let running, let assigned, let isBaking):
                "release \(release) at \(percent) %: \(running) of \(assigned) instances run it"
                    + (isBaking ? "; baking" : "")
            case .advanced(let release, let percent): "release \(release): now \(percent) %"
            case .promoted(let release): "release \(release) is assigned to all instances"
            case .halted(let release, let reason, let action):
                "release \(release) is halted: \(reason); "
                    + (action == .abort ? "all instances return to the release before" : "paused")
            case .paused(let release): "the rollout of release \(release) is paused"
            case .ended(let release): "the rollout of release \(release) was ended by somebody else"
            case .trouble(let message): message
            }
        }
    }

    private let publisher: FleetPublisher
    private let settling: Duration
    private let times: Times

    /// - Parameters:
    ///   - publisher: the publisher, in whose name steps are taken.
    ///   - settling: the longest time that instances may take to run a release they are assigned to.
    public init(_ publisher: FleetPublisher, settling: Duration = .seconds(60)) {
        self.init(publisher, settling: settling, times: Times())
    }

    init(_ publisher: FleetPublisher, settling: Duration = .seconds(60), times: Times) {
        (self.publisher, self.settling, self.times) = (publisher, settling, times)
    }

    /// Carries out rollouts until the task is cancelled, or that of one release has ended.
    ///
    /// - Parameters:
    ///   - release: the release; nil for all that come.
    ///   - report: receives each change.
    /// - Throws: `CancellationError`, or a `FleetError` if the fleet does not exist or the user may not
    ///   decide. Trouble with the cluster is reported, and retried for ever.
    public func run(
        untilEndOf release: Int? = nil,
        report: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws {
        var run = RolloutRun(publisher, until: release, settling: settling, times, report)
        do {
            while try await !run.look() { try await Task.sleep(for: run.pause) }
        } catch {
            await run.resign()
            throw error
        }
        await run.resign()
    }
}
