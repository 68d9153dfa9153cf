import ConfigTypes
import SchemaValidation
import TypedConfig

/// Decisions as transactions.
extension FleetPublisher {
    enum Outcome {
        case done
        /// Another decision was made first.
        case lost(FleetDecision?)
    }

    func decision(
        _ action: FleetDecision.Action,
        at moment: FleetMoment,
        from: Int?,
        to: Int?,
        note: String
    ) -> FleetDecision {
        FleetDecision(
            moment: moment,
            action: action,
            author: author,
            time: "\(Timestamp.now)",
            note: note,
            from: from,
            to: to,
            id: randomID()
        )
    }

    func accept(_ outcome: Outcome) throws(FleetError) {
        guard case .lost(let other) = outcome else { return }
        guard let other else {
            throw FleetError(
                .conflict,
                "the fleet has changed in between; look at it, and try again"
            )
        }
        let what = other.to.map { " of release \($0)" } ?? ""
        throw FleetError(
            .conflict,
            "\(other.author) has made a decision a moment ago (\(other.action.rawValue)\(what)); look at "
                + "it, and try again"
        )
    }

    /// Makes a decision. After a lost answer, the same transaction is sent again: if it then fails
    /// because this very decision is in the history, it was made the first time.
    ///
    /// - Parameters:
    ///   - revision: the revision of the head that the decision follows.
    ///   - compares: what must hold besides.
    ///   - release: a new release that the decision assigns.
    func commit(
        _ head: FleetHead,
        _ decision: FleetDecision,
        over revision: Int,
        if compares: [EtcdCompare] = [],
        release: (sequence: Int, record: [UInt8])? = nil
    ) async throws(FleetError) -> Outcome {
        let bytes = head.bytes
        guard bytes.count <= FleetHead.maxBytes else {
            throw FleetError(
                .refused,
                "the rules of the rollout take \(bytes.count) bytes; the limit is "
                    + "\(FleetHead.maxBytes); use fewer pins, or labels in their place"
            )
        }
        let history = keys.decision(head.moment.generation)
        var compares = compares + [.modified(keys.head, at: revision), .absent(history)]
        var puts: [EtcdOperation] = [.put(keys.head, bytes), .put(history, decision.bytes)]
        if let release {
            compares.append(.absent(keys.release(release.sequence)))
            puts.append(.put(keys.release(release.sequence), release.record))
        }
        var last: EtcdFault?
        var wasSent = false
        for attempt in 1...Self.attempts {
            do throws(EtcdFault) {
                let result = try await gateway.transaction(
                    if: compares,
                    then: puts,
                    else: [.range(.one(history))]
                )
                if result.hasSucceeded { return .done }
                let found = result.ranges.first?.items.first.flatMap {
                    FleetDecision(parsing: $0.value)
                }
                return found?.id == decision.id ? .done : .lost(found)
            } catch {
                guard error.isOfMember else { throw FleetError(error) }
                wasSent = wasSent || error.wasSent
                last = error
                if attempt < Self.attempts {
                    try? await Task.sleep(for: .milliseconds(500 * attempt))
                }
            }
        }
        if let last, !wasSent { throw FleetError(last) }
        throw FleetError(
            .unavailable,
            "it is unknown whether the decision was made; look at the history before you try again: "
                + (last?.message ?? "")
        )
    }

    private static let attempts = 3

    func reaching<Value>(
        _ body: () async throws(EtcdFault) -> Value
    ) async throws(FleetError) -> Value {
        do throws(EtcdFault) { return try await body() } catch { throw FleetError(error) }
    }
}
