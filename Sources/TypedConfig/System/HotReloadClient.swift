import CSystemCalls
import ConfigDocument
import ConfigFiles
import SchemaValidation
import Synchronization

/// The work of the watching thread for one system.
final class HotReloadClient: WatchClient {
    private typealias Instant = ContinuousClock.Instant

    private struct State: Sendable {
        var isRunning = false
        var schedule: ReloadSchedule
        var places = WatchedPlaces(configFolders: [])
        /// Files with events; nil for any file.
        var changed: Set<String>? = []
        var nextPoll: Instant?
        var pollInterval = Duration.zero
        var poll = FilePoll()
        /// Findings that were seen only once: a writer may not have finished.
        var doubt: (findings: [Finding], since: Instant)?
        var retry: Instant?
        /// The files present at the last look.
        var there: Set<String> = []
        /// Empty and removed files, with the time since when; nil before the first look.
        var empty: [String: Instant]?
        var hangups: UInt32 = 0
        /// Each waits for the changes of a source.
        var followers: [Task<Void, Never>] = []
    }

    private weak let system: ConfigSystem?
    private let options: HotReloadOptions
    private let state: Mutex<State>
    /// Held while a reload runs.
    private let running = Mutex(())

    /// The shortest time that files must be invalid before it is reported.
    private static let shortestDoubt = Duration.milliseconds(100)

    /// A signal handler can only increment a counter, which must be polled.
    private static let hangupInterval = Duration.milliseconds(250)

    init(_ system: ConfigSystem, options: HotReloadOptions) {
        self.system = system
        self.options = options
        let schedule = ReloadSchedule(settle: options.settle, longestWait: options.longestWait)
        state = Mutex(State(schedule: schedule))
    }

    var isRunning: Bool { state.withLock(\.isRunning) }
    var places: WatchedPlaces { state.withLock(\.places) }

    // MARK: Starting and stopping

    func start() throws(ConfigError) {
        guard let system, begin() else { return }
        system.logNotes(isStarted: true)
        if options.reloadsOnSIGHUP { hangups_start() }
        state.withLock { state in
            state.places = system.layers.places
            state.hangups = hangups_count()
            // Watched first, then read again, so that writes since the load are not missed.
            state.changed = nil
            state.retry = .now
        }
        follow(system.layers.changes)
        // Files that are empty now are empty on purpose; a later writer may empty one for a moment.
        _ = emptyFilesMayBeFilled(system)
        do throws(SystemFault) {
            let fault = try WatchThread.shared.add(self, usingEvents: options.usesEvents)
            note(fault: fault ?? WatchThread.shared.arm(), hasEvents: fault == nil)
        } catch {
            end()
            throw ConfigError(
                Finding(
                    message: "files cannot be watched: \(SystemFault.text(of: error.code))",
                    file: system.source.name
                )
            )
        }
    }

    func stop() {
        guard state.withLock(\.isRunning) else { return }
        end()
        if !WatchThread.shared.remove(self) {
            // The thread continues for other systems; only the work for this one must end first.
            running.withLock { _ in }
        }
        system?.reloadState.setWatching(.off)
    }

    private func begin() -> Bool {
        state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
    }

    private func end() {
        let (wasRunning, followers) = state.withLock { state in
            defer { (state.isRunning, state.followers) = (false, []) }
            return (state.isRunning, state.followers)
        }
        for follower in followers { follower.cancel() }
        guard wasRunning else { return }
        if options.reloadsOnSIGHUP { hangups_stop() }
    }

    /// Reads everything again when a source has something new.
    private func follow(_ changes: [any AsyncSequence<Void, Never> & Sendable]) {
        let followers = changes.map { changes in
            Task { [weak self] in
                for await _ in changes {
                    guard let self, isRunning else { return }
                    state.withLock { state in
                        state.changed = nil
                        state.schedule.note(at: .now)
                    }
                    WatchThread.shared.wake()
                }
            }
        }
        state.withLock { $0.followers = followers }
    }

    /// - Parameter fault: the reason that events are missing, or missing for some directories.
    private func note(fault: String?, hasEvents: Bool) {
        let interval =
            fault == nil ? options.pollInterval : options.pollIntervalWithoutEvents
        state.withLock { state in
            guard state.pollInterval != interval else { return }
            state.pollInterval = interval
            state.nextPoll = .now + interval
        }
        system?.reloadState.setWatching(fault.map { .polling(reason: $0) } ?? .events)
    }

    // MARK: On the watching thread

    var nextRun: ContinuousClock.Instant? {
        state.withLock { state in
            guard state.isRunning else { return nil }
            let hangup = options.reloadsOnSIGHUP ? Instant.now + Self.hangupInterval : nil
            let isHungUp = options.reloadsOnSIGHUP && state.hangups != hangups_count()
            if isHungUp { return .now - .seconds(1) }
            return [state.schedule.due, state.retry, state.nextPoll, hangup].compactMap { $0 }.min()
        }
    }

