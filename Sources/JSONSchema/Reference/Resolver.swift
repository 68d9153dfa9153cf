import ConfigDocument
import SchemaValidation

/// Finds every schema of a document and of all documents that it refers to, registers their URIs
/// and anchors, and resolves the references of reachable schemas. Schemas in unreferenced
/// definitions are registered, but their references are not resolved. All problems are collected;
/// none ends the search.
struct Resolver {
    private let registry: SchemaRegistry
    private var root = SchemaNode(document: 0, index: 0)
    private var documents: [Document] = []
    private var resources: [SchemaGraph.Resource] = []
    /// The resource of each schema, by document and tape index, as in the graph.
    private var resourceOfSchema: [[Int32]] = []
    private var resourceByURI: [String: Int] = [:]
    private var targets: [SchemaNode: SchemaNode] = [:]
    private var dynamicTargets: [SchemaNode: SchemaNode] = [:]
    /// The targets of references within their own resource, by resource: most are repeated.
    private var localTargets: [[String: SchemaNode]] = []
    /// The schemas to visit next.
    private var pending: [SchemaNode] = []
    /// True if each schema is reachable, by document and tape index.
    private var isReached: [[Bool]] = []
    /// The unreached schemas that have references.
    private var unfollowed: Set<SchemaNode> = []
    /// The resources with at least one reached schema.
    private var entered: Set<Int> = []
    private var faults = SchemaFaults()
    /// Indexes of large containers, so that many references into one stay cheap.
    private var indexes: [SchemaNode: MemberIndex] = [:]
    /// URIs that cannot be loaded: reported at each reference, but tried only once.
    private var failures: [String: SchemaLoadError] = [:]
    private var dialects: [String: Dialect] = [:]
    /// The documents being loaded for `$schema`, to end circles of meta-schemas.
    private var metaSchemasInProgress: Set<String> = []

    init(registry: SchemaRegistry) { self.registry = registry }

    /// The graph as far as it could be resolved, and its faults. It omits references that could not
    /// be resolved.
    mutating func resolve(
        _ document: Document,
        baseURI: String
    ) -> (graph: SchemaGraph, faults: SchemaFaults) {
        root = index(document, at: baseURI, dialect: registry.defaultDialect)
        pending.append(root)
        reachPending()
        return (graph, faults)
    }

    /// The graph including the references of unreferenced definitions, and their faults. Call it
    /// after `resolve`.
    mutating func resolveUnused() -> (graph: SchemaGraph, faults: SchemaFaults) {
        faults = SchemaFaults()
        pending = unfollowed.sorted { ($0.document, $0.index) > ($1.document, $1.index) }
        reachPending()
        return (graph, faults)
    }

    private var graph: SchemaGraph {
        SchemaGraph(
            root: root,
            documents: documents,
            resources: resources,
            resourceOfSchema: resourceOfSchema,
            targets: targets,
            dynamicTargets: dynamicTargets
        )
    }

    // MARK: Registering schemas

    private mutating func index(
        _ document: Document,
        at uri: String,
        dialect: Dialect
    ) -> SchemaNode {
        documents.append(document)
        let count = document.storage.view.next(after: 0)
        resourceOfSchema.append(Array(repeating: SchemaGraph.noSchema, count: count))
        isReached.append(Array(repeating: false, count: count))
        let root = SchemaNode(document: documents.count - 1, index: 0)
        let base = URI(uri).resource
        let own = self.dialect(of: document.root, inheriting: dialect)
        let resource = addResource(base, root: root, dialect: own)
        visit(root, resource: resource)
        return root
    }

    private mutating func addResource(
        _ uri: String,
        root: SchemaNode,
        dialect: Dialect
    ) -> Int {
        resources.append(SchemaGraph.Resource(uri: uri, root: root, dialect: dialect))
        localTargets.append([:])
        if resourceByURI[uri] == nil { resourceByURI[uri] = resources.count - 1 }
        return resources.count - 1
    }

