import ConfigDocument
import ConfigTypes
import SchemaValidation
public import TypedConfig

/// New releases.
extension FleetPublisher {
    /// Publishes a release, for all instances or for a part of them first.
    ///
    /// - Parameters:
    ///   - files: the files; those of one configuration and version are merged in this order.
    ///   - rollout: the steps in which instances run the release; nil for all at once.
    ///   - note: the reason, for people.
    ///   - view: the state that the release was made from; nil for that of now. If anybody has decided
    ///     something since, the release is a conflict.
    ///   - sign: returns the signatures of the release; nil for none.
    /// - Returns: the number of the release.
    @discardableResult
    public func publish(
        _ files: [ReleaseFile],
        rollout: RolloutPlan? = nil,
        note: String = "",
        over view: FleetView? = nil,
        sign: (@Sendable (_ message: [UInt8]) throws -> [ReleaseSignature])? = nil
    ) async throws(FleetError) -> Int {
        try check(note: note)
        if let fault = rollout?.fault { throw FleetError(.refused, fault) }
        let new: NewRelease
        do throws(ReleaseFault) { new = try NewRelease(files) } catch {
            throw FleetError(.refused, error.message)
        }
        let view = if let view { view } else { try await self.view() }
        if let current = view.head.rollout {
            throw FleetError(
                .refused,
                "release \(current.release.sequence) is being rolled out; promote or abort it first"
            )
        }
        let sequence = view.head.next
        let manifest = ReleaseManifest(
            fleet: fleet,
            sequence: sequence,
            id: randomID(),
            parent: view.head.stable?.sequence,
            author: author,
            time: "\(Timestamp.now)",
            note: note,
            files: new.files
        ).bytes
        var record = ReleaseRecord(manifest: manifest)
        do { record.signatures = try sign?(ReleaseRecord.signedMessage(manifest)) ?? [] } catch {
            throw FleetError(.refused, "the release cannot be signed: \(error)")
        }
        let unswept = try await unswept()
        for (hash, blob) in new.blobs.sorted(by: { $0.key < $1.key }) { try await put(blob, hash) }

        let pointer = FleetHead.Pointer(
            sequence: sequence,
            sha256: SHA256.hexadecimal(of: manifest)
        )
        let decision = decision(
            .publish,
            at: view.head.moment.next,
            from: view.head.stable?.sequence,
            to: sequence,
            note: note
        )
        let outcome = try await commit(
            head(assigning: pointer, rollout, over: view),
            decision,
            over: view.headRevision,
            if: unswept,
            release: (sequence, record.bytes)
        )
        try accept(outcome)
        return sequence
    }

    private func head(
        assigning release: FleetHead.Pointer,
        _ plan: RolloutPlan?,
        over view: FleetView
    ) -> FleetHead {
        var head = view.head
        head.moment = head.moment.next
        // Bound: numbers with ten digits at most.
        head.next += 1
        head.author = author
        head.spread = view.usualSpread
        guard let plan else {
            head.stable = release
            return head
        }
        let salt = String(randomID().prefix(8))
        head.rollout = FleetRollout(
            release: release,
            state: .running,
            plan: plan,
            step: 0,
            limit: view.limit(plan.steps[0].percent, of: plan, salt: salt),
            salt: salt,
            since: "\(Timestamp.now)"
        )
        return head
    }

    func check(note: String) throws(FleetError) {
        guard note.utf8.count <= ReleaseLimits.maxNoteBytes else {
            throw FleetError(
                .refused,
                "the note has \(note.utf8.count) bytes; the limit is \(ReleaseLimits.maxNoteBytes)"
            )
        }
    }

    /// Stores a compressed file unless it is stored already.
    private func put(_ blob: [UInt8], _ hash: String) async throws(FleetError) {
        for (part, bytes) in NewRelease.chunks(of: blob).enumerated() {
            let key = keys.blob(hash, part)
            _ = try await reaching { () throws(EtcdFault) in
                try await gateway.transaction(if: [.absent(key)], then: [.put(key, bytes)])
            }
        }
    }
}

extension FleetMoment {
    /// The decision after this one.
    var next: FleetMoment {
        // Bound: the generation counts keys that exist.
        FleetMoment(epoch: epoch, generation: generation + 1)
    }

    /// The decision after this one, in an epoch of its own.
    var nextEpoch: FleetMoment {
        // Bound: epochs count decisions.
        FleetMoment(epoch: epoch + 1, generation: generation + 1)
    }
}

extension FleetView {
    /// 10 ms an instance, and 5 s at most.
    var usualSpread: Duration { .milliseconds(min(5000, instances.count * 10)) }

    /// The hash up to which a share of the live instances is included in a rollout.
    func limit(_ percent: Int, of plan: RolloutPlan, salt: String) -> UInt32 {
        FleetRollout.limit(
            percent,
            of: instances.filter { plan.matches($0.labels) }.map(\.id),
            salt: salt
        )
    }
}
