/// The treatment of a file of an older version when it is loaded.
public enum MigrationPolicy: Sendable, Equatable {
    /// It is migrated in memory, and stays as it is on the disk. On a fleet this comes first: every
    /// reader understands both versions before any file is rewritten.
    case inMemory
    /// It is migrated on the disk, as `configctl migrate` does it.
    case writeBack(backup: Bool = true)
    /// It is an error.
    case refuse
}
