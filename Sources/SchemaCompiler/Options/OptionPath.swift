import JSONSchema

/// A path in the options, with its place there.
struct OptionPath: Sendable {
    var path: String
    /// The finding if nothing exists at the path; nil for a default path.
    var missing: Finding?

    var isMissing: Bool { !FileSystem.isFile(path) && !FileSystem.isFolder(path) }
}
