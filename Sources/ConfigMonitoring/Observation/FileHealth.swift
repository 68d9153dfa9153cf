public import SchemaValidation
import TypedConfig

/// The validity of a configuration's files.
public struct FileHealth: Sendable, Equatable {
    /// The configuration's name.
    public var name: String
    /// The file's name as messages show it.
    public var file: String
    /// The version of the schema.
    public var version: String?
    /// The findings in the file, in the order of its lines.
    public var findings: [Finding] = []
    /// False if the file exists but cannot be opened.
    public var isReadable = true
    /// The file's version and the one to migrate to; nil if it is current.
    public var pendingMigration: PendingMigration?

    /// True if the file has no errors; warnings do not count.
    public var isValid: Bool { !findings.contains(where: \.isError) }

    /// The version of a file and the one that it can be migrated to.
    public struct PendingMigration: Sendable, Equatable {
        /// The version of the file.
        public var from: String
        /// The newest version.
        public var to: String
    }
}
