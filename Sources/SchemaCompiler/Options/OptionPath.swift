import JSONSchema

/// A path in the options, with its place there.
struct OptionPath: Sendable {
    var path: String
    /// The finding if nothing exists at the path; nil for a default path.
    var missing: Finding?

    var isMissing: Bool { !FileSystem.isFile(file) && !FileSystem.isFolder(path) }

    /// The path of the file, of which the path may name a part.
    var file: String { FileSystem.pathWithoutFragment(path) }
}
