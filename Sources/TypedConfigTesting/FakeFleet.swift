import ConfigDocument
import Synchronization
public import TypedConfig

/// A fleet in memory, for the tests of an application that runs releases.
///
///     let fleet = try FakeFleet()
///     try fleet.publish(["http.yaml": "port: 80"])
///     let system = try ConfigSystem(layers: [.remote(fleet, store: folder)], types: [HTTPConfig.self])
///     try await system.startFleet()
///     try fleet.publish(["http.yaml": "port: 81"])
///     let status = await fleet.status { $0.running?.sequence == 2 }
public final class FakeFleet: RemoteSource {
    /// The fleet that releases are for.
    public let fleet: FleetName
    private let sign: (@Sendable (_ message: [UInt8]) -> [ReleaseSignature])?
    private let state = Mutex(State())

    fileprivate struct State {
        var releases: [Int: (record: [UInt8], sha256: String)] = [:]
        var blobs: [String: [UInt8]] = [:]
        var moment = FleetMoment(epoch: 1, generation: 0)
        var wanted: ReleaseReference?
        var trouble: RemoteError?
        var statuses: [InstanceStatus] = []
        var followers: [Int: AsyncStream<RemoteNews>.Continuation] = [:]
        var watchers: [AsyncStream<InstanceStatus>.Continuation] = []
        var fetches = 0
    }

    /// - Parameters:
    ///   - application: the application of the fleet.
    ///   - environment: the environment of the fleet.
    ///   - sign: returns the signatures of a release; nil for unsigned releases.
    /// - Throws: if a name cannot be that of a fleet.
    public init(
        _ application: String = "shop",
        environment: String = "test",
        sign: (@Sendable (_ message: [UInt8]) -> [ReleaseSignature])? = nil
    ) throws(ConfigError) {
        fleet = try FleetName(application: application, environment: environment)
        self.sign = sign
    }

    // MARK: Publishing

    /// Publishes a release, and assigns it to all instances.
    ///
    /// - Parameters:
    ///   - texts: the files by name.
    ///   - versions: the versions of schemas by configuration, where they have one.
    /// - Returns: the number of the release.
    @discardableResult
    public func publish(
        _ texts: [String: String],
        versions: [String: String] = [:]
    ) throws(ConfigError) -> Int {
        try publish(
            texts.sorted { $0.key < $1.key }.map { name, text in
                let configuration = configName(ofFile: name) ?? name
                return ReleaseFile(
                    name: name,
                    configuration: configuration,
                    version: versions[configuration],
                    text: Array(text.utf8)
                )
            }
        )
    }

    /// Publishes a release with several versions of a configuration, and assigns it to all instances.
    ///
    /// - Returns: the number of the release.
    @discardableResult
    public func publish(_ files: [ReleaseFile]) throws(ConfigError) -> Int {
        let new: NewRelease
        do throws(ReleaseFault) { new = try NewRelease(files, maxInlineBytes: 0) } catch {
            throw ConfigError(Finding(message: error.message, file: "fleet \(fleet)"))
        }
        return publish(new)
    }

    private func publish(_ new: NewRelease) -> Int {
        let (sequence, parent) = state.withLock { state in
            ((state.releases.keys.max() ?? 0) + 1, state.wanted?.sequence)
        }
        let manifest = ReleaseManifest(
            fleet: fleet,
            sequence: sequence,
            id: "fake-\(sequence)",
            parent: parent,
            author: "test",
            time: "2026-01-01T00:00:00Z",
            note: "",
            files: new.files
        ).bytes
        let signatures = sign?(ReleaseRecord.signedMessage(manifest)) ?? []
        let record = ReleaseRecord(manifest: manifest, signatures: signatures)
        state.withLock { state in
            state.releases[sequence] = (record.bytes, SHA256.hexadecimal(of: manifest))
            state.blobs.merge(new.blobs) { $1 }
        }
        assign(sequence, isNewEpoch: false)
        return sequence
    }

    /// Assigns an earlier release to all instances.
    public func rollBack(to sequence: Int) { assign(sequence, isNewEpoch: true) }