    /// Registers a schema and its subschemas. The stack is explicit, since schemas may nest deeply.
    private mutating func visit(_ root: SchemaNode, resource: Int) {
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

    private mutating func addAnchor(
        _ name: String,
        _ node: SchemaNode,
        in resource: Int,
        at cursor: Cursor
    ) {
        if let other = resources[resource].anchors[name], other != node {
            report("the anchor \(quoted(name)) is given twice in one schema", at: cursor)
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
                    "the meta-schema requires the vocabulary \(quoted(key.text)), which is not known",
                    at: schema
                )
            }
        }
        return vocabularies
    }

    // MARK: Following references

    private mutating func reachPending() {
        while let node = pending.popLast() {
            guard !isReached[node.document][node.index] else { continue }
            isReached[node.document][node.index] = true
            let resource = resource(of: node)
            if entered.insert(resource).inserted { reachDynamicAnchors(of: resource) }
            let cursor = Cursor(document: documents[node.document], index: node.index)
            let draft = resources[resource].dialect.draft
            if unfollowed.remove(node) != nil {
                followReferences(of: node)
                if draft.referenceHidesSiblings, cursor["$ref"]?.string != nil { continue }
            }
            let start = pending.count
            let view = cursor.document.storage.view
            SubschemaKeyword.forEachApplied(of: node.index, in: view, draft) {
                pending.append(SchemaNode(document: node.document, index: $0))
            }
            // In the order of the text, which determines the numbers of documents.
            pending[start...].reverse()
        }
    }

    /// Any dynamic reference may resolve to these.
    private mutating func reachDynamicAnchors(of resource: Int) {
        let anchors = resources[resource].dynamicAnchors.values
        pending += anchors.sorted { ($0.document, $0.index) < ($1.document, $1.index) }
        if resources[resource].isRecursiveAnchor { pending.append(resources[resource].root) }
    }

    private mutating func followReferences(of node: SchemaNode) {
        let cursor = Cursor(document: documents[node.document], index: node.index)
        let draft = resources[resource(of: node)].dialect.draft
        follow("$ref", of: node, cursor)
        if draft == .draft2020 { follow("$dynamicRef", of: node, cursor) }
        if draft == .draft2019 { follow("$recursiveRef", of: node, cursor) }
    }

    private mutating func follow(_ keyword: String, of node: SchemaNode, _ cursor: Cursor) {
        guard let reference = cursor[keyword] else { return }
        guard let text = reference.string else {
            report("\(keyword) must be a string: the URI of a schema", at: reference)
            return
        }
        guard let target = target(of: text, in: resource(of: node), at: reference) else { return }
        pending.append(target)
        if keyword == "$ref" {
            targets[node] = target
        } else {
            dynamicTargets[node] = target
        }
    }

    private func knownResource(_ document: Int, _ index: Int) -> Int? {
        let resource = resourceOfSchema[document][index]
        return resource == SchemaGraph.noSchema ? nil : Int(resource)
    }

    private func resource(of node: SchemaNode) -> Int {
        knownResource(node.document, node.index) ?? 0
    }

    private mutating func target(
        of text: String,
        in referrer: Int,
        at reference: Cursor
    ) -> SchemaNode? {
        // Most references stay in their resource: a fragment can be resolved without a URI.
        if text.utf8.first == UInt8(ascii: "#") {
            if let known = localTargets[referrer][text] { return known }
            let fragment = String(Substring(text.utf8.dropFirst()))
            let target = target(of: fragment, in: referrer, written: text, at: reference)
            localTargets[referrer][text] = target
            return target
        }
        let uri = URI(text).resolved(against: URI(resources[referrer].uri))
        guard let resource = resource(at: uri.resource, for: reference, in: referrer) else {
            return nil
        }
        return target(of: uri.fragment ?? "", in: resource, written: text, at: reference)
    }

    private mutating func target(
        of encoded: String,
        in resource: Int,
        written text: String,
        at reference: Cursor
    ) -> SchemaNode? {
        let fragment = URI.percentDecoded(encoded)
        if fragment.isEmpty { return resources[resource].root }
        guard fragment.hasPrefix("/") else {
            if let anchor = resources[resource].anchors[fragment] { return anchor }
            report(
                "\(quoted(text)) names the anchor \(quoted(fragment)), which no schema has",
                suggestion: names(in: resource).anchorSuggestion(for: fragment, insteadOf: text),
                at: reference
            )
            return nil
        }
        return target(at: fragment, in: resource, written: text, at: reference)
    }

    private mutating func target(
        at fragment: String,
        in resource: Int,
        written text: String,
        at reference: Cursor
    ) -> SchemaNode? {
        let root = resources[resource].root
        var cursor = Cursor(document: documents[root.document], index: root.index)
        // The base URI of a schema inside an unknown keyword is that of the last schema passed.
        var enclosing = resource
        let tokens = JSONPointer(text: fragment)?.tokens ?? []
        for token in tokens {
            guard let next = step(token, in: cursor, root.document) else {
                report(
                    "\(quoted(text)) leads nowhere: there is no \(quoted(token))",
                    suggestion: names(in: resource).pathSuggestion(for: tokens, insteadOf: text),
                    at: reference
                )
                return nil
            }
            cursor = next
            enclosing = knownResource(root.document, cursor.index) ?? enclosing
        }
        let node = SchemaNode(document: root.document, index: cursor.index)
        if knownResource(node.document, node.index) == nil {
            guard cursor.isObject || cursor.bool != nil else {
                report("\(quoted(text)) leads to a value that is no schema", at: reference)
                return nil
            }
            visit(node, resource: enclosing)
        }
        return node
    }

    /// Takes one step along a pointer. Large objects and arrays are indexed.
    private mutating func step(_ token: String, in cursor: Cursor, _ document: Int) -> Cursor? {
        guard cursor.count > MemberIndex.worthwhile else {
            return JSONPointer.step(token, in: cursor)
        }
        let node = SchemaNode(document: document, index: cursor.index)
        if let known = indexes[node] { return known.step(token, in: cursor) }
        let index = MemberIndex(cursor)
        indexes[node] = index
        return index.step(token, in: cursor)
    }

    private mutating func resource(
        at uri: String,
        for reference: Cursor,
        in referrer: Int
    ) -> Int? {
        if let known = resourceByURI[uri] { return known }
        guard let document = load(uri, for: reference, in: referrer) else { return nil }
        // The document may have been loaded under another of its URIs.
        if let known = resourceByURI[uri] { return known }
        let root = index(document, at: uri, dialect: dialectOfReferrer(reference))
        return resourceByURI[uri] ?? knownResource(root.document, root.index)
    }

    /// The dialect of a document without `$schema`: that of the schema that refers to it.
    private func dialectOfReferrer(_ reference: Cursor) -> Dialect {
        for (number, document) in documents.enumerated()
        where document.storage === reference.document.storage {
            return knownResource(number, 0).map { resources[$0].dialect }
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
        missing.known += resourceByURI.keys
        let suggestion =
            missing.suggestion(as: text)
            ?? referrer.flatMap { names(in: $0).suggestion(forFile: text) }
        report(missing.message(as: text), suggestion: suggestion ?? missing.question, at: reference)
    }

    private mutating func report(
        _ message: String,
        suggestion: String? = nil,
        at cursor: Cursor
    ) {
        faults.report(message, suggestion: suggestion, at: cursor)
    }

    private func names(in resource: Int) -> ResourceNames {
        let root = resources[resource].root
        return ResourceNames(
            root: Cursor(document: documents[root.document], index: root.index),
            anchors: resources[resource].anchors.keys.sorted()
        )
    }
}
