import ConfigDocument
import SchemaValidation

/// The documents that were read, with their resources: URIs, anchors and dialects, and the resource
/// that each schema is in. Documents are loaded as references and dialects ask for them.
struct ResourceIndex {
    private let registry: SchemaRegistry
    private(set) var documents: [Document] = []
    private(set) var resources: [SchemaGraph.Resource] = []
    /// By document and tape index, as in the graph.
    private(set) var resourceOfSchema: [[Int32]] = []
    private var resourceByURI: [String: Int] = [:]
    /// The schemas that have references, until these are followed.
    private(set) var unfollowed: Set<SchemaNode> = []
    private(set) var faults = SchemaFaults()
    /// URIs that cannot be loaded: reported at each reference, but tried only once.
    private var failures: [String: SchemaLoadError] = [:]
    private var dialects: [String: Dialect] = [:]
    /// The documents being loaded for `$schema`, to end circles of meta-schemas.
    private var metaSchemasInProgress: Set<String> = []

    init(registry: SchemaRegistry) { self.registry = registry }

    /// - Returns: whether the schema has references that were not followed yet.
    mutating func follow(_ node: SchemaNode) -> Bool { unfollowed.remove(node) != nil }

    mutating func forgetFaults() { faults = SchemaFaults() }

    func cursor(of node: SchemaNode) -> Cursor {
        Cursor(document: documents[node.document], index: node.index)
    }

    /// The resource of a schema; nil for a value that was not registered as one.
    func knownResource(of node: SchemaNode) -> Int? {
        let resource = resourceOfSchema[node.document][node.index]
        return resource == SchemaGraph.noSchema ? nil : Int(resource)
    }

    func resource(of node: SchemaNode) -> Int { knownResource(of: node) ?? 0 }

    // MARK: Registering schemas

    /// - Parameter dialect: that of a document without `$schema`; nil for the default.
    mutating func add(
        _ document: Document,
        at uri: String,
        dialect: Dialect? = nil
    ) -> SchemaNode {
        documents.append(document)
        let count = document.storage.view.next(after: 0)
        resourceOfSchema.append(Array(repeating: SchemaGraph.noSchema, count: count))
        let root = SchemaNode(document: documents.count - 1, index: 0)
        let base = URI(uri).resource
        let own = self.dialect(
            of: document.root,
            inheriting: dialect ?? registry.defaultDialect
        )
        let resource = addResource(base, root: root, dialect: own)
        register(root, resource: resource)
        return root
    }

    private mutating func addResource(
        _ uri: String,
        root: SchemaNode,
        dialect: Dialect
    ) -> Int {
        resources.append(SchemaGraph.Resource(uri: uri, root: root, dialect: dialect))
        if resourceByURI[uri] == nil { resourceByURI[uri] = resources.count - 1 }
        return resources.count - 1
    }

    /// Registers a schema and its subschemas. The stack is explicit, since schemas may nest deeply.
    mutating func register(_ root: SchemaNode, resource: Int) {
        let document = documents[root.document]
        let view = document.storage.view
        var stack = [(index: root.index, resource: resource)]
        while let (index, outer) = stack.popLast() {
            guard resourceOfSchema[root.document][index] == SchemaGraph.noSchema else { continue }
            guard view[index].kind == .object else {
                resourceOfSchema[root.document][index] = Int32(outer)
                continue
            }
            let node = SchemaNode(document: root.document, index: index)
            let names = IdentifyingKeywords(of: index, in: view)
            let isNamed = names.contains(.name) || (names.contains(.dialect) && index != 0)
            let resource =
                isNamed
                ? identify(Cursor(document: document, index: index), node, in: outer) : outer
            resourceOfSchema[root.document][index] = Int32(resource)
            if names.contains(.reference) { unfollowed.insert(node) }
            let draft = resources[resource].dialect.draft
            SubschemaKeyword.forEachSubschema(
                of: index,
                in: view,
                draft,
                isHidden: names.contains(.plainReference) && draft.referenceHidesSiblings
            ) { stack.append(($0, resource)) }
        }
    }

    /// Reads `$id` and the anchors of a schema, and returns its resource.
    private mutating func identify(_ cursor: Cursor, _ node: SchemaNode, in outer: Int) -> Int {
        guard cursor.isObject else { return outer }
        let outerDraft = resources[outer].dialect.draft
        if outerDraft.referenceHidesSiblings, cursor["$ref"]?.string != nil, node.index != 0 {
            return outer
        }
        var resource = outer
        var dialect = resources[outer].dialect
        if node.index != 0, cursor["$schema"] != nil {
            dialect = self.dialect(of: cursor, inheriting: dialect)
        }
        let hidden = dialect.draft.referenceHidesSiblings && cursor["$ref"]?.string != nil
        if !hidden, let id = cursor[dialect.draft.idKeyword], let text = id.string {
            var uri = URI(text)
            let anchor = uri.fragment
            if let anchor, !anchor.isEmpty {
                if dialect.draft <= .draft7 {
                    resources[resource].anchors[anchor] = node
                } else {
                    report("\(quoted(text)) names an anchor; use $anchor for that", at: id)
                }
                uri.fragment = nil
            }
            if !uri.isEmpty || text == "" {
                let absolute = uri.resolved(against: URI(resources[outer].uri)).resource
                if absolute != resources[outer].uri {
                    if isAnother(node, at: absolute) {
                        report(
                            "the \(dialect.draft.idKeyword) \(quoted(text)) is given to two different schemas",
                            at: id
                        )
                    }
                    resource = addResource(absolute, root: node, dialect: dialect)
                    if let anchor, !anchor.isEmpty, dialect.draft <= .draft7 {
                        resources[resource].anchors[anchor] = node
                    }
                }
            }
        }
        if dialect.draft >= .draft2019, let anchor = cursor["$anchor"]?.string {
            addAnchor(anchor, node, in: resource, at: cursor)
        }
        if dialect.draft == .draft2020, let anchor = cursor["$dynamicAnchor"]?.string {
            addAnchor(anchor, node, in: resource, at: cursor)
            resources[resource].dynamicAnchors[anchor] = node
        }
        if dialect.draft == .draft2019, cursor["$recursiveAnchor"]?.bool == true,
            resources[resource].root == node
        {
            resources[resource].isRecursiveAnchor = true
        }
        return resource
    }

