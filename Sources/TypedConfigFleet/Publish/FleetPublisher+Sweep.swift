import ConfigTypes
import TypedConfig

/// The removal of what no instance and no rollback needs.
extension FleetPublisher {
    /// What a removal of unneeded releases has removed.
    public struct Sweep: Sendable, Equatable {
        /// The numbers of the releases, in order.
        public var releases: [Int]
        /// The number of stored parts of files.
        public var parts: Int
    }

    /// Removes all releases but the newest ones and those that are assigned or run, and the parts of
    /// files that no remaining release has.
    ///
    /// A release that is published at the same time is a conflict for its publisher, who tries again.
    ///
    /// - Parameters:
    ///   - count: the number of newest releases that stay.
    ///   - isTrial: whether nothing is removed.
    @discardableResult
    public func sweep(
        keeping count: Int = 50,
        isTrial: Bool = false
    ) async throws(FleetError) -> Sweep {
        guard count >= 1 else {
            throw FleetError(.refused, "at least one release must be kept")
        }
        if isTrial { return try await plan(keeping: count).sweep }
        let lease = try await reaching { () throws(EtcdFault) in
            try await gateway.grantLease(seconds: 60)
        }
        let begun = try await reaching { () throws(EtcdFault) in
            try await gateway.transaction(
                if: [.absent(keys.sweep)],
                then: [
                    .put(keys.sweep, Array(author.utf8), lease: lease),
                    .put(keys.sweeps, Array("\(Timestamp.now)".utf8)),
                ]
            )
        }
        guard begun.hasSucceeded else {
            throw FleetError(.conflict, "somebody else is removing releases; try again later")
        }
        let begin = begun.header.revision
        let plan = try await plan(keeping: count)
        // Another decision may need what is to be removed.
        let compares: [EtcdCompare] = [
            .modified(keys.head, at: plan.headRevision), .modified(keys.sweep, at: begin),
        ]
        for start in stride(from: 0, to: plan.keys.count, by: Self.keysAtOnce) {
            let some = plan.keys[start..<min(start + Self.keysAtOnce, plan.keys.count)]
            let result = try await reaching { () throws(EtcdFault) in
                _ = try await gateway.renew(lease, limit: .seconds(3))
                return try await gateway.transaction(
                    if: compares,
                    then: some.map { .delete(.one($0)) }
                )
            }
            guard result.hasSucceeded else {
                throw FleetError(
                    .conflict,
                    "a decision was made in between; what is left is removed the next time"
                )
            }
        }
        try await reaching { () throws(EtcdFault) in try await gateway.revoke(lease) }
        return plan.sweep
    }

    private static let keysAtOnce = 100

    /// The conditions under which no file that was stored since now has been removed.
    func unswept() async throws(FleetError) -> [EtcdCompare] {
        let found = try await reaching { () throws(EtcdFault) in
            try await gateway.transaction(
                if: [],
                then: [.range(.one(keys.sweep)), .range(.one(keys.sweeps))]
            )
        }
        if let other = found.ranges.first?.items.first {
            throw FleetError(
                .conflict,
                "\(String(decoding: other.value, as: UTF8.self)) is removing old releases; try again "
                    + "in a minute"
            )
        }
        let revision = found.ranges.last?.items.first?.modRevision ?? 0
        return [.absent(keys.sweep), .modified(keys.sweeps, at: revision)]
    }

    private struct Plan {
        var sweep: Sweep
        var keys: [String]
        var headRevision: Int
    }

    private func plan(keeping count: Int) async throws(FleetError) -> Plan {
        let view = try await view()
        let releases = try await keys(below: keys.releases)
        var kept = Set(releases.suffix(count))
        let used =
            [view.head.stable?.sequence, view.head.rollout?.release.sequence]
            + view.instances.flatMap { [$0.running, $0.wanted] }
        kept.formUnion(used.compactMap { $0 }.map(keys.release))
        var blobs: Set<String> = []
        for key in releases where kept.contains(key) {
            guard let record = try await value(of: key) else { continue }
            do throws(ReleaseFault) {
                let manifest = try ReleaseManifest(parsing: ReleaseRecord(parsing: record).manifest)
                blobs.formUnion(manifest.files.map(\.blob))
            } catch {
                // What cannot be read may need any file.
                throw FleetError(.refused, "\(key): \(error.message); nothing was removed")
            }
        }
        let parts = try await keys(below: keys.blobs).filter { key in
            let hash = key.dropFirst(keys.blobs.count).prefix { $0 != "/" }
            return !blobs.contains(String(hash))
        }
        let old = releases.filter { !kept.contains($0) }
        return Plan(
            sweep: Sweep(
                releases: old.compactMap { Int($0.dropFirst(keys.releases.count)) },
                parts: parts.count
            ),
            // Files go last: a release without its files would be worse than the opposite.
            keys: old + parts,
            headRevision: view.headRevision
        )
    }

    private func keys(below prefix: String) async throws(FleetError) -> [String] {
        try await reaching { () throws(EtcdFault) in
            try await gateway.keys(.all(under: prefix))
        }
    }
}
