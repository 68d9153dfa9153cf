import TypedConfig

/// The right to take the steps of a fleet's rollouts, bound to a lease.
struct ControllerTenure {
    let lease: Int
    /// The conditions of decisions that only the holder makes.
    let compares: [EtcdCompare]
    fileprivate var renewed: ContinuousClock.Instant
}

extension FleetPublisher {
    enum Office {
        case held(ControllerTenure)
        /// Another controller holds it.
        case taken(by: String)
    }

    /// Takes the right to advance rollouts unless another controller has it.
    func takeOffice(seconds: Int) async throws(FleetError) -> Office {
        try await reaching { () throws(EtcdFault) in
            let lease = try await gateway.grantLease(seconds: seconds)
            let result = try await gateway.transaction(
                if: [.absent(keys.controller)],
                then: [.put(keys.controller, Array(author.utf8), lease: lease)],
                else: [.range(.one(keys.controller))]
            )
            guard result.hasSucceeded else {
                try await gateway.revoke(lease)
                let other = result.ranges.first?.items.first?.value ?? []
                return .taken(by: String(decoding: other, as: UTF8.self))
            }
            return .held(
                ControllerTenure(
                    lease: lease,
                    compares: [.created(keys.controller, at: result.header.revision)],
                    renewed: .now
                )
            )
        }
    }

    /// Prolongs the right if it is time for that.
    ///
    /// - Returns: false if it has ended.
    func prolong(
        _ tenure: inout ControllerTenure,
        after time: Duration
    ) async throws(FleetError) -> Bool {
        let now = ContinuousClock.now
        if now - tenure.renewed < time { return true }
        let lease = tenure.lease
        let holds = try await reaching { () throws(EtcdFault) in
            try await gateway.renew(lease, limit: .seconds(3))
        }
        if holds { tenure.renewed = now }
        return holds
    }

    func resign(_ tenure: ControllerTenure) async {
        try? await gateway.revoke(tenure.lease)
    }
}
