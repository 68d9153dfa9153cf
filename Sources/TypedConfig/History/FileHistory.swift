package import ConfigDocument
package import ConfigTypes
package import SchemaValidation

/// The versions of one configuration, as loading and saving ask for them. The module ConfigVersioning
/// fulfils it, and only the generated code of types with older versions brings that along: without such
/// types, an application links no migrations.
///
/// Versions are passed as they are written; to read them is the history's own work.
package protocol FileHistory: ConfigHistory {
    /// Whether no version is known.
    var isEmpty: Bool { get }

    /// The newest version, where a document says in its very words that it is of it.
    func newest(of document: Document) -> String?

    /// - Parameter isOverlay: whether the document is a part, which has a version only if it says so.
    /// - Returns: nil for a document without one, which is not guessed.
    func version(
        of document: Document,
        _ name: String,
        isOverlay: Bool
    ) throws(ConfigError) -> String?

    /// A file of a layer by the newest version; nil where it is as it should be.
    ///
    /// - Parameter version: its own, or that of the file that it is put over.
    func migrated(
        _ document: Document,
        _ name: String,
        of version: String,
        isOverlay: Bool,
        policy: MigrationPolicy
    ) throws(ConfigError) -> UpgradedDocument?

    /// The version of a file, where a newer one is known.
    func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion?

    /// The versions that a migration of the files would lead from and to; nil where there is nothing to
    /// do.
    func pending(
        _ name: String,
        in source: any ConfigFolder,
        _ migrations: LoadMigrations
    ) -> (from: String, to: String)?

    /// Migrates the files of a configuration on the disk, and records that.
    ///
    /// - Parameter higher: the sources whose files are put over those.
    /// - Returns: whether any of them has changed.
    func migrateFiles(
        of name: String,
        in source: any ConfigFolder,
        below higher: [any ConfigFolder],
        makesBackup: Bool,
        _ migrations: LoadMigrations
    ) throws(ConfigError) -> Bool
}

/// A file that is of an older version than the newest.
package struct OldVersion {
    private let finding: Finding

    /// - Parameter finding: what the file is, and how it is mended.
    package init(_ finding: Finding) { self.finding = finding }

    /// For those who look at the file.
    var warning: Finding {
        var finding = finding
        finding.severity = .warning
        return finding
    }

    /// For those who would write a value of the newest version into it.
    var refusal: ConfigError {
        var finding = finding
        finding.message = "not saved: " + finding.message
        return ConfigError(finding)
    }
}
