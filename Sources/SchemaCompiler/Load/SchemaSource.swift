public import ConfigDocument

/// A schema that types are generated for, and what it is called.
public struct SchemaSource: Sendable {
    /// What names the type and the output: the folder of a versioned schema, else the file.
    public var name: String
    /// The version in its file's name; nil for a schema without history.
    public var version: String?
    /// As the user named it: for findings.
    public var path: String
    /// As the generated file names it: without folders above those that the user named.
    public var shownPath: String
    /// The base of relative references in a schema without `$id`.
    public var uri: String
    /// The canonical path of the folder that references to files must stay in; nil allows none.
    public var root: String?
    /// What this folder is called in `shownPath`, with a slash at the end; empty where it is left out.
    public var shownRoot: String
    /// The text of the schema.
    public var document: Document
    /// The other versions, and what leads from one to the next; nil where nobody has looked.
    public var history: SchemaHistory?

    /// - Parameter shownPath: nil takes the path.
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
