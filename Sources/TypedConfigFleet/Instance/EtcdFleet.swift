import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization
public import TypedConfig

#if Fleet
    public import ConfigMonitoring
#else
    import ConfigMonitoring
#endif

/// A fleet on etcd, as one instance sees it.
///
///     let fleet = try EtcdFleet(
///         endpoints: ["https://etcd-1:2379", "https://etcd-2:2379", "https://etcd-3:2379"],
///         fleet: FleetName(application: "shop", environment: "prod"),
///         instance: "host-7",
///         labels: ["zone": "a"],
///         credentials: EtcdCredentials(user: "shop", password: password)
///     )
///     let system = try ConfigSystem(layers: [.remote(fleet, store: "/var/lib/shop/releases")], types: types)
///     try await system.startFleet()
///
/// An instance watches one key, and keeps a key of its own with its state, bound to a lease of a
/// minute. Trouble with the cluster is retried for ever, at another member, and never changes what is
/// served.
public final class EtcdFleet: RemoteSource {
    /// The fleet that releases are for.
    public let fleet: FleetName
    let gateway: EtcdGateway
    let keys: FleetKeys
    private let times: Times
    private let health: (@Sendable () async -> HealthState)?
    private let state: Mutex<State>

    /// The waits of an instance, which tests shorten.
    struct Times: Sendable {
        var firstRetry = Duration.milliseconds(200)
        var longestRetry = Duration.seconds(10)
        var leaseSeconds = 60
        var renewal = Duration.seconds(20)
        var renewalLimit = Duration.seconds(3)
        var rereading = Duration.seconds(300)
        var reopening = Duration.seconds(3600)
        var healthCheck = Duration.seconds(5)
        /// How long an instance that has left is still listed, so that it does not look lost.
        var leavingSeconds = 5
    }

    struct State {
        /// The record to write.
        var instance: FleetInstance
        /// The record that was written last.
        var written: FleetInstance?
        var lease: Int?
        /// The revision at which this process has written its key.
        var revision: Int?
        var changed: AsyncStream<Void>.Continuation?
        /// True since the instance has left: a request on its way must not bring it back.
        var hasLeft = false
    }

    init(
        gateway: EtcdGateway,
        fleet: FleetName,
        instance: String,
        labels: [String: String] = [:],
        program: String = "",
        health: (@Sendable () async -> HealthState)? = nil,
        times: Times = Times()
    ) throws(ConfigError) {
        guard Self.isID(instance) else {
            throw ConfigError(
                Finding(
                    message:
                        "\(quoted(instance)) cannot be the name of an instance; expected 1 to 100 "
                        + "letters, digits, dots, hyphens and underscores",
                    file: "fleet \(fleet)"
                )
            )
        }
        self.fleet = fleet
        self.gateway = gateway
        self.times = times
        self.health = health
        keys = FleetKeys(fleet)
        state = Mutex(
            State(
                instance: FleetInstance(
                    id: instance,
                    labels: labels,
                    program: program,
                    schemas: [:],
                    started: "\(Timestamp.now)",
                    seen: FleetMoment(epoch: 0, generation: 0),
                    state: .waiting,
                    reasons: [],
                    nonce: randomID()
                )
            )
        )
    }

    private static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The name of this instance. It ends with `~2` if another process uses the same name.
    public var instance: String { state.withLock(\.instance.id) }

    // MARK: News

