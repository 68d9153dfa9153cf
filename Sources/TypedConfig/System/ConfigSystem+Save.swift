public import ConfigDocument
import ConfigFiles
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Saves a configuration to its file, by the smallest edit of the file's text.
    ///
    ///     var http = try system.load(HTTPConfig.self)
    ///     http.port = 8443
    ///     try system.save(http)
    ///
    /// Comments, order, quoting and blank lines stay byte for byte outside of what changed. Only
    /// changed settings are written, to the file of the lowest folder: a value that comes from an
    /// overlay, a variable, an argument, a placeholder or a secret never gets there. The value is
    /// loaded at once, and is not told to `changes`, since it is the caller's own.
    ///
    /// - Parameter merging: whether settings that somebody else has changed in the file since it
    ///   was loaded are kept. Without it, they are a conflict.
    /// - Parameter migrating: whether a file of an older version is migrated on the disk first, as
    ///   `migrate(_:)` does it. Without it, nothing is saved to such a file.
    /// - Throws: everything that is wrong with the value; a conflict; what the disk says. Then
    ///   the file is as it was.
    @discardableResult
    public func save<Value: ConfigType>(
        _ value: Value,
        merging: Bool = false,
        migrating: Bool = false
    ) throws(SaveError) -> SaveResult {
        register([Value.self])
        let name = Value.schema.name
        if migrating { try migrateFirst(name) }
        let (written, faults) = ValueWriter.write(value)
        if !faults.isEmpty {
            throw .refused(ConfigError(findings: faults.map { $0.finding(in: name) }))
        }
        let loaded = publisher.snapshot().values.first { $0.type == ObjectIdentifier(Value.self) }
        let document =
            loaded?.document.document
            ?? (try? layers.load(name, catalogue: SettingCatalogue(of: Value.self)))?.document
        let kept = document.map { written.keepingTexts(of: $0, as: Value.self) } ?? written
        return try save(
            name,
            .value(kept, from: loaded.map { DocumentValue($0.document.document.root) }),
            try planner(name, merging: merging)
        )
    }

    /// Saves the configuration of a name; see `save(_:merging:)`.
    ///
    /// - Parameters:
    ///   - value: all of it, as `load(name)` gives it.
    ///   - format: that of a file that is not there yet.
    ///   - migrating: whether a file of an older version is migrated on the disk first.
    @discardableResult
    public func save(
        _ name: String,
        _ value: DocumentValue,
        format: SaveFormat = .auto,
        merging: Bool = false,
        migrating: Bool = false
    ) throws(SaveError) -> SaveResult {
        if migrating { try migrateFirst(name) }
        return try save(
            name,
            .value(value, from: cache.value(name)),
            try planner(name, format: format, merging: merging)
        )
    }

    private func migrateFirst(_ name: String) throws(SaveError) {
        do throws(ConfigError) {
            guard source.hasFile(for: name) else { return }
            let document = try source.document(source.fileName(for: name))
            if try layers.migrations.old(document, name) != nil { try migrateFiles(name) }
        } catch {
            throw .refused(error)
        }
    }

    private func migrateFiles(_ name: String) throws(ConfigError) {
        do throws(ConfigError) {
            let isChanged = try layers.migrations.migrateFiles(
                of: name,
                in: source,
                below: Array(layers.sources.dropFirst())
            )
            if isChanged { invalidate(name) }
        } catch {
            telemetry.noteFailedMigration(name, error.findings)
            throw error
        }
    }

    /// What a save would do.
    ///
    /// - Parameter base: the value that the new one was made from; nil for that of the files now.
    package func plan(
        _ name: String,
        _ value: DocumentValue,
        from base: DocumentValue? = nil
    ) throws(SaveError) -> SavePlan {
        try planner(name).plan(.value(value, from: base))
    }

    /// Does what was planned; where the file is another by now, only if that is no conflict.
    @discardableResult
    package func save(_ plan: SavePlan, of name: String) throws(SaveError) -> SaveResult {
        try save(name, plan.wish, try planner(name, merging: true), ready: plan)
    }

    func planner(
        _ name: String,
        format: SaveFormat = .auto,
        merging: Bool = false
    ) throws(SaveError) -> SavePlanner {
        do throws(ConfigError) {
            return SavePlanner(
                layers: layers,
                registration: try registrations.withLock { $0 }.required(name),
                format: format,
                isMerging: merging
            )
        } catch {
            throw .refused(error)
        }
    }

    /// - Parameter ready: a plan for the content that the file probably still has.
    private func save(
        _ name: String,
        _ wish: SaveWish,
        _ planner: SavePlanner,
        ready: SavePlan? = nil
    ) throws(SaveError) -> SaveResult {
        do throws(SaveError) {
            let plan = try carryOut(name, wish, planner, ready)
            telemetry.noteSave(name, plan)
            return plan.result
        } catch {
            telemetry.noteRefusedSave(name, error)
            throw error
        }
    }

    private func carryOut(
        _ name: String,
        _ wish: SaveWish,
        _ planner: SavePlanner,
        _ ready: SavePlan?
    ) throws(SaveError) -> SavePlan {
        try reloading.withLock { (_) throws(SaveError) in
            var attempts = 0
            while true {
                do throws(SaveError) {
                    let plan = try carryOut(wish, planner, attempts == 0 ? ready : nil)
                    adopt(name, from: plan.layers)
                    return plan
                } catch {
                    // Somebody came between reading and writing, such as an editor, which knows of
                    // no lock: what it wrote decides now.
                    attempts += 1
                    guard case .file(let fault) = error, fault.reason == .changed, attempts < 10
                    else { throw error }
                }
            }
        }
    }

    /// Reads, thinks and writes while no other writer of this package does.
    private func carryOut(
        _ wish: SaveWish,
        _ planner: SavePlanner,
        _ ready: SavePlan?
    ) throws(SaveError) -> SavePlan {
        let path: String
        do throws(ConfigError) { path = try planner.diskPath() } catch { throw .refused(error) }
        let place: FilePlace
        do throws(FileError) { place = try .following(path) } catch { throw .file(error) }
        let name = place.name
        let folder: LockedFolder
        do throws(FileError) {
            folder = try place.locked(waiting: .seconds(5))
        } catch {
            throw .file(error)
        }
        let plan = if let ready { ready } else { try planner.plan(wish) }
        guard plan.oldText != plan.newText else { return plan }
        let old = plan.oldText.map { ExpectedContent.content(ContentDigest($0)) }
        do throws(FileError) {
            try telemetry.gates.admitChange()
            try folder.write(plan.newText, to: name, over: old ?? .nothing)
        } catch {
            throw .file(error)
        }
        return plan
    }

    /// Publishes what was saved, from memory: another writer may have replaced the file already,
    /// and what it wrote shall be noticed as its change.
    private func adopt(_ name: String, from layers: ConfigLayers) {
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        guard let written = try? layers.load(name, catalogue: catalogue) else { return }
        let published = publisher.snapshot().values.filter { $0.name == name }
        let loaded = noteRestarts(of: name, from: { published.first?.document }, to: written).served
        let values =
            published
            .compactMap { old -> PublishedValue? in
                let new = try? old.reloaded(as: loaded)
                return new === old ? nil : new
            }
        if !values.isEmpty { publisher.publish(values) }
        cache.add(loaded.document, nil, named: name, secrets: loaded.carriedSecrets, isMiss: false)
        keepAsLastGood(name, written)
    }
}
