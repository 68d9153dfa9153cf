import ConfigDocument
import TypedConfig

/// The members of the cluster, as far as a fleet depends on them.
extension FleetPublisher {
    /// A member of the cluster, and what should be repaired about it.
    public struct Member: Sendable, Equatable {
        /// The URL of the member.
        public var endpoint: String
        /// The version of etcd; nil if the member does not respond.
        public var version: String?
        /// The size of its database in bytes.
        public var databaseBytes: Int
        /// The reason that the fleet cannot rely on it; nil if it can.
        public var fault: String?
    }

    /// Asks every member for its version and the size of its database.
    public func members() async -> [Member] {
        var members: [Member] = []
        for endpoint in gateway.endpoints {
            do throws(EtcdFault) {
                let status = try await gateway.status(of: endpoint)
                members.append(
                    Member(
                        endpoint: endpoint,
                        version: status.version,
                        databaseBytes: status.databaseBytes,
                        fault: Self.fault(of: status)
                    )
                )
            } catch {
                members.append(Member(endpoint: endpoint, databaseBytes: 0, fault: error.message))
            }
        }
        return members
    }

    private static func fault(of status: EtcdStatus) -> String? {
        if !status.hasLeader { return "it has no leader" }
        let numbers = status.version.split(separator: ".").map { Int($0) ?? 0 }
        if numbers.lexicographicallyPrecedes([3, 4, 22]) {
            return "it runs etcd \(status.version); the fleet needs 3.4.22 or later"
        }
        guard status.databaseBytes > usualQuota / 2 else { return nil }
        // Bound: a size of files.
        let mebibytes = status.databaseBytes >> 20
        return
            "its database has \(mebibytes) MiB, and etcd accepts no writes from its quota on, which is 2048 MiB "
            + "unless it was raised; remove old releases with gc, then compact and defragment it"
    }

    private static let usualQuota = 2 << 30
}
