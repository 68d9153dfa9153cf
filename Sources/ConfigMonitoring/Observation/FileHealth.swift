public import SchemaValidation
import TypedConfig

/// A configuration, and whether its files are what their schema says.
public struct FileHealth: Sendable, Equatable {
    /// The configuration's name.
    public var name: String
    /// The file, as messages call it.
    public var file: String
    /// Of the schema that it is held to.
    public var version: String?
    /// What is wrong with the file, in the order of its lines.
    public var findings: [Finding] = []
    /// False for a file that is there, and cannot be opened.
    public var isReadable = true
    /// The version that the file has and the one that it could be migrated to; nil where it is
    /// current.
    public var pendingMigration: PendingMigration?

    /// Whether there is no error; warnings do not count.
    public var isValid: Bool { !findings.contains(where: \.isError) }

    /// The versions that a file has and could be migrated to.
    public struct PendingMigration: Sendable, Equatable {
        /// The version of the file.
        public var from: String
        /// The newest version.
        public var to: String
    }
}
