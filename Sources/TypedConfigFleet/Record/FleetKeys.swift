import TypedConfig

/// The keys of a fleet in etcd. All are below `/tc/1/APPLICATION/ENVIRONMENT/`.
struct FleetKeys: Sendable {
    let prefix: String

    init(_ fleet: FleetName) { prefix = "/tc/1/\(fleet.application)/\(fleet.environment)/" }

    /// The only key that instances watch.
    var head: String { prefix + "head" }
    var instances: String { prefix + "instances/" }
    var history: String { prefix + "history/" }
    /// Who may advance rollouts, bound to its lease.
    var controller: String { prefix + "controller" }
    /// Exists while unneeded files are removed, and counts how often that was done.
    var sweep: String { prefix + "sweep" }
    var sweeps: String { prefix + "sweeps" }
    var blobs: String { prefix + "blobs/" }
    var releases: String { prefix + "releases/" }

    func release(_ sequence: Int) -> String { releases + padded(sequence, 10) }
    func blob(_ sha256: String, _ part: Int) -> String {
        "\(prefix)blobs/\(sha256)/\(padded(part, 4))"
    }
    func decision(_ generation: Int) -> String { history + padded(generation, 10) }
    func instance(_ id: String) -> String { instances + id }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
