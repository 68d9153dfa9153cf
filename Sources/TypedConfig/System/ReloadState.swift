import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

/// The refused files of a system, and the reasons.
final class ReloadState: Sendable {
    private struct State {
        var health = ConfigHealth()
        /// The configurations whose files were refused.
        var refused: Set<String> = []
        /// The time since when files are refused.
        var since: Timestamp?
        /// The values that the process has started with, and what has changed since, of
        /// configurations that wait for a restart.
        var restarts: [String: (base: DocumentValue, changes: [SettingChange])] = [:]
        var reloader: ConfigHotReloader?
        var observers: [@Sendable (ConfigHealth) -> Void] = []
        var hangupCallbacks: [@Sendable (Bool) -> Void] = []
    }

    private let state = Mutex(State())

    var health: ConfigHealth { state.withLock(\.health) }
    var refused: Set<String> { state.withLock(\.refused) }

    /// The time since when the files of a configuration are not served; nil if they are.
    func refusal(of name: String) -> Timestamp? {
        state.withLock { $0.refused.contains(name) ? $0.since : nil }
    }

    func observe(_ observer: @escaping @Sendable (ConfigHealth) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Calls the closure when SIGHUP has requested a reload, and again with true when it is over.
    func onHangup(_ callback: @escaping @Sendable (_ isOver: Bool) -> Void) {
        state.withLock { $0.hangupCallbacks.append(callback) }
    }

    func noteHangup(isOver: Bool) {
        for callback in state.withLock(\.hangupCallbacks) { callback(isOver) }
    }

    private func tellObservers() {
        let (health, observers) = state.withLock { ($0.health, $0.observers) }
        for observer in observers { observer(health) }
    }

    func setWatching(_ watching: ConfigHealth.Watching) {
        state.withLock { $0.health.watching = watching }
    }

    /// - Returns: true if there was an error before.
    func noteGood(hasChanges: Bool) -> Bool {
        let wasBad = state.withLock { state in
            let wasBad = !state.health.findings.isEmpty || !state.health.restored.isEmpty
            state.health.findings = []
            state.health.restored = []
            state.refused = []
            state.since = nil
            if hasChanges { state.health.reloads += 1 }
            return wasBad
        }
        if wasBad { tellObservers() }
        return wasBad
    }

    /// - Returns: true if this was not known before.
    func noteRefused(_ names: Set<String>, _ findings: [Finding]) -> Bool {
        let isNews = state.withLock { state in
            state.refused.formUnion(names)
            state.since = state.since ?? .now
            guard state.health.findings != findings else { return false }
            state.health.findings = findings
            state.health.refusals += 1
            return true
        }
        if isNews { tellObservers() }
        return isNews
    }

    func noteRestored(_ name: String, _ findings: [Finding]) {
        state.withLock { state in
            state.refused.insert(name)
            state.since = state.since ?? .now
            if !state.health.restored.contains(name) { state.health.restored.append(name) }
            state.health.findings += findings.filter { !state.health.findings.contains($0) }
        }
    }

    /// The values that the process has started with; nil where nothing waits for a restart.
    func restartBase(of name: String) -> DocumentValue? {
        state.withLock { $0.restarts[name]?.base }
    }

    /// Records the settings that wait for a restart, if any.
    ///
    /// - Returns: the changes that were not known.
    func noteRestarts(
        of name: String,
        _ changes: [SettingChange],
        _ settings: [DocumentPath],
        since base: DocumentValue
    ) -> [SettingChange] {
        state.withLock { state in
            let known = state.restarts[name]?.changes ?? []
            state.restarts[name] = changes.isEmpty ? nil : (base, changes)
            let before = state.health.pendingRestarts.first { $0.name == name }
            state.health.pendingRestarts.removeAll { $0.name == name }
            if !changes.isEmpty {
                state.health.pendingRestarts.append(
                    PendingRestart(name: name, since: before?.since ?? .now, settings: settings)
                )
                state.health.pendingRestarts.sort { $0.name < $1.name }
            }
            return changes.filter { !known.contains($0) }
        }
    }

    /// The reloader that belongs to the system.
    func reloader(orMake make: () -> ConfigHotReloader) -> ConfigHotReloader {
        state.withLock { state in
            if let reloader = state.reloader { return reloader }
            let reloader = make()
            state.reloader = reloader
            return reloader
        }
    }

    func takeReloader() -> ConfigHotReloader? {
        state.withLock { state in
            defer { state.reloader = nil }
            return state.reloader
        }
    }
}