    func note(_ batch: FolderEventBatch) {
        if batch.isOverflow { system?.telemetry.noteOverflow() }
        state.withLock { state in
            var isOurs = false
            if batch.isOverflow {
                state.changed = nil
                isOurs = true
            }
            for (folder, names) in batch.names {
                for name in names {
                    switch state.places.effect(ofChanging: name, in: folder) {
                    case .none: continue
                    case .file(let file): state.changed?.insert(file)
                    case .any: state.changed = nil
                    }
                    isOurs = true
                }
            }
            if isOurs { state.schedule.note(at: .now) }
        }
    }

    func run() {
        running.withLock { _ in
            guard let system, isRunning else { return }
            let isHungUp = options.reloadsOnSIGHUP && state.withLock(\.hangups) != hangups_count()
            let isPoll = takeTurn()
            if isHungUp { system.reloadState.noteHangup(isOver: false) }
            arm(system)
            // The first run reads everything, and so records the state that later polls compare
            // with.
            if isPoll || !state.withLock(\.poll.hasLooked) { poll(system) }
            if let until = emptyFilesMayBeFilled(system) {
                state.withLock { $0.retry = until }
            } else {
                let changed = state.withLock { state in
                    defer { state.changed = [] }
                    return state.changed
                }
                reload(system, changed)
            }
            if isHungUp { system.reloadState.noteHangup(isOver: true) }
        }
    }

    /// - Returns: true if it is time to look at all files.
    private func takeTurn() -> Bool {
        let now = Instant.now
        let hangups = hangups_count()
        return state.withLock { state in
            _ = state.schedule.take(at: now)
            if let retry = state.retry, retry <= now { state.retry = nil }
            if options.reloadsOnSIGHUP, state.hangups != hangups {
                state.hangups = hangups
                state.changed = nil
            }
            guard let next = state.nextPoll, next <= now else { return false }
            state.nextPoll = now + state.pollInterval
            return true
        }
    }

    /// Watches the relevant directories. Links may be swapped meanwhile, so this repeats until they
    /// are stable.
    private func arm(_ system: ConfigSystem) {
        for _ in 0..<8 {
            let places = system.layers.places
            let isNew = state.withLock { state in
                defer { state.places = places }
                if !state.places.watchesFolders(of: places) { state.changed = nil }
                return state.places != places
            }
            let fault = WatchThread.shared.arm()
            if WatchThread.shared.hasEvents { note(fault: fault, hasEvents: true) }
            if !isNew { return }
        }
    }

    private func poll(_ system: ConfigSystem) {
        let layers = system.layers
        state.withLock { state in
            let found = state.poll.changes(in: layers.folders)
            state.changed?.formUnion(found)
            // Their content may be part of any configuration.
            let (folders, files) = (layers.valueFolders, layers.variableFiles)
            if state.poll.haveChanged(valuesIn: folders, files: files) { state.changed = nil }
        }
    }

    /// The deadline for a file that is suddenly empty or gone to be filled again: many writers
    /// truncate or remove a file first. Files that are empty when watching begins stay so.
    private func emptyFilesMayBeFilled(_ system: ConfigSystem) -> Instant? {
        let now = Instant.now
        let wait = options.longestWait
        let (folders, valueFolders) = (system.layers.folders, system.layers.valueFolders)
        let alone = system.layers.filesAlone
        let files =
            WatchedPlaces.blankFiles(in: folders, and: alone)
            + WatchedPlaces.emptyFiles(in: valueFolders)
        let there = WatchedPlaces.filesThere(in: folders, and: alone, valueFolders: valueFolders)
        return state.withLock { state in
            let known = state.empty
            var since: [String: Instant] = [:]
            for file in files { since[file] = known == nil ? now - wait : known?[file] ?? now }
            for file in state.there.union(known?.keys.map { $0 } ?? []).subtracting(there) {
                let start = known?[file] ?? now
                // After that, the file counts as removed.
                if start + wait > now { since[file] = start }
            }
            (state.there, state.empty) = (there, since)
            return since.values.map { $0 + wait }.filter { $0 > now }.max()
        }
    }

    // MARK: Reloading

    private func reload(_ system: ConfigSystem, _ changed: Set<String>?) {
        let hasDoubt = state.withLock { $0.doubt != nil }
        if changed?.isEmpty == true, !hasDoubt { return }
        let names = changed.map { Set($0.flatMap(configs(ofFile:))) }
        do throws(ConfigError) {
            _ = try system.reload { names?.contains($0) ?? true }
            state.withLock { $0.doubt = nil }
        } catch {
            if isConfirmed(
                error.findings,
                changed,
                isKnown: system.health.findings == error.findings
            ) {
                system.noteRefused(error)
            }
        }
    }

    /// True if files have been invalid for longer than it takes to write them. Otherwise they are
    /// read again a little later.
    private func isConfirmed(_ findings: [Finding], _ changed: Set<String>?, isKnown: Bool) -> Bool
    {
        let now = Instant.now
        let time = max(options.settle, Self.shortestDoubt)
        return state.withLock { state in
            let since = state.doubt.flatMap { $0.findings == findings ? $0.since : nil } ?? now
            if isKnown || since + time <= now {
                state.doubt = nil
                return true
            }
            state.doubt = (findings, since)
            if let changed { state.changed?.formUnion(changed) } else { state.changed = nil }
            state.retry = since + time
            return false
        }
    }
}
