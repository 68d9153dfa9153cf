import ConfigDocument
package import Synchronization

/// The histories of the types of a system, and the policy for older files.
package final class LoadMigrations: Sendable {
    package let policy: MigrationPolicy
    package let histories = Mutex<[String: any FileHistory]>([:])
    package let known = Mutex(Registrations())

    /// Admits migrations on disk, and reports them.
    package let telemetry: Telemetry?

    package init(policy: MigrationPolicy, telemetry: Telemetry? = nil) {
        self.policy = policy
        self.telemetry = telemetry
    }

    /// Histories without types, for inspecting documents.
    package convenience init(of histories: [String: any FileHistory]) {
        self.init(policy: .inMemory)
        self.histories.withLock { $0 = histories }
    }

    func add(_ types: [any ConfigType.Type]) {
        known.withLock { known in
            for type in types { known.add(Registration(type)) }
        }
        histories.withLock { histories in
            for type in types {
                let history = type.migrations
                // Most types have no history, and this test is far cheaper than a conformance
                // check.
                if history is NoHistory { continue }
                guard let history = history as? any FileHistory, !history.isEmpty else { continue }
                histories[type.schema.name] = history
            }
        }
    }

    package subscript(name: String) -> (any FileHistory)? { histories.withLock { $0[name] } }

    func newest(of document: Document, _ name: String) -> String? {
        self[name]?.newest(of: document)
    }

    func version(
        of document: Document,
        _ name: String,
        isOverlay: Bool
    ) throws(ConfigError) -> String? {
        try self[name]?.version(of: document, name, isOverlay: isOverlay)
    }

    func migrated(
        _ document: Document,
        _ name: String,
        of version: String,
        isOverlay: Bool
    ) throws(ConfigError) -> UpgradedDocument? {
        try self[name]?.migrated(
            document,
            name,
            of: version,
            isOverlay: isOverlay,
            policy: policy
        )
    }

    func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion? {
        try self[name]?.old(document, name)
    }

    /// The versions that a migration of the files would start and end with; nil if no file needs
    /// it.
    package func pending(_ name: String, in source: any ConfigFolder) -> (from: String, to: String)?
    {
        self[name]?.pending(name, in: source, self)
    }

    /// Migrates the files on disk, and records it.
    ///
    /// - Returns: true if any file has changed.
    func migrateFiles(
        of name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder],
        makesBackup: Bool = true
    ) throws(ConfigError) -> Bool {
        guard let history = self[name] else { return false }
        return try history.migrateFiles(
            of: name,
            in: source,
            below: higher,
            makesBackup: makesBackup,
            self
        )
    }

    /// Migrates the file on disk if the policy asks for it, and reads it again.
    func writeBack(
        _ name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder]
    ) throws(ConfigError) -> Document? {
        guard case .writeBack(let backup) = policy, source is DirectorySource else { return nil }
        _ = try migrateFiles(of: name, in: source, below: higher, makesBackup: backup)
        return try source.document(source.fileName(for: name))
    }
}