    /// The assigned release now, and after each change.
    public func news() -> any AsyncSequence<RemoteNews, Never> & Sendable {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RemoteNews.self,
            bufferingPolicy: .bufferingNewest(16)
        )
        state.withLock { $0.hasLeft = false }
        let following = Task { await self.follow { continuation.yield($0) } }
        continuation.onTermination = { _ in following.cancel() }
        return stream
    }

    private func follow(_ tell: @escaping @Sendable (RemoteNews) -> Void) async {
        var pause = times.firstRetry
        while !Task.isCancelled {
            let endpoint = gateway.endpoint
            do {
                let revision = try await readHead(tell)
                try await writeInstance()
                pause = times.firstRetry
                try await followOnce(from: revision, tell)
            } catch let fault as EtcdFault {
                // A compacted history is read anew at once.
                if fault.kind == .compacted { continue }
                if fault.isOfMember { gateway.leave(endpoint) }
                if Task.isCancelled { return }
                tell(.trouble(fault.remote))
            } catch is Reopening {
                continue
            } catch {
                return
            }
            let longest = Int(pause.inMilliseconds)
            try? await Task.sleep(for: .milliseconds(Int.random(in: 0...max(1, longest))))
            pause = min(pause * 2, times.longestRetry)
        }
    }

    /// The truth, of which a watch is only a hint.
    ///
    /// - Returns: the revision to watch from.
    private func readHead(_ tell: (RemoteNews) -> Void) async throws(EtcdFault) -> Int {
        let range = try await gateway.range(.one(keys.head))
        try tell(news(of: range.items.first))
        // Bound: revisions are far below 2^63.
        return range.header.revision &+ 1
    }

    private func news(of item: EtcdItem?) throws(EtcdFault) -> RemoteNews {
        guard let item, item.version > 0 else {
            return .trouble(
                RemoteError(
                    .missing,
                    "the fleet \(fleet) does not exist yet; configctl fleet init creates it"
                )
            )
        }
        guard let head = FleetHead(parsing: item.value) else {
            return .trouble(
                RemoteError(.unusable, "\(keys.head) has a format that this version does not read")
            )
        }
        // A second process of one name counts as another instance.
        let (id, labels) = state.withLock { ($0.instance.id, $0.instance.labels) }
        guard let reference = head.reference(for: id, labels: labels) else {
            return .trouble(
                RemoteError(.missing, "no release is assigned to \(id) of \(fleet) yet")
            )
        }
        return .wanted(reference)
    }

    /// The watch is opened anew, because roles and the load of members may have changed.
    private struct Reopening: Error {}

    private func followOnce(
        from revision: Int,
        _ tell: @escaping @Sendable (RemoteNews) -> Void
    ) async throws {
        let (changes, changed) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        state.withLock { $0.changed = changed }
        changed.yield()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.watch(from: revision, tell) }
            group.addTask {
                for await _ in changes { try await self.writeInstance() }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: Self.spread(self.times.renewal, by: 10))
                    try await self.renew()
                    tell(.confirmed)
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: Self.spread(self.times.rereading, by: 20))
                    _ = try await self.readHead(tell)
                }
            }
            group.addTask {
                while true {
                    await self.checkHealth()
                    try await Task.sleep(for: self.times.healthCheck)
                }
            }
            group.addTask {
                try await Task.sleep(for: Self.spread(self.times.reopening, by: 20))
                throw Reopening()
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func watch(
        from revision: Int,
        _ tell: @Sendable (RemoteNews) -> Void
    ) async throws {
        for try await message in try await gateway.watch(.one(keys.head), from: revision) {
            switch message {
            case .created(let header):
                // A restored backup: a watch from a revision of the future would wait for ever.
                guard header.revision &+ 1 >= revision else { throw Reopening() }
            case .changed(let items, _):
                if let item = items.last { try tell(news(of: item)) }
            case .progress: break
            }
        }
    }

    private static func spread(_ time: Duration, by percent: Int) -> Duration {
        time * Int.random(in: 100 - percent...100 + percent) / 100
    }

    // MARK: The instance's own key

    /// Receives the state of this instance, and writes it as soon as the cluster can be reached.
    public func report(_ status: InstanceStatus) async {
        let changed = state.withLock { state in
            state.instance.take(status)
            return state.changed
        }
        if status.state == .leaving {
            try? await leave()
        } else {
            changed?.yield()
        }
    }

    /// Asks the application for its health, and writes it if it is another.
    private func checkHealth() async {
        guard let health = await health?() else { return }
        let changed = state.withLock { state -> AsyncStream<Void>.Continuation? in
            guard state.instance.health != health else { return nil }
            state.instance.health = health
            return state.changed
        }
        changed?.yield()
    }

    /// Renews the lease through the member of the watch, and the key if the lease has ended.
    private func renew() async throws(EtcdFault) {
        guard let lease = state.withLock(\.lease) else { return try await writeInstance() }
        if try await gateway.renew(lease, limit: times.renewalLimit) { return }
        state.withLock { state in
            (state.lease, state.written, state.revision) = (nil, nil, nil)
        }
        try await writeInstance()
    }

    /// Writes the key of this instance unless it is written already.
    private func writeInstance() async throws(EtcdFault) {
        while true {
            let (instance, isDone, known) = state.withLock { state in
                let isWritten = state.written == state.instance && state.lease != nil
                return (state.instance, isWritten || state.hasLeft, state.lease)
            }
            if isDone { return }
            let lease: Int
            if let known {
                lease = known
            } else {
                lease = try await gateway.grantLease(seconds: times.leaseSeconds)
                state.withLock { $0.lease = lease }
            }
            try await write(instance, lease)
        }
    }

    /// - Returns: false if the key had changed, and is to be written again.
    @discardableResult
    private func write(_ instance: FleetInstance, _ lease: Int) async throws(EtcdFault) -> Bool {
        let key = keys.instance(instance.id)
        let revision = state.withLock(\.revision)
        let put = EtcdOperation.put(key, instance.bytes, lease: lease)
        let result: EtcdTransaction
        do throws(EtcdFault) {
            // The first write replaces what a predecessor has left.
            result = try await gateway.transaction(
                if: revision.map { [.modified(key, at: $0)] } ?? [],
                then: [put],
                else: [.range(.one(key))]
            )
        } catch {
            // The lease has ended meanwhile.
            guard error.kind == .notFound else { throw error }
            state.withLock { ($0.lease, $0.revision) = (nil, nil) }
            return false
        }
        if result.hasSucceeded {
            state.withLock { state in
                // The answer to an earlier write may arrive later.
                guard result.header.revision > state.revision ?? 0 else { return }
                (state.revision, state.written) = (result.header.revision, instance)
            }
            return true
        }
        let item = result.ranges.first?.items.first
        let other = item.flatMap { FleetInstance(parsing: $0.value) }
        state.withLock { state in
            if other == nil || other?.nonce == state.instance.nonce {
                // The lease has ended, or the answer to an earlier write was lost.
                state.revision = item?.modRevision
            } else {
                state.instance.note = "another process uses the name \(instance.id)"
                state.instance.id = "\(instance.id)~2"
                state.revision = nil
            }
        }
        return false
    }

    /// The record stays for a moment with a lease of its own.
    private func leave() async throws(EtcdFault) {
        let (lease, instance) = state.withLock { state in
            state.hasLeft = true
            return (state.lease, state.instance)
        }
        guard let lease else { return }
        let last = try await gateway.grantLease(seconds: times.leavingSeconds)
        // A write that was on its way may have been faster.
        for _ in 0..<3 where try await write(instance, last) { break }
        try await gateway.revoke(lease)
        state.withLock { ($0.lease, $0.written, $0.revision) = (nil, nil, nil) }
    }

    // MARK: Releases

    /// The manifest of a release.
    public func manifest(of release: ReleaseReference) async throws(RemoteError) -> [UInt8] {
        try await value(of: keys.release(release.sequence))
    }

    /// A compressed file of a release.
    public func blob(_ sha256: String, chunks: Int) async throws(RemoteError) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in 0..<chunks { bytes += try await value(of: keys.blob(sha256, part)) }
        return bytes
    }

    /// These keys never change, so that any member may answer from its own copy, unless it is behind.
    private func value(of key: String) async throws(RemoteError) -> [UInt8] {
        do throws(EtcdFault) {
            if let item = try await gateway.range(.one(key), isSerializable: true).items.first {
                return item.value
            }
            if let item = try await gateway.range(.one(key)).items.first { return item.value }
        } catch {
            throw error.remote
        }
        throw RemoteError(.missing, "etcd has no key \(key)")
    }
}

