import TypedConfig

/// A controller at work: what it has seen of the current step, and its right to take the next one.
struct RolloutRun {
    private let publisher: FleetPublisher
    /// The release whose end ends the run; nil for none.
    private let release: Int?
    private let settling: Duration
    private let times: FleetController.Times
    private let report: @Sendable (FleetController.Event) -> Void
    private var tenure: ControllerTenure?
    private var last: FleetController.Event?
    private var current: Step?

    /// A step of a rollout, by the clock of this process: a successor begins it anew.
    private struct Step {
        let release: Int
        let number: Int
        /// The time since all instances ran the release.
        var baking: ContinuousClock.Instant?
        /// The instances that do not run it yet, with the time since they are known.
        var pending: [String: ContinuousClock.Instant] = [:]
        /// The instances that ran it, and those of them that vanished without leaving.
        var seen: Set<String> = []
        var lost: Set<String> = []
    }

    init(
        _ publisher: FleetPublisher,
        until release: Int?,
        settling: Duration,
        _ times: FleetController.Times,
        _ report: @escaping @Sendable (FleetController.Event) -> Void
    ) {
        (self.publisher, self.release, self.settling) = (publisher, release, settling)
        (self.times, self.report) = (times, report)
    }

    /// The time until the next look.
    var pause: Duration { tenure == nil ? times.standby : times.interval }

    /// Looks at the fleet once, and does what is due.
    ///
    /// - Returns: true if the run has ended.
    mutating func look() async throws(FleetError) -> Bool {
        do throws(FleetError) { return try await lookOnce() } catch {
            switch error.kind {
            // Somebody else has decided, perhaps another controller.
            case .conflict: tenure = nil
            case .unavailable: tell(.trouble(error.message))
            case .denied, .missing, .refused: throw error
            }
            return false
        }
    }

    private mutating func lookOnce() async throws(FleetError) -> Bool {
        let view = try await publisher.view()
        guard let rollout = view.head.rollout,
            release == nil || release == rollout.release.sequence
        else { return end(view) }
        guard try await holdsOffice(), let tenure else { return false }
        let now = ContinuousClock.now
        let review = note(rollout, view, now)
        guard let step = current else { return false }
        let action = review.action(
            settling: step.pending.values.map { now - $0 }.max() ?? .zero,
            limit: settling,
            baking: step.baking.map { now - $0 } ?? .zero
        )
        return try await carryOut(action, rollout, review, view, tenure)
    }

    /// There is no rollout, or another one.
    private mutating func end(_ view: FleetView) -> Bool {
        current = nil
        guard let release else { return false }
        let isPromoted = view.head.stable?.sequence == release
        tell(isPromoted ? .promoted(release: release) : .ended(release: release))
        return true
    }

    private mutating func holdsOffice() async throws(FleetError) -> Bool {
        if var held = tenure {
            let holds = try await publisher.prolong(&held, after: times.renewal)
            tenure = holds ? held : nil
            if holds { return true }
        }
        switch try await publisher.takeOffice(seconds: times.leaseSeconds) {
        case .held(let new):
            tenure = new
            // What was seen before may be outdated.
            current = nil
            return true
        case .taken(let other):
            tell(.standby(other))
            return false
        }
    }

    // MARK: The current step

    private mutating func note(
        _ rollout: FleetRollout,
        _ view: FleetView,
        _ now: ContinuousClock.Instant
    ) -> RolloutReview {
        let release = rollout.release.sequence
        var step =
            if let current, current.release == release, current.number == rollout.step {
                current
            } else {
                Step(release: release, number: rollout.step)
            }
        let present = Set(view.instances.map(\.id))
        let leaving = view.instances.filter { $0.state == .leaving }.map(\.id)
        step.seen.subtract(leaving)
        step.lost.formUnion(step.seen.subtracting(present))
        // One that has come back was restarted.
        step.lost.subtract(present)
        step.seen.formUnion(view.instances.filter { $0.running == release }.map(\.id))
        step.seen.subtract(leaving)
        let review = RolloutReview(rollout, view.head, view.instances, lost: step.lost.count)
        step.pending = step.pending.filter { review.pending.contains($0.key) }
        for id in review.pending where step.pending[id] == nil { step.pending[id] = now }
        if review.pending.isEmpty, step.baking == nil { step.baking = now }
        current = step
        return review
    }

    private mutating func carryOut(
        _ action: RolloutReview.Action,
        _ rollout: FleetRollout,
        _ review: RolloutReview,
        _ view: FleetView,
        _ tenure: ControllerTenure
    ) async throws(FleetError) -> Bool {
        let number = rollout.release.sequence
        switch action {
        case .rest: tell(.paused(release: number))
        case .settle, .bake:
            tell(
                .progress(
                    release: number,
                    percent: rollout.percent,
                    running: review.running,
                    assigned: review.assigned,
                    isBaking: action == .bake
                )
            )
        case .advance:
            try await publisher.advance(over: view, if: tenure.compares)
            let next = rollout.plan.steps[min(rollout.step + 1, rollout.plan.steps.count - 1)]
            tell(.advanced(release: number, percent: next.percent))
        case .finish:
            try await publisher.promote(note: "", over: view, if: tenure.compares)
            tell(.promoted(release: number))
            return release != nil
        case .halt(let reason):
            let halt = rollout.plan.halt.action
            switch halt {
            case .abort:
                try await publisher.abort(note: reason, over: view, if: tenure.compares)
            case .pause:
                try await publisher.pause(note: reason, over: view, if: tenure.compares)
            }
            tell(.halted(release: number, reason: reason, action: halt))
            return halt == .abort && release != nil
        }
        return false
    }

    private mutating func tell(_ event: FleetController.Event) {
        if event == last { return }
        last = event
        report(event)
    }

    /// Lets another controller act at once.
    func resign() async {
        guard let tenure else { return }
        let publisher = publisher
        // Also if this task is cancelled.
        await Task { await publisher.resign(tenure) }.value
    }
}
