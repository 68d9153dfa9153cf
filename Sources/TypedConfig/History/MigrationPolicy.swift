/// The treatment of a file of an older schema version when it is loaded.
public enum MigrationPolicy: Sendable, Equatable {
    /// Migrates the file in memory and leaves it unchanged on disk. Start with this policy on a
    /// fleet: every reader then understands both versions before any file is rewritten.
    case inMemory
    /// Migrates the file on disk, like `configctl migrate`.
    case writeBack(backup: Bool = true)
    /// Reports the file as an error.
    case refuse
}