    /// True if a different schema of the document has the URI already. Copies do no harm.
    private func isAnother(_ node: SchemaNode, at uri: String) -> Bool {
        guard let known = resourceByURI[uri].map({ resources[$0].root }), known != node,
            known.document == node.document
        else { return false }
        return DocumentValue(cursor(of: known)) != DocumentValue(cursor(of: node))
    }

    private mutating func addAnchor(
        _ name: String,
        _ node: SchemaNode,
        in resource: Int,
        at cursor: Cursor
    ) {
        if let other = resources[resource].anchors[name], other != node {
            report("the anchor \(quoted(name)) is declared twice in one schema", at: cursor)
        }
        resources[resource].anchors[name] = node
    }

    // MARK: Dialects

    /// The dialect named by a schema's `$schema`.
    private mutating func dialect(of cursor: Cursor, inheriting outer: Dialect) -> Dialect {
        guard let schema = cursor["$schema"], let text = schema.string else { return outer }
        if let draft = Draft(metaSchema: text) { return Dialect(draft) }
        let uri = URI(text).resource
        if let known = dialects[uri] { return known }
        guard metaSchemasInProgress.insert(uri).inserted else { return outer }
        defer { metaSchemasInProgress.remove(uri) }
        guard let metaSchema = load(uri, for: schema) else { return outer }
        var dialect = dialect(of: metaSchema.root, inheriting: outer)
        if dialect.draft >= .draft2019, let vocabularies = metaSchema.root["$vocabulary"] {
            dialect.vocabularies = self.vocabularies(
                vocabularies,
                draft: dialect.draft,
                for: schema
            )
        }
        dialects[uri] = dialect
        return dialect
    }

    private mutating func vocabularies(
        _ object: Cursor,
        draft: Draft,
        for schema: Cursor
    ) -> Vocabularies {
        var vocabularies = Vocabularies.core
        for (key, value) in object.members {
            if let vocabulary = Vocabularies(uri: key.text, draft: draft) {
                vocabularies.insert(vocabulary)
                // In 2019-09, requiring the only format vocabulary makes formats assertions.
                if vocabulary == .formatAnnotation, draft == .draft2019, value.bool == true {
                    vocabularies.insert(.formatAssertion)
                }
            } else if value.bool == true {
                report(
                    "the meta-schema requires the vocabulary \(quoted(key.text)), which is not supported",
                    at: schema
                )
            }
        }
        return vocabularies
    }

    // MARK: Loading

    /// The resource that a reference names, from a document that is loaded if necessary.
    mutating func resource(
        at uri: String,
        for reference: Cursor,
        in referrer: Int
    ) -> Int? {
        if let known = resourceByURI[uri] { return known }
        guard let document = load(uri, for: reference, in: referrer) else { return nil }
        // The document may have been loaded under another of its URIs.
        if let known = resourceByURI[uri] { return known }
        let root = add(document, at: uri, dialect: dialectOfReferrer(reference))
        return resourceByURI[uri] ?? knownResource(of: root)
    }

    /// The dialect of a document without `$schema`: that of the schema that refers to it.
    private func dialectOfReferrer(_ reference: Cursor) -> Dialect {
        for (number, document) in documents.enumerated()
        where document.storage === reference.document.storage {
            return knownResource(of: SchemaNode(document: number, index: 0)).map {
                resources[$0].dialect
            }
                ?? registry.defaultDialect
        }
        return registry.defaultDialect
    }

    /// - Parameter referrer: the resource that refers to the document, unless by `$schema`.
    private mutating func load(
        _ uri: String,
        for reference: Cursor,
        in referrer: Int? = nil
    ) -> Document? {
        if failures[uri] == nil {
            do throws(SchemaLoadError) {
                if let document = try registry.document(at: uri) { return document }
                let known = registry.uris + resourceByURI.keys
                failures[uri] = SchemaLoadError(missing: uri, among: known)
            } catch {
                failures[uri] = error
                if let finding = error.finding { faults.report(finding) }
            }
        }
        if let failure = failures[uri] { report(failure, reference, in: referrer) }
        return nil
    }

    private mutating func report(
        _ failure: SchemaLoadError,
        _ reference: Cursor,
        in referrer: Int?
    ) {
        guard var missing = failure.missing, let text = reference.string else {
            report(failure.message, suggestion: failure.suggestion, at: reference)
            return
        }
        if let message = missing.absoluteMessage(as: text) { return report(message, at: reference) }
        missing.known += resourceByURI.keys
        let suggestion =
            missing.suggestion(as: text)
            ?? referrer.flatMap { names(in: $0).suggestion(forFile: text) }
        report(missing.message(as: text), suggestion: suggestion ?? missing.question, at: reference)
    }

    mutating func report(
        _ message: String,
        suggestion: String? = nil,
        at cursor: Cursor
    ) {
        faults.report(message, suggestion: suggestion, at: cursor)
    }

    /// The probable targets of a reference into a resource.
    func names(in resource: Int) -> ResourceNames {
        let root = resources[resource].root
        return ResourceNames(
            root: cursor(of: root),
            anchors: resources[resource].anchors.keys.sorted()
        )
    }
}
