public import ConfigDocument

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

    /// Resolves all references of a schema, and of all that they lead to. Those of definitions that
    /// nothing refers to are left alone.
    ///
    /// - Parameter baseURI: where the document was retrieved from: the base of relative references
    ///   in a schema without `$id`.
    public func resolve(
        _ document: Document,
        baseURI: String
    ) throws(SchemaError) -> SchemaGraph {
        var resolver = Resolver(registry: self)
        let (graph, faults) = resolver.resolve(document, baseURI: baseURI)
        guard faults.isEmpty else {
            throw SchemaError(findings: Self.findings(in: graph, faults))
        }
        return graph
    }

    /// Resolves what can be resolved, and hands out everything that is wrong with the schemas beside
    /// it: references that lead nowhere and keywords that make no sense, in one run. What leads
    /// nowhere from a definition that nothing refers to is apart, since it does no harm.
    package func examine(
        _ document: Document,
        baseURI: String
    ) -> (graph: SchemaGraph, findings: [Finding], unused: [Finding]) {
        var resolver = Resolver(registry: self)
        let (used, faults) = resolver.resolve(document, baseURI: baseURI)
        let (graph, unused) = resolver.resolveUnused()
        return (
            graph, Self.findings(in: used, faults),
            unused.isEmpty ? [] : unused.error(documents: graph.documents).findings
        )
    }

    /// The URIs of the documents that were added.
    var uris: [String] { documents.keys.sorted() }

    private static func findings(in graph: SchemaGraph, _ faults: SchemaFaults) -> [Finding] {
        let compiler = ProgramCompiler(graph: graph, options: .configuration)
        let all = faults.adding(compiler.keywordFaults())
        return SchemaCheck.adding(to: all.error(documents: graph.documents).findings, graph)
    }

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
