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
    /// Comments, order, quoting and blank lines outside of the change stay byte for byte. Only
    /// changed settings are written, to the file of the lowest directory: a value from an overlay,
    /// a variable, an argument, a placeholder or a secret is never written to it. The value is
    /// published immediately, and is not reported by `changes`, because it is the caller's own.
    ///
    /// - Parameters:
    ///   - value: the whole configuration.
    ///   - merging: whether to keep settings that someone else has changed in the file since it was
    ///     loaded. If false, they are a conflict.
    ///   - migrating: whether to migrate a file of an older version on disk first, like
    ///     `migrate(_:)`. If false, nothing is saved to such a file.
    /// - Throws: all errors of the value, a conflict, or an error of the disk. The file is then
    ///   unchanged.
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
        let loaded = publisher.snapshot().values.first { $0.type == ObjectIdentifier(Value.self) }
        let document =
            loaded?.document.document
            ?? (try? layers.load(name, catalogue: SettingCatalogue(of: Value.self)))?.document
        let kept = document.map { written.keepingTexts(of: $0, as: Value.self) } ?? written
        // A text can express more than finite decimals.
        let isText = faults.allSatisfy { kept[$0.path]?.string != nil }
        if !faults.isEmpty, !isText || !kept.isAccepted(by: Value.schema) {
            throw .refused(ConfigError(findings: faults.map { $0.finding(in: name) }))
        }
        return try save(
            name,
            .value(kept, from: loaded.map { DocumentValue($0.document.document.root) }),
            try planner(name, merging: merging)
        )
    }

    /// Saves the configuration of a name; see `save(_:merging:)`.
    ///
    /// - Parameters:
    ///   - name: the name of the configuration.
    ///   - value: the whole configuration, as `load(name)` returns it.
    ///   - format: the format of a file that does not exist yet.
    ///   - merging: whether to keep settings that someone else has changed in the file since it was
    ///     loaded. If false, they are a conflict.
    ///   - migrating: whether to migrate a file of an older version on disk first.
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

    /// The effects of a save, without saving.
    ///
    /// - Parameter base: the value from which the new one was derived; nil for the current one.
    package func plan(
        _ name: String,
        _ value: DocumentValue,
        from base: DocumentValue? = nil
    ) throws(SaveError) -> SavePlan {
        try planner(name).plan(.value(value, from: base))
    }

    /// Carries out a plan; if the file has changed in the meantime, only without a conflict.
    @discardableResult
    package func save(_ plan: SavePlan, of name: String) throws(SaveError) -> SaveResult {
        try save(name, plan.wish, try settingPlanner(name, merging: true), ready: plan)
    }

    /// A planner for settings as they are named in the file, which may be of an older version.
    func settingPlanner(
        _ name: String,
        merging: Bool = false
    ) throws(SaveError) -> SavePlanner {
        let planner = try planner(name, merging: merging)
        guard layers.migrations.policy == .inMemory, let old = layers.oldFiles(of: name) else {
            return planner
        }
        return SavePlanner(
            layers: old.layers,
            registration: old.registration,
            isMerging: merging,
            served: .init(layers: layers, registration: planner.registration)
        )
    }

    /// The notice that the files of a configuration are of an older version; nil if they are not.
    package func noticeOfAge(_ name: String) -> Finding? {
        layers.oldFiles(of: name).flatMap { layers.noticeOfAge($0.file, name).first }
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
                    // A program that ignores the lock, such as an editor, has written the file
                    // between our reading and writing: its content now decides.
                    attempts += 1
                    guard case .file(let fault) = error, fault.reason == .changed, attempts < 10
                    else { throw error }
                }
            }
        }
    }

    /// Reads, plans and writes under the lock that all writers of this package use.
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

    /// Publishes the saved value from memory: another writer may have replaced the file already,
    /// and its content must be noticed as that writer's change.
    private func adopt(_ name: String, from layers: ConfigLayers) {
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        guard let written = try? layers.load(name, catalogue: catalogue) else { return }
        let published = publisher.snapshot().values.filter { $0.name == name }
        let comparison = compareForRestart(name, from: { published.first?.document }, to: written)
        if let comparison { _ = noteRestarts(comparison) }
        let loaded = comparison?.served ?? written
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
