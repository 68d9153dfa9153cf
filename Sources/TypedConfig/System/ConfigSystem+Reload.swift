import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Calls the closure when SIGHUP has requested a reload, and again with true when it is over.
    package func onHangup(_ callback: @escaping @Sendable (_ isOver: Bool) -> Void) {
        reloadState.onHangup(callback)
    }

    /// Reads the files of everything in memory again, and publishes the changes as one snapshot.
    ///
    /// Files are compared by content. If there is any error, nothing changes: all loaded values
    /// stay in place.
    ///
    /// - Returns: the names of the changed configurations.
    /// - Throws: all errors of the files.
    @discardableResult
    public func reload() throws(ConfigError) -> [String] {
        do throws(ConfigError) {
            return try reload { _ in true }
        } catch {
            noteRefused(error)
            throw error
        }
    }

    /// The state of the served values, the errors of the files, and how files are watched.
    public var health: ConfigHealth { reloadState.health }

    /// Calls the closure when files are refused, and when they are valid again.
    package func onHealthChange(_ callback: @escaping @Sendable (ConfigHealth) -> Void) {
        reloadState.observe(callback)
    }

    /// Reloads the wanted configurations in memory, and those that were refused before.
    func reload(where isWanted: (String) -> Bool) throws(ConfigError) -> [String] {
        let refused = reloadState.refused
        // A refused release may be good with the layers of now.
        defer { follower?.noteLocalChange() }
        let changed = try reloading.withLock { (_) throws(ConfigError) in
            var reload = Reload(of: self, from: layers.renewed())
            for name in namesInMemory where isWanted(name) || refused.contains(name) {
                reload.read(name)
            }
            if !reload.findings.isEmpty { throw ConfigError(findings: reload.findings) }
            return reload.publish()
        }
        return noteGood(changed)
    }

    /// Replaces the served release, and with it all of its configurations together.
    ///
    /// - Throws: all errors of the release and of the layers above it. Then nothing has changed.
    func take(_ release: VerifiedRelease, from source: ReleaseSource) throws(ConfigError)
        -> [String]
    {
        let changed = try reloading.withLock { (_) throws(ConfigError) in
            let candidate = layers.renewed(trying: release)
            var reload = Reload(of: self, from: candidate)
            let inMemory = namesInMemory
            for name in inMemory { reload.read(name) }
            let released = Set(release.manifest.files.map(\.configuration))
            for name in names where !inMemory.contains(name) {
                if released.contains(name) || candidate.hasFile(for: name) { reload.check(name) }
            }
            if !reload.findings.isEmpty { throw ConfigError(findings: reload.findings) }
            source.serve(release)
            return reload.publish()
        }
        return noteGood(changed)
    }

    private func noteGood(_ changed: [Reload.Changed]) -> [String] {
        let clears = reloadState.noteGood(hasChanges: !changed.isEmpty)
        telemetry.noteReload(changed.map(\.name), clears: clears)
        for change in changed { telemetry.tell { change.event } }
        fileCallbacks.callAll()
        return changed.map(\.name)
    }

    /// Records, once, that files were refused.
    func noteRefused(_ error: ConfigError) {
        if reloadState.noteRefused(Set(namesInMemory), error.findings) {
            telemetry.noteRefusedReload(error.findings)
        }
    }

    /// The names that a reload reads.
    package var namesInMemory: [String] {
        Set(publisher.snapshot().values.map(\.name) + cache.contents.map(\.name)).sorted()
    }
}

/// The intermediate results of a reload.
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
    private var comparisons: [RestartComparison] = []
    /// The configurations as they were read, with settings that snapshots keep.
    private var written: [String: LoadedDocument] = [:]
    private(set) var findings: [Finding] = []

    init(of system: ConfigSystem, from layers: ConfigLayers) {
        self.system = system
        self.layers = layers
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
            // A file that existed is not given up, whatever other layers contain.
            if published.contains(where: \.document.missing.isEmpty), !loaded.missing.isEmpty {
                throw ConfigError(findings: loaded.missing)
            }
            written[name] = loaded
            let comparison = system.compareForRestart(
                name,
                from: { published.first?.document ?? cachedDocument(name) },
                to: loaded
            )
            if let comparison {
                comparisons.append(comparison)
                if comparison.keepsOld, let registration {
                    try loaded.checking(registration.check)
                }
                loaded = comparison.served
            }
            for value in published {
                let new = try explaining(comparison) { () throws(ConfigError) in
                    try value.reloaded(as: loaded)
                }
                if new !== value { values.append((value, new)) }
            }
            // A refused text is left out of the document, which may then be unchanged.
            guard let hash = cached[name],
                hash != loaded.document.contentHash || !loaded.faults.isEmpty
            else { return }
            if published.isEmpty, let registration {
                try explaining(comparison) { () throws(ConfigError) in
                    try loaded.checking(registration.check)
                }
            }
            documents.append((name, loaded))
        } catch {
            findings += error.findings.filter { !findings.contains($0) }
        }
    }

    /// Checks a configuration that nobody has loaded yet.
    mutating func check(_ name: String) {
        guard let registration = system.registrations.withLock({ $0[name] }) else { return }
        do throws(ConfigError) {
            let loaded = try layers.load(name, catalogue: registration.catalogue())
            try loaded.checking(registration.check)
        } catch {
            findings += error.findings.filter { !findings.contains($0) }
        }
    }

    /// Settings that keep their old values may not fit the new ones.
    private func explaining<Result>(
        _ comparison: RestartComparison?,
        _ body: () throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        do throws(ConfigError) { return try body() } catch {
            guard let comparison, comparison.keepsOld else { throw error }
            throw comparison.explained(error)
        }
    }

    /// - Returns: the changes by configuration.
    mutating func publish() -> [Changed] {
        for comparison in comparisons {
            let news = system.noteRestarts(comparison)
            if !news.isEmpty { restarts[comparison.name] = news }
        }
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
        // A changed comment is not reported to callbacks, but to audit trails.
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

    /// Computed only for names with a listener.
    private func changes() -> [FileChange] {
        let isObserved = !system.telemetry.observers.isEmpty
        return changedNames.filter { isObserved || system.fileCallbacks.wants($0) }.compactMap {
            name in
            guard let new = loaded(name) ?? written[name] else { return nil }
            let catalogue = system.registrations.withLock { $0[name] }?.catalogue()
            let published = old.first { $0.name == name }?.document
            guard let old = published ?? cachedDocument(name) else { return nil }
            // As they were written, also where snapshots keep the values of before.
            let restarts = restarts[name] ?? []
            let served = ValueDifference.between(
                DocumentValue(old.document.root),
                DocumentValue((loaded(name) ?? old).document.root)
            ).filter { change in !restarts.contains { $0.path == change.path } }
            let settings = (restarts + served).reported(
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
