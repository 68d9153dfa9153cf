import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Calls back when SIGHUP has asked for a reload, with whether that is over.
    package func onHangup(_ callback: @escaping @Sendable (_ isOver: Bool) -> Void) {
        reloadState.onHangup(callback)
    }

    /// Reads the files of everything that is in memory again, and publishes what has changed as
    /// one snapshot.
    ///
    /// Files are compared by their content. Where anything is wrong, nothing changes: what was
    /// loaded before stays in place.
    ///
    /// - Returns: the names of the configurations that have changed.
    /// - Throws: everything that is wrong with any of the files.
    @discardableResult
    public func reload() throws(ConfigError) -> [String] {
        do throws(ConfigError) {
            return try reload { _ in true }
        } catch {
            noteRefused(error)
            throw error
        }
    }

    /// Whether the files are served as they are, what is wrong with them, and how they are watched.
    public var health: ConfigHealth { reloadState.health }

    /// Calls back when files are refused, and when they are good again.
    package func onHealthChange(_ callback: @escaping @Sendable (ConfigHealth) -> Void) {
        reloadState.observe(callback)
    }

    /// Reloads what of the memory is wanted, and what was refused before.
    func reload(where isWanted: (String) -> Bool) throws(ConfigError) -> [String] {
        let refused = reloadState.refused
        let changed = try reloading.withLock { (_) throws(ConfigError) in
            var reload = Reload(of: self)
            for name in namesInMemory where isWanted(name) || refused.contains(name) {
                reload.read(name)
            }
            if !reload.findings.isEmpty { throw ConfigError(findings: reload.findings) }
            return reload.publish()
        }
        let clears = reloadState.noteGood(hasChanges: !changed.isEmpty)
        telemetry.noteReload(changed.map(\.name), clears: clears)
        for change in changed { telemetry.tell { change.event } }
        fileCallbacks.callAll()
        return changed.map(\.name)
    }

    /// Tells, once, that files were refused.
    func noteRefused(_ error: ConfigError) {
        if reloadState.noteRefused(Set(namesInMemory), error.findings) {
            telemetry.noteRefusedReload(error.findings)
        }
    }

    /// What a reload reads.
    package var namesInMemory: [String] {
        Set(publisher.snapshot().values.map(\.name) + cache.contents.map(\.name)).sorted()
    }
}

/// What a reload has found so far.
private struct Reload {
    private let system: ConfigSystem
    /// With the newest documents of sources, the same for all configurations.
    private let layers: ConfigLayers
    private let old: [PublishedValue]
    private let cached: [String: Int]
    private var values: [(old: PublishedValue, new: PublishedValue)] = []
    private var documents: [(name: String, loaded: LoadedDocument)] = []
    /// The changes that wait for a restart since now, by configuration.
    private var restarts: [String: [SettingChange]] = [:]
    /// The configurations as they were read, with settings that snapshots keep.
    private var written: [String: LoadedDocument] = [:]
    private(set) var findings: [Finding] = []

    init(of system: ConfigSystem) {
        self.system = system
        layers = system.layers.renewed()
        old = system.publisher.snapshot().values
        cached = Dictionary(uniqueKeysWithValues: system.cache.contents.map { ($0.0, $0.1) })
    }

    var changedNames: [String] {
        Set(documents.map(\.name) + values.map(\.new.name) + restarts.keys).sorted()
    }

    /// Reads the configuration of a name once, for all types of that name.
    mutating func read(_ name: String) {
        do throws(ConfigError) {
            let registration = system.registrations.withLock { $0[name] }
            var loaded = try layers.load(name, catalogue: registration?.catalogue())
            let published = old.filter { $0.name == name }
            // A file that was there is not given up for what other layers say.
            if published.contains(where: \.document.missing.isEmpty), !loaded.missing.isEmpty {
                throw ConfigError(findings: loaded.missing)
            }
            let (news, served) = system.noteRestarts(
                of: name,
                from: { published.first?.document ?? cachedDocument(name) },
                to: loaded
            )
            if !news.isEmpty { restarts[name] = news }
            written[name] = loaded
            loaded = served
            for value in published {
                let new = try value.reloaded(as: loaded)
                if new !== value { values.append((value, new)) }
            }
            // A text that is refused is left out of the document, which then may be as it was.
            guard let hash = cached[name],
                hash != loaded.document.contentHash || !loaded.faults.isEmpty
            else { return }
            if published.isEmpty, let registration { try loaded.checking(registration.check) }
            documents.append((name, loaded))
        } catch {
            findings += error.findings.filter { !findings.contains($0) }
        }
    }

    /// - Returns: what has changed, by configuration.
    func publish() -> [Changed] {
        let changes = changes()
        system.layers.serve(layers)
        for (name, loaded) in documents {
            system.cache.add(
                loaded.document,
                nil,
                named: name,
                secrets: loaded.carriedSecrets,
                isMiss: false
            )
        }
        if !values.isEmpty { system.publisher.publish(values.map(\.new)) }
        for (old, new) in values { system.changeSubscriptions.deliver(from: old, to: new) }
        // A comment that changed is none for callbacks, but it is for an audit.
        for change in changes
        where !change.settings.isEmpty && system.fileCallbacks.wants(change.name) {
            system.fileCallbacks.enqueue(change)
        }
        return changedNames.map { name in
            let loaded = loaded(name)
            if loaded != nil, let written = written[name] { system.keepAsLastGood(name, written) }
            let settings = changes.first { $0.name == name }?.settings ?? []
            return Changed(name: name, loaded: loaded, settings: settings)
        }
    }

    struct Changed {
        var name: String
        var loaded: LoadedDocument?
        var settings: [SettingChange]

        var event: ConfigEvent {
            var event = ConfigEvent(.reload, name, of: loaded)
            event.changes = settings
            return event
        }
    }

    private func loaded(_ name: String) -> LoadedDocument? {
        values.first { $0.new.name == name }?.new.document
            ?? documents.first { $0.name == name }?.loaded
    }

    private func cachedDocument(_ name: String) -> LoadedDocument? {
        system.cache.document(name).map {
            LoadedDocument(document: $0.document, carriedSecrets: $0.secrets)
        }
    }

    /// Worked out for those names only that somebody listens to.
    private func changes() -> [FileChange] {
        let isObserved = !system.telemetry.observers.isEmpty
        return changedNames.filter { isObserved || system.fileCallbacks.wants($0) }.compactMap {
            name in
            guard let new = loaded(name) ?? written[name] else { return nil }
            let catalogue = system.registrations.withLock { $0[name] }?.catalogue()
            let published = old.first { $0.name == name }?.document
            guard let old = published ?? cachedDocument(name) else { return nil }
            // Told as they were written, also where snapshots keep the values of before.
            let restarts = restarts[name] ?? []
            let served = ValueDifference.between(
                DocumentValue(old.document.root),
                DocumentValue((loaded(name) ?? old).document.root)
            ).filter { change in !restarts.contains { $0.path == change.path } }
            let settings = (restarts + served).told(
                of: written[name] ?? new,
                was: published,
                by: catalogue?.schema,
                hiding: SecretPlaces(in: written[name] ?? new, catalogue: catalogue),
                SecretPlaces(in: old, catalogue: catalogue)
            )
            return FileChange(name: name, file: new.document.name, settings: settings)
        }
    }
}
