public import ConfigDocument
import SchemaValidation

/// The documents available to references, by URI. Nothing is ever fetched from a network.
public struct SchemaRegistry: Sendable {
    /// Finds a document that was not added, by its absolute URI without fragment; nil if it does
    /// not exist. Throws if it exists but must not or cannot be read.
    public typealias Loader = @Sendable (_ uri: String) throws(SchemaLoadError) -> Document?

    /// The dialect of schemas without `$schema`.
    package var defaultDialect = Dialect(.draft2020)
    /// Called for documents that are neither added nor meta-schemas of the standard.
    public var loader: Loader?
    private var documents: [String: Document] = [:]

    /// Creates a registry that contains only the meta-schemas.
    public init() {}

    /// Registers a document under a URI, in addition to the `$id`s inside it.
    public mutating func add(_ document: Document, at uri: String) {
        documents[URI(uri).resource] = document
    }

    /// The URIs of the added documents.
    var uris: [String] { documents.keys.sorted() }

    func document(at uri: String) throws(SchemaLoadError) -> Document? {
        if let document = documents[uri] { return document }
        if let document = MetaSchemaDocuments.document(at: uri) { return document }
        return try loader?(uri)
    }
}

/// An error that makes a referenced document unusable, with a repair.
public struct SchemaLoadError: Error, Sendable {
    /// The reason that the document is not available.
    public var message: String
    /// The probable intention: `did you mean "types.json"?`
    public var suggestion: String?
    /// The finding if the document itself is at fault: not readable or not JSON.
    public var finding: Finding?
    /// The URI without a document, and the existing ones.
    var missing: MissingDocument?

    /// - Parameter finding: the error in the document itself, if it was read.
    public init(message: String, suggestion: String? = nil, finding: Finding? = nil) {
        self.message = message
        self.suggestion = suggestion
        self.finding = finding
    }
}

extension SchemaLoadError {
    /// The error for a file that exists, but not below the directory of all schemas.
    ///
    /// - Parameters:
    ///   - root: that directory; nil if there is none.
    ///   - alternative: the repair besides passing a higher directory.
    package init(file path: String, outsideOf root: String?, or alternative: String) {
        let place = root.map { "the schema root \(quoted($0, limit: 200))" } ?? "any schema root"
        self.init(
            message: "the reference leads to \(quoted(path, limit: 200)), outside of \(place): "
                + "pass the directory that contains both, or \(alternative)"
        )
    }

    /// The error for a URI without a document.
    ///
    /// - Parameter absolute: the message for a reference that is an absolute path, if that file
    ///   exists.
    package init(missing uri: String, among known: [String], absolute: String? = nil) {
        let missing = MissingDocument(uri: uri, known: known, absolute: absolute)
        self.init(message: missing.message(as: uri), suggestion: missing.suggestion(as: uri))
        self.missing = missing
    }
}
