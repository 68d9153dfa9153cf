public import ConfigDocument
import SchemaValidation

/// The documents that references may lead to, by URI. Nothing is ever fetched from a network.
public struct SchemaRegistry: Sendable {
    /// Finds a document that was not added, by its absolute URI without fragment; nil where there
    /// is none. Throws where there is one that must not or cannot be read.
    public typealias Loader = @Sendable (_ uri: String) throws(SchemaLoadError) -> Document?

    /// For schemas that have no `$schema`.
    public var defaultDialect = Dialect(.draft2020)
    /// Asked after the added documents and the meta-schemas of the standard.
    public var loader: Loader?
    private var documents: [String: Document] = [:]

    public init() {}

    /// Makes a document known by a URI, in addition to the `$id`s inside it.
    public mutating func add(_ document: Document, at uri: String) {
        documents[URI(uri).resource] = document
    }

    /// The URIs of the documents that were added.
    var uris: [String] { documents.keys.sorted() }

    func document(at uri: String) throws(SchemaLoadError) -> Document? {
        if let document = documents[uri] { return document }
        if let document = MetaSchemaDocuments.document(at: uri) { return document }
        return try loader?(uri)
    }
}

/// Why the document of a reference cannot be used, in words that say what to do.
public struct SchemaLoadError: Error, Sendable {
    public var message: String
    /// What was probably meant: `did you mean "types.json"?`
    public var suggestion: String?
    /// Where the document itself is at fault: not readable, no JSON.
    public var finding: Finding?
    /// The URI that has no document, and those that have one.
    var missing: MissingDocument?

    public init(message: String, suggestion: String? = nil, finding: Finding? = nil) {
        self.message = message
        self.suggestion = suggestion
        self.finding = finding
    }
}

extension SchemaLoadError {
    /// A URI has no document; others have.
    package init(missing uri: String, among known: [String]) {
        let missing = MissingDocument(uri: uri, known: known)
        self.init(message: missing.message(as: uri), suggestion: missing.suggestion(as: uri))
        self.missing = missing
    }
}
