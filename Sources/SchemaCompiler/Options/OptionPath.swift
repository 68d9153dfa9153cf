import JSONSchema

/// A path, and where it was asked for.
struct OptionPath: Sendable {
    var path: String
    /// What to say where there is nothing at the path; nil where nobody wrote it down.
    var missing: Finding?

    var isMissing: Bool { !FileSystem.isFile(path) && !FileSystem.isFolder(path) }
}
