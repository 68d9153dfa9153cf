public import TypedConfig

/// Decisions about releases that exist.
extension FleetPublisher {
    /// Assigns an earlier release to all instances again, and ends a rollout. Its files are verified
    /// first.
    ///
    /// - Parameters:
    ///   - sequence: the release; nil for the one before the current one.
    ///   - note: the reason, for people.
    ///   - trust: the signatures that the release must have; nil for none.
    ///   - isTrial: whether everything is checked and nothing decided.
    /// - Returns: the number of the release.
    @discardableResult
    public func rollBack(
        to sequence: Int? = nil,
        note: String = "",
        trust: ReleaseTrust? = nil,
        isTrial: Bool = false
    ) async throws(FleetError) -> Int {
        let view = try await view()
        guard let current = view.head.stable?.sequence else {
            throw FleetError(.missing, "no release has been published for \(fleet) yet")
        }
        let target: Int
        if let sequence {
            target = sequence
        } else {
            if let rollout = view.head.rollout {
                throw FleetError(
                    .refused,
                    "release \(rollout.release.sequence) is being rolled out; abort it, or name the "
                        + "release to return to"
                )
            }
            guard let parent = try await release(current).manifest.parent else {
                throw FleetError(
                    .missing,
                    "release \(current) is the first one; there is none before it"
                )
            }
            target = parent
        }
        guard target != current else {
            throw FleetError(.refused, "release \(target) is the current one")
        }
        let old = try await release(target, trust: trust)
        try await decide(.rollBack, note, over: view, isTrial: isTrial) { head, _ in
            head.moment = head.moment.nextEpoch
            head.spread = .zero
            head.stable = FleetHead.Pointer(sequence: target, sha256: old.release.sha256)
            head.rollout = nil
            return (current, target)
        }
        return target
    }

    // MARK: Rollouts

    /// Assigns the release of the rollout to all instances.
    ///
    /// - Returns: the number of the release.
    @discardableResult
    public func promote(
        note: String = "",
        isTrial: Bool = false
    ) async throws(FleetError) -> Int {
        try await promote(note: note, over: nil, if: [], isTrial: isTrial)
    }

    @discardableResult
    func promote(
        note: String,
        over view: FleetView?,
        if compares: [EtcdCompare],
        isTrial: Bool = false
    ) async throws(FleetError) -> Int {
        let head = try await decide(.promote, note, over: view, if: compares, isTrial: isTrial) {
            (head, view) throws(FleetError) in
            let rollout = try view.rollout
            let old = head.stable?.sequence
            head.moment = head.moment.next
            head.spread = view.usualSpread
            head.stable = rollout.release
            head.rollout = nil
            return (old, rollout.release.sequence)
        }
        return head.stable?.sequence ?? 0
    }

    /// Takes no further step until the rollout is resumed, promoted or aborted.
    public func pause(note: String = "", isTrial: Bool = false) async throws(FleetError) {
        try await pause(note: note, over: nil, if: [], isTrial: isTrial)
    }

    func pause(
        note: String,
        over view: FleetView?,
        if compares: [EtcdCompare],
        isTrial: Bool = false
    ) async throws(FleetError) {
        try await decide(.pause, note, over: view, if: compares, isTrial: isTrial) {
            (head, view) throws(FleetError) in
            guard try view.rollout.state == .running else {
                throw FleetError(.refused, "the rollout is paused already")
            }
            head.moment = head.moment.next
            head.rollout?.state = .paused
            return (head.stable?.sequence, head.rollout?.release.sequence)
        }
    }

    /// Lets a controller continue a paused rollout with the current step.
    public func resume(note: String = "", isTrial: Bool = false) async throws(FleetError) {
        try await decide(.resume, note, isTrial: isTrial) { (head, view) throws(FleetError) in
            guard try view.rollout.state == .paused else {
                throw FleetError(.refused, "the rollout is not paused")
            }
            head.moment = head.moment.next
            head.rollout?.state = .running
            return (head.stable?.sequence, head.rollout?.release.sequence)
        }
    }

    /// Gives the rollout up: its instances return to the release of all others.
    public func abort(note: String = "", isTrial: Bool = false) async throws(FleetError) {
        try await abort(note: note, over: nil, if: [], isTrial: isTrial)
    }

    func abort(
        note: String,
        over view: FleetView?,
        if compares: [EtcdCompare],
        isTrial: Bool = false
    ) async throws(FleetError) {
        try await decide(.abort, note, over: view, if: compares, isTrial: isTrial) {
            (head, view) throws(FleetError) in
            let release = try view.rollout.release.sequence
            head.moment = head.moment.nextEpoch
            head.spread = .zero
            head.rollout = nil
            return (release, head.stable?.sequence)
        }
    }

    /// The next step, which only the controller takes.
    func advance(over view: FleetView, if compares: [EtcdCompare]) async throws(FleetError) {
        try await decide(.advance, "", over: view, if: compares) {
            (head, view) throws(FleetError) in
            var rollout = try view.rollout
            // Bound: at most 20 steps.
            rollout.step = min(rollout.step + 1, rollout.plan.steps.count - 1)
            let limit = view.limit(rollout.percent, of: rollout.plan, salt: rollout.salt)
            // Those that run it already keep it.
            rollout.limit = max(rollout.limit, limit)
            head.moment = head.moment.next
            head.spread = view.usualSpread
            head.rollout = rollout
            return (head.stable?.sequence, rollout.release.sequence)
        }
    }

    // MARK: After a restored backup

    /// Begins an epoch above everything that instances have seen, so that they follow the fleet again
    /// after its store was restored from a backup. What is assigned stays assigned.
    ///
    /// - Returns: the new epoch.
    @discardableResult
    public func reseed(note: String = "", isTrial: Bool = false) async throws(FleetError) -> Int {
        let head = try await decide(.reseed, note, isTrial: isTrial) { head, view in
            let seen = view.instances.map(\.seen.epoch).max() ?? 0
            head.moment =
                FleetMoment(
                    epoch: max(head.moment.epoch, seen),
                    generation: head.moment.generation
                ).nextEpoch
            return (head.stable?.sequence, head.stable?.sequence)
        }
        return head.moment.epoch
    }

    // MARK: The decision itself

    /// - Parameters:
    ///   - view: the state that the decision follows; nil for that of now.
    ///   - compares: what must hold besides.
    ///   - isTrial: whether nothing is written.
    ///   - change: makes the new head, and returns the releases before and after.
    @discardableResult
    private func decide(
        _ action: FleetDecision.Action,
        _ note: String,
        over view: FleetView? = nil,
        if compares: [EtcdCompare] = [],
        isTrial: Bool = false,
        _ change: (inout FleetHead, FleetView) throws(FleetError) -> (from: Int?, to: Int?)
    ) async throws(FleetError) -> FleetHead {
        try check(note: note)
        let view = if let view { view } else { try await self.view() }
        var head = view.head
        let (from, to) = try change(&head, view)
        if isTrial { return head }
        head.author = author
        let decision = decision(action, at: head.moment, from: from, to: to, note: note)
        try accept(try await commit(head, decision, over: view.headRevision, if: compares))
        return head
    }
}

extension FleetView {
    fileprivate var rollout: FleetRollout {
        get throws(FleetError) {
            guard let rollout = head.rollout else {
                throw FleetError(.refused, "no release is being rolled out")
            }
            return rollout
        }
    }
}