extension FleetInstance {
    fileprivate mutating func take(_ status: InstanceStatus) {
        if status.state == .running, status.running?.sequence != running { healthBefore = health }
        state = status.state
        seen = status.seen
        running = status.running?.sequence
        wanted = status.wanted?.sequence
        reasons = status.reasons
        schemas = status.schemas
    }
}

#if Fleet
    extension EtcdFleet {
        /// Connects to a cluster when the fleet is followed.
        ///
        /// - Parameters:
        ///   - endpoints: the URLs of the members. Each instance begins with another one.
        ///   - fleet: the application and its environment.
        ///   - instance: the name of this instance, unique in the fleet, such as the name of its host.
        ///   - labels: labels, such as the zone, by which rollouts choose instances.
        ///   - program: the program and its version, for people.
        ///   - health: the health of the application, which is asked every 5 s, such as that of a
        ///     `ConfigMonitor`. A rollout halts if it is worse than before. Nil for always healthy.
        ///   - credentials: the user; nil for a cluster without authentication.
        ///   - certificates: the certificates for TLS; nil for those of the system.
        /// - Throws: if a name or an endpoint is malformed, or a certificate cannot be read.
        public convenience init(
            endpoints: [String],
            fleet: FleetName,
            instance: String,
            labels: [String: String] = [:],
            program: String = "",
            health: (@Sendable () async -> HealthState)? = nil,
            credentials: EtcdCredentials? = nil,
            certificates: EtcdCertificates? = nil
        ) throws(ConfigError) {
            try self.init(
                gateway: EtcdGateway(
                    connectingTo: endpoints,
                    for: instance,
                    credentials: credentials,
                    certificates: certificates
                ),
                fleet: fleet,
                instance: instance,
                labels: labels,
                program: program,
                health: health
            )
        }
    }
#endif
