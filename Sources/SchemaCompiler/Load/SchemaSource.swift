public import ConfigDocument
package import JSONSchema

/// A schema for which types are generated, with its names.
public struct SchemaSource: Sendable {
    /// The name for the type and the output: that of a versioned schema's directory, otherwise of
    /// the file.
    public var name: String
    /// The version in the name of its file; nil for a schema without history.
    public var version: String?
    /// The path as the user wrote it, for findings.
    public var path: String
    /// The path for generated files: without directories above those that the user gave.
    public var shownPath: String
    /// The base of relative references in a schema without `$id`.
    public var uri: String
    /// The canonical path of the directory that contains all allowed targets of references to
    /// files; nil allows none.
    public var root: String?
    /// The name of this directory in `shownPath`, with a trailing slash; empty if it is omitted.
    public var shownRoot: String
    /// The parsed schema.
    public var document: Document
    /// The file that the schema is a part of; nil for a schema of its own.
    var container: Container?
    /// The other versions, with the migrations between them; nil if they were not loaded.
    public var history: SchemaHistory?

    /// A file with several schemas.
    struct Container {
        var path: String
        var uri: String
        var document: Document
        /// Nil for a schema of which another part is meant.
        var kind: SchemaContainer?
    }

    /// The kind of file that it is a part of; nil for a schema, or a part of one.
    package var kindOfContainer: SchemaContainer? { container?.kind }

    /// True for a part of a file.
    package var isPart: Bool { container != nil }

    /// - Parameter shownPath: nil for the path.
    public init(
        name: String,
        version: String? = nil,
        path: String,
        shownPath: String? = nil,
        uri: String,
        root: String? = nil,
        shownRoot: String = "",
        document: Document
    ) {
        self.name = name
        self.version = version
        self.path = path
        self.shownPath = shownPath ?? path
        self.uri = uri
        self.root = root
        self.shownRoot = shownRoot
        self.document = document
    }
}