    private func assign(_ sequence: Int, isNewEpoch: Bool) {
        tell { state in
            state.moment.generation += 1
            if isNewEpoch { state.moment.epoch += 1 }
            state.wanted = ReleaseReference(
                moment: state.moment,
                sequence: sequence,
                sha256: state.releases[sequence]?.sha256 ?? ""
            )
        }
    }

    // MARK: Faults

    /// Lets the fleet be out of reach, with this reason.
    public func goOffline(_ message: String = "the connection was refused") {
        tell { $0.trouble = RemoteError(.unavailable, message) }
    }

    /// Lets the fleet be in reach again.
    public func goOnline() { tell { $0.trouble = nil } }

    /// Has the fleet return to an earlier state, as after the restoration of a backup.
    public func restore(_ moment: FleetMoment, sequence: Int) {
        tell { state in
            state.moment = moment
            state.wanted = ReleaseReference(
                moment: moment,
                sequence: sequence,
                sha256: state.releases[sequence]?.sha256 ?? ""
            )
        }
    }

    /// Changes a byte of every compressed file.
    public func damageFiles() {
        state.withLock { state in
            for hash in state.blobs.keys { state.blobs[hash]?[0] ^= 1 }
        }
    }

    /// Removes the manifest of a release.
    public func remove(_ sequence: Int) {
        state.withLock { $0.releases[sequence]?.record = [] }
    }

    // MARK: What instances report

    /// All reports of instances, oldest first.
    public var statuses: [InstanceStatus] { state.withLock(\.statuses) }

    /// The number of compressed files that were fetched.
    public var fetchCount: Int { state.withLock(\.fetches) }

    /// The first report that a condition holds for, among those so far and those to come.
    ///
    /// - Parameter time: the time to wait for it.
    /// - Returns: nil if there is none within that time.
    public func status(
        within time: Duration = .seconds(60),
        where isWanted: (InstanceStatus) -> Bool
    ) async -> InstanceStatus? {
        let (reports, continuation) = AsyncStream.makeStream(of: InstanceStatus.self)
        state.withLock { state in
            for status in state.statuses { continuation.yield(status) }
            state.watchers.append(continuation)
        }
        let timer = Task {
            try? await Task.sleep(for: time)
            continuation.finish()
        }
        defer { timer.cancel() }
        for await status in reports where isWanted(status) { return status }
        return nil
    }

    // MARK: The source

    /// The assignment now, and each later one.
    public func news() -> any AsyncSequence<RemoteNews, Never> & Sendable {
        let (stream, continuation) = AsyncStream.makeStream(of: RemoteNews.self)
        state.withLock { state in
            let number = (state.followers.keys.max() ?? 0) + 1
            state.followers[number] = continuation
            if let news = state.news { continuation.yield(news) }
        }
        return stream
    }

    private func tell(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            guard let news = state.news else { return }
            for follower in state.followers.values { follower.yield(news) }
        }
    }

    /// The manifest of a release.
    public func manifest(of release: ReleaseReference) async throws(RemoteError) -> [UInt8] {
        let result = state.withLock { state -> Result<[UInt8], RemoteError> in
            if let trouble = state.trouble { return .failure(trouble) }
            guard let record = state.releases[release.sequence]?.record, !record.isEmpty else {
                return .failure(RemoteError(.missing, "release \(release.sequence) is missing"))
            }
            return .success(record)
        }
        return try result.get()
    }

    /// A compressed file.
    public func blob(_ sha256: String, chunks: Int) async throws(RemoteError) -> [UInt8] {
        let result = state.withLock { state -> Result<[UInt8], RemoteError> in
            if let trouble = state.trouble { return .failure(trouble) }
            state.fetches += 1
            guard let blob = state.blobs[sha256] else {
                return .failure(RemoteError(.missing, "a file of the release is missing"))
            }
            return .success(blob)
        }
        return try result.get()
    }

    /// Records the state of an instance.
    public func report(_ status: InstanceStatus) async {
        state.withLock { state in
            state.statuses.append(status)
            for watcher in state.watchers { watcher.yield(status) }
        }
    }
}

extension FakeFleet.State {
    fileprivate var news: RemoteNews? {
        trouble.map(RemoteNews.trouble) ?? wanted.map(RemoteNews.wanted)
    }
}
