package import ConfigDocument
package import ConfigTypes
package import SchemaValidation

/// The schema versions of one configuration, as loading and saving need them. The module
/// ConfigVersioning implements the protocol, and only generated code of types with older versions
/// imports it: an application without such types links no migrations.
///
/// Versions are passed as strings; parsing them is up to the implementation.
package protocol FileHistory: ConfigHistory {
    /// True if no version is known.
    var isEmpty: Bool { get }

    /// The newest version, if the document literally contains it.
    func newest(of document: Document) -> String?

    /// - Parameter isOverlay: true if the document is a partial one, which has a version only if it
    ///   declares it.
    /// - Returns: nil for a document that declares none; the version is not guessed.
    func version(
        of document: Document,
        _ name: String,
        isOverlay: Bool
    ) throws(ConfigError) -> String?

    /// A file of a layer, migrated to the newest version; nil if it needs no migration.
    ///
    /// - Parameter version: the version of the file, or of the base file that it overrides.
    func migrated(
        _ document: Document,
        _ name: String,
        of version: String,
        isOverlay: Bool,
        policy: MigrationPolicy
    ) throws(ConfigError) -> UpgradedDocument?

    /// The schema of an older version; nil for the newest one, and if it is unknown.
    func olderSchema(_ version: String) -> CompiledSchema?

    /// The version of a file, if a newer one is known.
    func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion?

    /// The versions that a migration of the files would start and end with; nil if no file needs
    /// it.
    func pending(
        _ name: String,
        in source: any ConfigFolder,
        _ migrations: LoadMigrations
    ) -> (from: String, to: String)?

    /// Migrates the files of a configuration on disk, and records it.
    ///
    /// - Parameter higher: the sources whose files override these.
    /// - Returns: true if any file has changed.
    func migrateFiles(
        of name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder],
        makesBackup: Bool,
        _ migrations: LoadMigrations
    ) throws(ConfigError) -> Bool
}

/// A file of an older version.
package struct OldVersion {
    /// The finding at the version in the file, without a message.
    private let place: Finding
    private let version: String
    private let newest: String
    private let name: String

    /// - Parameter place: a finding at the version that the file declares.
    package init(_ version: String, newest: String, of name: String, at place: Finding) {
        (self.version, self.newest, self.name) = (version, newest, name)
        self.place = place
    }

    /// The notice for reports about the file.
    ///
    /// - Parameter policy: an error if it refuses the file, otherwise a warning.
    func notice(_ policy: MigrationPolicy) -> Finding {
        if policy == .refuse { return refused }
        var finding = place
        finding.severity = .warning
        finding.message =
            "the file has version \(version), and is migrated to \(newest) whenever it is loaded"
        finding.suggestion = "\(OperatorTool.name) migrate \(name) rewrites it"
        return finding
    }

    /// The error for a file that must be migrated first.
    package var refused: Finding {
        var finding = place
        finding.message = "the file has version \(version), and must be migrated to \(newest)"
        finding.suggestion = "run \(OperatorTool.name) migrate \(name)"
        return finding
    }

    /// The error for a save that would write a value of the newest version into the file.
    var refusal: ConfigError {
        var finding = refused
        finding.message = "not saved: " + finding.message
        return ConfigError(finding)
    }
}
