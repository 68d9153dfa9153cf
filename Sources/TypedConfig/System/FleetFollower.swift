import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

/// Runs the releases that a fleet assigns to one system.
///
/// One task listens to the fleet and records only the newest assignment; another one carries it out. An
/// assignment is recorded as seen only after it was carried out or refused, so that nothing is skipped
/// if a step in between fails.
final class FleetFollower: Sendable {
    /// The waits of a follower, which tests shorten.
    struct Times: Sendable {
        var firstRetry = Duration.milliseconds(200)
        var longestRetry = Duration.seconds(10)
    }

    fileprivate struct State {
        var fleet: FleetState
        /// The newest decision that was carried out or refused.
        var seen: FleetMoment?
        /// The assignment that was refused.
        var refused: ReleaseReference?
        /// The refused release, if it is what was published: other layers may be the reason.
        var candidate: VerifiedRelease?
        var hasLocalChange = false
        var isStopped = false
        var tasks: [Task<Void, Never>] = []
        /// The attempt that is under way.
        var attempt: (reference: ReleaseReference, task: Task<Void, Never>)?
        var observers: [@Sendable (FleetState) -> Void] = []
    }

    private weak let system: ConfigSystem?
    private let source: ReleaseSource
    private let times: Times
    private let state: Mutex<State>
    /// Elements for the task that carries out assignments.
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init(_ system: ConfigSystem, source: ReleaseSource, times: Times = Times()) {
        self.system = system
        self.source = source
        self.times = times
        state = Mutex(State(fleet: FleetState(fleet: source.remote.fleet)))
        (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    var fleet: FleetState { state.withLock(\.fleet) }

    func observe(_ observer: @escaping @Sendable (FleetState) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    // MARK: Starting and stopping

    func start(_ start: FleetStart) async throws(ConfigError) {
        try restore()
        if start == .lastGoodOnly {
            if fleet.running != nil { return }
            throw failure("the store has no release that can be served")
        }
        await report(.waiting)
        follow()
        switch start {
        case .lastGoodOnly: return
        case .lastGood(let wait):
            if fleet.running != nil { return }
            try await waiting(wait) { $0.running != nil }
        case .fresh(let wait):
            try await waiting(wait) { state in
                guard let running = state.running, let wanted = state.wanted else { return false }
                return state.confirmed != nil && running.hasSameRelease(as: wanted)
            }
        }
    }

    /// Serves the last good release on disk, if there is one.
    ///
    /// - Throws: if the store is that of another fleet.
    private func restore() throws(ConfigError) {
        guard let system else { return }
        let stored: ReleaseStore.Stored?
        do throws(ReleaseFault) { stored = try source.store.newest() } catch {
            let finding = Finding(message: error.message, file: error.place ?? source.name)
            if error.place == source.store.folder { throw ConfigError(finding) }
            noteTampering([finding])
            change { $0.fleet.storeFault = finding.description }
            return
        }
        guard let stored else { return }
        if !stored.faults.isEmpty {
            noteTampering(
                stored.faults.map { Finding(message: $0.message, file: $0.place ?? source.name) }
            )
        }
        do throws(ConfigError) {
            let changed = try system.take(stored.release, from: source)
            change { state in
                state.fleet.running = stored.reference
                state.fleet.staleSince = .now
                state.seen = stored.reference.moment
            }
            system.telemetry.noteRelease(.releaseRestored, stored.reference, nil, changed, source)
        } catch {
            change { state in
                state.fleet.refusal = error.findings
                state.fleet.staleSince = .now
            }
        }
    }

    private func follow() {
        let listening = Task { [source] in
            for await news in source.remote.news() { self.note(news) }
        }
        let working = Task { [wakes] in
            for await _ in wakes { await self.carryOut() }
        }
        let isStopped = state.withLock { state in
            state.tasks = [listening, working]
            return state.isStopped
        }
        if isStopped { stop() }
    }

    /// Ends all work at once.
    func stop() {
        let (tasks, attempt) = state.withLock { state in
            state.isStopped = true
            return (state.tasks, state.attempt?.task)
        }
        for task in tasks { task.cancel() }
        attempt?.cancel()
        waker.finish()
    }

    /// Ends all work, and then tells the fleet.
    func leave() async {
        stop()
        for task in state.withLock(\.tasks) { await task.value }
        await report(.leaving)
    }

    /// Waits until the state is as wanted, the assigned release is refused, or the time is over.
    private func waiting(
        _ time: Duration,
        _ isReached: @escaping @Sendable (FleetState) -> Bool
    ) async throws(ConfigError) {
        let (changes, change) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        observe { _ in change.yield() }
        change.yield()
        let timer = Task {
            try? await Task.sleep(for: time)
            change.finish()
        }
        defer { timer.cancel() }
        for await _ in changes {
            let fleet = fleet
            if isReached(fleet) { return }
            if fleet.wanted != nil, !fleet.refusal.isEmpty { break }
        }
        throw failure("no release could be loaded within \(time.inSeconds) s")
    }

    private func failure(_ message: String) -> ConfigError {
        let fleet = fleet
        if !fleet.refusal.isEmpty { return ConfigError(findings: fleet.refusal) }
        let reasons = [message, fleet.trouble, fleet.storeFault].compactMap { $0 }
        return ConfigError(Finding(message: reasons.joined(separator: ": "), file: source.name))
    }

    // MARK: Listening

    private func note(_ news: RemoteNews) {
        switch news {
        case .wanted(let reference):
            let superseded = state.withLock { state -> Task<Void, Never>? in
                guard let attempt = state.attempt, attempt.reference != reference else {
                    return nil
                }
                return attempt.task
            }
            change { state in
                state.confirm()
                state.fleet.wanted = reference
                if state.refused != reference { state.clearRefusal() }
            }
            superseded?.cancel()
            waker.yield()
        case .confirmed: change { $0.confirm() }
        case .trouble(let error):
            system?.telemetry.noteTrouble(error.kind)
            change { state in
                state.fleet.trouble = error.message
                state.fleet.isDenied = error.kind == .denied
                if state.fleet.staleSince == nil { state.fleet.staleSince = .now }
            }
        }
    }

    /// Another layer has changed, or a caller has asked for a reload.
    func noteLocalChange() {
        let isRefused = state.withLock { state in
            guard state.candidate != nil else { return false }
            state.hasLocalChange = true
            return true
        }
        if isRefused { waker.yield() }
    }

    private func change(_ body: (inout State) -> Void) {
        let (fleet, observers) = state.withLock { state in
            body(&state)
            return (state.fleet, state.observers)
        }
        system?.telemetry.note(fleet)
        for observer in observers { observer(fleet) }
    }

    // MARK: Carrying out

    private enum Work {
        /// The assigned release is served already, and only the decision is new.
        case acknowledge(ReleaseReference)
        case fetch(ReleaseReference)
        /// A release that was refused for reasons that may lie in other layers.
        case tryAgain(ReleaseReference, VerifiedRelease)
    }

    private func work() -> Work? {
        state.withLock { state -> Work? in
            guard let wanted = state.fleet.wanted, !state.isStopped else { return nil }
            if let seen = state.seen, wanted.moment < seen {
                state.fleet.trouble =
                    "the fleet's history went back: it is at epoch \(wanted.moment.epoch), "
                    + "generation \(wanted.moment.generation), and this instance has seen epoch "
                    + "\(seen.epoch), generation \(seen.generation)"
                if state.fleet.staleSince == nil { state.fleet.staleSince = .now }
                return nil
            }
            if let running = state.fleet.running, running.hasSameRelease(as: wanted) {
                return running.moment == wanted.moment && state.fleet.storeFault == nil
                    && state.seen == wanted.moment && running == wanted ? nil : .acknowledge(wanted)
            }
            guard state.refused == wanted else { return .fetch(wanted) }
            guard let candidate = state.candidate, state.hasLocalChange else { return nil }
            state.hasLocalChange = false
            return .tryAgain(wanted, candidate)
        }
    }

    private func carryOut() async {
        guard let work = work() else { return change { _ in } }
        switch work {
        case .acknowledge(let reference):
            guard let release = source.release else { return }
            await finish(reference, release)
        case .tryAgain(let reference, let release): await take(release, reference, isAgain: true)
        case .fetch(let reference):
            let task = Task { await self.apply(reference) }
            let isStopped = state.withLock { state in
                state.attempt = (reference, task)
                return state.isStopped || state.fleet.wanted != reference
            }
            if isStopped { task.cancel() }
            await task.value
            state.withLock { $0.attempt = nil }
        }
    }

    private func apply(_ reference: ReleaseReference) async {
        do {
            if reference.spread > .zero, source.release != nil {
                let longest = Int(clamping: reference.spread.wholeNanoseconds)
                try await Task.sleep(for: .nanoseconds(Int.random(in: 0...longest)))
            }
            let begin = ContinuousClock.now
            let release = try await fetched(reference)
            try Task.checkCancellation()
            await take(release, reference, isAgain: false)
            system?.telemetry.metrics.time(.fleetApplyDuration, ContinuousClock.now - begin)
        } catch let fault as ReleaseFault {
            let finding = Finding(message: fault.message, file: fault.place ?? place(of: reference))
            await refuse(reference, [finding], isTampered: true)
        } catch let error as RemoteError {
            let finding = Finding(message: error.message, file: place(of: reference))
            await refuse(reference, [finding])
        } catch {
            // Cancelled, because another release is wanted or the system stops.
        }
    }

    private func place(of reference: ReleaseReference) -> String {
        "\(source.name)@\(reference.sequence)"
    }

    /// Fetches a release, however long the fleet is out of reach.
    ///
    /// - Throws: if the release is missing or not what was published, also in a second answer.
    private func fetched(_ reference: ReleaseReference) async throws -> VerifiedRelease {
        var pause = times.firstRetry
        var hasFailed = false
        while true {
            do {
                return try await fetchedOnce(reference)
            } catch let error as RemoteError where error.kind != .missing {
                note(.trouble(error))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // A member of the service that is behind may have answered.
                if hasFailed { throw error }
                hasFailed = true
            }
            let longest = Int(clamping: pause.wholeNanoseconds)
            try await Task.sleep(for: .nanoseconds(Int.random(in: 0...longest)))
            pause = min(pause * 2, times.longestRetry)
        }
    }

    private func fetchedOnce(_ reference: ReleaseReference) async throws -> VerifiedRelease {
        let manifest = try VerifiedManifest(
            try await source.remote.manifest(of: reference),
            of: source.remote.fleet,
            sequence: reference.sequence,
            sha256: reference.sha256,
            trust: source.store.trust
        )
        var texts: [[UInt8]] = []
        for file in manifest.manifest.files {
            if let text = source.release?.text(ofHash: file.sha256) {
                texts.append(text)
                continue
            }
            let compressed: [UInt8]
            if let inline = file.inline {
                compressed = inline
            } else {
                compressed = try await source.remote.blob(file.blob, chunks: file.chunks)
            }
            texts.append(try manifest.text(of: file, compressed: compressed))
        }
        return try VerifiedRelease(manifest, texts: texts)
    }

    private func take(
        _ release: VerifiedRelease,
        _ reference: ReleaseReference,
        isAgain: Bool
    ) async {
        guard let system else { return }
        do throws(ConfigError) {
            let changed = try system.take(release, from: source)
            let old = fleet.running
            system.telemetry.noteRelease(.release, reference, old, changed, source)
            await finish(reference, release)
        } catch {
            if isAgain, fleet.refusal == error.findings { return }
            state.withLock { $0.candidate = release }
            await refuse(reference, error.findings)
        }
    }

    /// Stores what is served now, and reports it.
    private func finish(_ reference: ReleaseReference, _ release: VerifiedRelease) async {
        var fault: String?
        do { try source.store.keep(release, at: reference.moment) } catch {
            fault = "the release is served, but cannot be stored: \(error)"
            system?.telemetry.noteNotStored(source, reference, "\(error)")
        }
        change { state in
            state.fleet.running = reference
            state.fleet.storeFault = fault
            state.seen = reference.moment
            state.clearRefusal()
        }
        await report(.running)
    }

    private func refuse(
        _ reference: ReleaseReference,
        _ findings: [Finding],
        isTampered: Bool = false
    ) async {
        change { state in
            state.refused = reference
            state.hasLocalChange = false
            state.fleet.refusal = findings
            state.fleet.isTampered = isTampered
            state.seen = max(state.seen ?? reference.moment, reference.moment)
        }
        system?.telemetry.noteRefusedRelease(reference, findings, source)
        if isTampered { noteTampering(findings) }
        await report(.refused)
    }

    private func noteTampering(_ findings: [Finding]) {
        system?.telemetry.tell {
            var event = ConfigEvent(.tampering, "")
            event.findings = findings
            return event
        }
    }

    private func report(_ condition: InstanceStatus.State) async {
        let (fleet, seen) = state.withLock { ($0.fleet, $0.seen) }
        await source.remote.report(
            InstanceStatus(
                state: condition,
                seen: seen ?? FleetMoment(epoch: 0, generation: 0),
                running: fleet.running,
                wanted: fleet.wanted,
                reasons: fleet.refusal.prefix(5).map(\.oneLine),
                schemas: system?.schemaVersions ?? [:]
            )
        )
    }
}

extension FleetFollower.State {
    fileprivate mutating func confirm() {
        fleet.confirmed = .now
        fleet.staleSince = nil
        fleet.trouble = nil
        fleet.isDenied = false
    }

    fileprivate mutating func clearRefusal() {
        (refused, candidate, hasLocalChange) = (nil, nil, false)
        (fleet.refusal, fleet.isTampered) = ([], false)
    }
}
