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

    /// The version of a file, if a newer one is known.
    func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion?

    /// The versions that a migration of the files would start and end with; nil if no file needs
    /// it.
    func pending(
        _ name: String,
        in source: any ConfigSource,
        _ migrations: LoadMigrations
    ) -> (from: String, to: String)?

    /// Migrates the files of a configuration on disk, and records it.
    ///
    /// - Parameter higher: the sources whose files override these.
    /// - Returns: true if any file has changed.
    func migrateFiles(
        of name: String,
        in source: any ConfigSource,
        below higher: [any ConfigSource],
        makesBackup: Bool,
        _ migrations: LoadMigrations
    ) throws(ConfigError) -> Bool
}

/// A file of an older version.
package struct OldVersion {
    private let finding: Finding

    /// - Parameter finding: the state of the file and its repair.
    package init(_ finding: Finding) { self.finding = finding }

    /// The warning for reports about the file.
    var warning: Finding {
        var finding = finding
        finding.severity = .warning
        return finding
    }

    /// The error for a save that would write a value of the newest version into the file.
    var refusal: ConfigError {
        var finding = finding
        finding.message = "not saved: " + finding.message
        return ConfigError(finding)
    }
}
