import ConfigDocument
import SchemaValidation

/// Follows the references of reachable schemas, through a document and all documents that it refers
/// to. Schemas in unreferenced definitions are indexed, but their references are not followed. All
/// problems are collected; none ends the search.
struct Resolver {
    private var index: ResourceIndex
    private var root = SchemaNode(document: 0, index: 0)
    private var targets: [SchemaNode: SchemaNode] = [:]
    private var dynamicTargets: [SchemaNode: SchemaNode] = [:]
    /// The targets of references within their own resource, by resource: most are repeated.
    private var localTargets: [Int: [String: SchemaNode]] = [:]
    /// The schemas to visit next.
    private var pending: [SchemaNode] = []
    /// True if each schema is reachable, by document and tape index.
    private var isReached: [[Bool]] = []
    /// The resources with at least one reached schema.
    private var entered: Set<Int> = []
    /// Indexes of large containers, so that many references into one stay cheap.
    private var members: [SchemaNode: MemberIndex] = [:]

    init(registry: SchemaRegistry) { index = ResourceIndex(registry: registry) }

    /// The graph as far as it could be resolved, and its faults. It omits references that could not
    /// be resolved.
    mutating func resolve(
        _ document: Document,
        baseURI: String
    ) -> (graph: SchemaGraph, faults: SchemaFaults) {
        root = index.add(document, at: baseURI)
        pending.append(root)
        reachPending()
        return (graph, index.faults)
    }

    /// The graph including the references of unreferenced definitions, and their faults. Call it
    /// after `resolve`.
    mutating func resolveUnused() -> (graph: SchemaGraph, faults: SchemaFaults) {
        index.forgetFaults()
        pending = index.unfollowed.sorted { ($0.document, $0.index) > ($1.document, $1.index) }
        reachPending()
        return (graph, index.faults)
    }

    private var graph: SchemaGraph {
        SchemaGraph(
            root: root,
            documents: index.documents,
            resources: index.resources,
            resourceOfSchema: index.resourceOfSchema,
            targets: targets,
            dynamicTargets: dynamicTargets
        )
    }

    // MARK: Following references

    private mutating func reachPending() {
        while let node = pending.popLast() {
            guard reach(node) else { continue }
            let resource = index.resource(of: node)
            if entered.insert(resource).inserted { reachDynamicAnchors(of: resource) }
            let cursor = index.cursor(of: node)
            let draft = index.resources[resource].dialect.draft
            if index.follow(node) {
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

    /// - Returns: whether the schema is reached for the first time.
    private mutating func reach(_ node: SchemaNode) -> Bool {
        for document in index.documents[isReached.count...] {
            let count = document.storage.view.next(after: 0)
            isReached.append(Array(repeating: false, count: count))
        }
        defer { isReached[node.document][node.index] = true }
        return !isReached[node.document][node.index]
    }

    /// Any dynamic reference may resolve to these.
    private mutating func reachDynamicAnchors(of resource: Int) {
        let anchors = index.resources[resource].dynamicAnchors.values
        pending += anchors.sorted { ($0.document, $0.index) < ($1.document, $1.index) }
        if index.resources[resource].isRecursiveAnchor {
            pending.append(index.resources[resource].root)
        }
    }

    private mutating func followReferences(of node: SchemaNode) {
        let cursor = index.cursor(of: node)
        let draft = index.resources[index.resource(of: node)].dialect.draft
        follow("$ref", of: node, cursor)
        if draft == .draft2020 { follow("$dynamicRef", of: node, cursor) }
        if draft == .draft2019 { follow("$recursiveRef", of: node, cursor) }
    }

    private mutating func follow(_ keyword: String, of node: SchemaNode, _ cursor: Cursor) {
        guard let reference = cursor[keyword] else { return }
        guard let text = reference.string else {
            index.report("\(keyword) must be a string: the URI of a schema", at: reference)
            return
        }
        guard let target = target(of: text, in: index.resource(of: node), at: reference) else {
            return
        }
        pending.append(target)
        if keyword == "$ref" {
            targets[node] = target
        } else {
            dynamicTargets[node] = target
        }
    }

    private mutating func target(
        of text: String,
        in referrer: Int,
        at reference: Cursor
    ) -> SchemaNode? {
        // Most references stay in their resource: a fragment can be resolved without a URI.
        if text.utf8.first == UInt8(ascii: "#") {
            if let known = localTargets[referrer]?[text] { return known }
            let fragment = String(Substring(text.utf8.dropFirst()))
            let target = target(of: fragment, in: referrer, written: text, at: reference)
            localTargets[referrer, default: [:]][text] = target
            return target
        }
        let uri = URI(text).resolved(against: URI(index.resources[referrer].uri))
        guard let resource = index.resource(at: uri.resource, for: reference, in: referrer)
        else { return nil }
        return target(of: uri.fragment ?? "", in: resource, written: text, at: reference)
    }

    private mutating func target(
        of encoded: String,
        in resource: Int,
        written text: String,
        at reference: Cursor
    ) -> SchemaNode? {
        let fragment = URI.percentDecoded(encoded)
        if fragment.isEmpty { return index.resources[resource].root }
        guard fragment.hasPrefix("/") else {
            if let anchor = index.resources[resource].anchors[fragment] { return anchor }
            index.report(
                "\(quoted(text)) names the anchor \(quoted(fragment)), which no schema declares",
                suggestion: index.names(in: resource).anchorSuggestion(
                    for: fragment,
                    insteadOf: text
                ),
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
        let root = index.resources[resource].root
        var cursor = index.cursor(of: root)
        // The base URI of a schema inside an unknown keyword is that of the last schema passed.
        var enclosing = resource
        let tokens = DocumentPath(pointer: fragment)?.tokens ?? []
        for token in tokens {
            guard let next = step(token, in: cursor, root.document) else {
                index.report(
                    "\(quoted(text)) leads nowhere: there is no \(quoted(token))",
                    suggestion: index.names(in: resource).pathSuggestion(
                        for: tokens,
                        insteadOf: text
                    ),
                    at: reference
                )
                return nil
            }
            cursor = next
            let inner = SchemaNode(document: root.document, index: cursor.index)
            enclosing = index.knownResource(of: inner) ?? enclosing
        }
        let node = SchemaNode(document: root.document, index: cursor.index)
        if index.knownResource(of: node) == nil {
            guard cursor.isObject || cursor.bool != nil else {
                index.report("\(quoted(text)) leads to a value that is not a schema", at: reference)
                return nil
            }
            index.register(node, resource: enclosing)
        }
        return node
    }

    /// Takes one step along a pointer. Large objects and arrays are indexed.
    private mutating func step(_ token: String, in cursor: Cursor, _ document: Int) -> Cursor? {
        guard cursor.count > MemberIndex.worthwhile else {
            return cursor.child(at: .key(token))
        }
        let node = SchemaNode(document: document, index: cursor.index)
        if let known = members[node] { return known.step(token, in: cursor) }
        let index = MemberIndex(cursor)
        members[node] = index
        return index.step(token, in: cursor)
    }
}
