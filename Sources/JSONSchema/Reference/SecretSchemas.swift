import ConfigDocument
import ECMARegex
import SchemaValidation

/// The schemas whose values are secrets, and those whose values contain some at any depth. Their
/// content, such as defaults, constants and examples, must not appear on any page or in any sample,
/// message or comment.
///
/// Secrecy belongs to a place in documents: if one of the schemas that apply to it marks a secret,
/// all of them describe one, and so does everything beneath. A schema that is used in several places
/// is as secret as the most secret of them.
package struct SecretSchemas {
    /// The schemas for one place in documents.
    private struct Place {
        var nodes: [SchemaNode]
        var parents: [Int] = []
        var isMarked = false
    }

    private let graph: SchemaGraph
    /// The schemas of secret values.
    private var secrets: Set<SchemaNode> = []
    /// The schemas of values that are secrets or contain some.
    private var holders: Set<SchemaNode> = []
    /// True if the places are too many to tell apart: everything counts as secret.
    private var isEverything = false
    private var places: [Place] = []
    private var known: [[SchemaNode]: Int] = [:]
    private var inner: [SchemaNode: Inner] = [:]
    private var pending: [Int] = []
    private var steps = 0
    private var hasMarks = false
    /// The schemas already searched for marks.
    private var leading: [SchemaNode: Bool] = [:]

    package init(_ graph: SchemaGraph) {
        self.graph = graph
        let all = graph.documents.indices.flatMap(graph.schemas)
        guard all.contains(where: graph.marksSecret) else { return }
        hasMarks = true
        let limit = 100_000 + 100 * all.count
        var seen: Set<SchemaNode> = []
        for node in [graph.root] + all where !seen.contains(node) {
            let first = places.count
            _ = place(of: [node])
            while let next = pending.popLast() {
                guard steps < limit else {
                    isEverything = true
                    return
                }
                enter(next)
            }
            for place in places[first...] { seen.formUnion(place.nodes) }
        }
        collect()
        (places, known) = ([], [:])
    }

    /// True if the schema's value is a secret or a part of one.
    package func isSecret(_ node: SchemaNode) -> Bool { isEverything || secrets.contains(node) }

    /// The places of all secret schemas; nil if every place counts as one.
    package func places(in graph: SchemaGraph) -> Set<SchemaPlace>? {
        isEverything ? nil : Set(secrets.map { SchemaPlace($0, in: graph) })
    }

    /// True if the value of one of the schemas is a secret, or contains one.
    package func holds(_ nodes: [SchemaNode]) -> Bool {
        isEverything || nodes.contains(where: holders.contains)
    }

    /// True if one of the schemas, or one that they apply to their values at any depth, marks a
    /// secret, whatever other schemas apply to the same places.
    package mutating func leads(_ nodes: [SchemaNode]) -> Bool {
        hasMarks && nodes.contains { leads($0) }
    }

    private mutating func leads(_ node: SchemaNode) -> Bool {
        if let known = leading[node] { return known }
        var seen: Set<SchemaNode> = [node]
        var pending = [node]
        while let next = pending.popLast() {
            if graph.marksSecret(next) || leading[next] == true {
                leading[node] = true
                return true
            }
            guard leading[next] == nil else { continue }
            pending += graph.appliedSchemas(in: next).filter { seen.insert($0).inserted }
        }
        // The schemas reached on the way do not lead to secrets either.
        for schema in seen { leading[schema] = false }
        return false
    }

    /// True if a member of the value of all these schemas is a secret by one of them, whether it
    /// applies always or under a condition. Alternatives have types of their own.
    package mutating func marksMember(_ name: String, of nodes: [SchemaNode]) -> Bool {
        guard hasMarks else { return false }
        let parts = graph.appliedToSameValue(nodes, alternatives: false).map {
            inner[$0] ?? Inner(graph, $0)
        }
        return graph.appliedToSameValue(member(name, parts)).contains(where: graph.marksSecret)
    }

    // MARK: Places

    /// The place that schemas describe, with all that they apply to the same value.
    private mutating func place(of seeds: [SchemaNode]) -> Int {
        let nodes = graph.appliedToSameValue(seeds)
        steps += nodes.count + 1
        if let index = known[nodes] { return index }
        let index = places.count
        places.append(Place(nodes: nodes, isMarked: nodes.contains(where: marks)))
        known[nodes] = index
        pending.append(index)
        return index
    }

    /// True if a schema marks its value, the names of its members or the content of its string.
    private func marks(_ node: SchemaNode) -> Bool {
        let cursor = graph.cursor(of: node)
        return graph.marksSecret(node)
            || ["propertyNames", "contentSchema"].compactMap { cursor[$0] }.contains {
                graph.appliedToSameValue([graph.node(at: $0, in: node)])
                    .contains(where: graph.marksSecret)
            }
    }

    /// Finds the places beneath one. All that is beneath a secret is secret, so that its places need
    /// not be told apart.
    private mutating func enter(_ index: Int) {
        guard !places[index].isMarked else { return }
        for nodes in beneath(places[index].nodes) where !nodes.isEmpty {
            let next = place(of: nodes)
            places[next].parents.append(index)
        }
    }

    private mutating func beneath(_ nodes: [SchemaNode]) -> [[SchemaNode]] {
        var parts: [Inner] = []
        for node in nodes {
            let part = inner[node] ?? Inner(graph, node)
            inner[node] = part
            if !part.isEmpty { parts.append(part) }
        }
        var found: [[SchemaNode]] = parts.flatMap(\.others).map { [$0] }
        let names = Set(parts.flatMap(\.members.keys))
        steps += names.count * parts.count
        for name in names.sorted() { found.append(member(name, parts)) }
        for pattern in Set(parts.flatMap { $0.patterns.map(\.text) }).sorted() {
            found.append(
                parts.flatMap { part in
                    let own = part.patterns.filter { $0.text == pattern }.map(\.node)
                    return own.isEmpty ? part.additional : own
                }
            )
        }
        found.append(parts.flatMap { $0.additional + $0.unevaluated })
        let count = parts.map(\.positions.count).max() ?? 0
        steps += count * parts.count
        for position in 0..<count {
            found.append(
                parts.flatMap { part in
                    position < part.positions.count
                        ? [part.positions[position]] + part.elements : part.items + part.elements
                }
            )
        }
        found.append(parts.flatMap { $0.items + $0.elements })
        return found
    }

    private func member(_ name: String, _ parts: [Inner]) -> [SchemaNode] {
        let found = parts.flatMap { part in
            let own =
                (part.members[name] ?? [])
                + part.patterns.filter { $0.takes(name) }.map(\.node)
            return own.isEmpty ? part.additional : own
        }
        return found.isEmpty ? parts.flatMap(\.unevaluated) : found
    }

    // MARK: Results

    private mutating func collect() {
        let marked = places.indices.filter { places[$0].isMarked }
        var open = marked.flatMap { places[$0].nodes }
        while let node = open.popLast() {
            if secrets.contains(node) { continue }
            // Definitions beneath a secret included.
            for index in graph.cursor(of: node).subtree {
                let inner = SchemaNode(document: node.document, index: index)
                guard graph.knownResource(of: inner) != nil || inner == node,
                    secrets.insert(inner).inserted
                else { continue }
                open += graph.referenced(by: inner)
            }
        }
        var seen = Set(marked)
        var above = marked
        while let place = above.popLast() {
            holders.formUnion(places[place].nodes)
            above += places[place].parents.filter { seen.insert($0).inserted }
        }
        holders.formUnion(secrets)
    }
}

extension SecretSchemas {
    /// The schemas that one applies to members and elements.
    private struct Inner {
        var members: [String: [SchemaNode]] = [:]
        var patterns: [MemberPattern] = []
        var additional: [SchemaNode] = []
        var unevaluated: [SchemaNode] = []
        var positions: [SchemaNode] = []
        /// The schemas of elements after the positions.
        var items: [SchemaNode] = []
        /// The schemas that may apply to every element.
        var elements: [SchemaNode] = []
        /// The schemas of names and of the content of strings.
        var others: [SchemaNode] = []

        var isEmpty: Bool {
            members.isEmpty && patterns.isEmpty && additional.isEmpty && unevaluated.isEmpty
                && positions.isEmpty && items.isEmpty && elements.isEmpty && others.isEmpty
        }

        init(_ graph: SchemaGraph, _ node: SchemaNode) {
            let schema = graph.cursor(of: node)
            guard schema.isObject, !graph.isHiddenByReference(node) else { return }
            func nodes(_ keywords: String...) -> [SchemaNode] {
                keywords.compactMap { schema[$0] }.filter { !$0.isArray }
                    .map { graph.node(at: $0, in: node) }
            }
            for (key, value) in schema["properties"]?.members ?? [] {
                members[key.text, default: []].append(graph.node(at: value, in: node))
            }
            for (key, value) in schema["patternProperties"]?.members ?? [] {
                patterns.append(MemberPattern(key.text, graph.node(at: value, in: node)))
            }
            additional = nodes("additionalProperties")
            unevaluated = nodes("unevaluatedProperties")
            let list = schema["prefixItems"] ?? schema["items"]
            if let list, list.isArray {
                positions = list.elements.map { graph.node(at: $0, in: node) }
            }
            items = nodes("items", "additionalItems")
            elements = nodes("unevaluatedItems", "contains")
            others = nodes("propertyNames", "contentSchema")
        }
    }

    /// The schema of members whose names match a pattern.
    private struct MemberPattern {
        let text: String
        let node: SchemaNode
        private let matcher: Pattern?

        init(_ text: String, _ node: SchemaNode) {
            (self.text, self.node) = (text, node)
            matcher = try? Pattern(text, leniency: .annexB)
        }

        /// A pattern that cannot be run is assumed to match everything.
        func takes(_ name: String) -> Bool { (try? matcher?.matches(name)) ?? true }
    }
}

extension SchemaGraph {
    /// The schemas, and all that they apply to the same value, in the order of the text.
    fileprivate func appliedToSameValue(
        _ nodes: [SchemaNode],
        alternatives: Bool = true
    ) -> [SchemaNode] {
        var seen = Set(nodes)
        var pending = nodes
        while let node = pending.popLast() {
            pending += sameValue(node, alternatives).filter { seen.insert($0).inserted }
        }
        return seen.sorted { ($0.document, $0.index) < ($1.document, $1.index) }
    }

    private func sameValue(_ node: SchemaNode, _ alternatives: Bool) -> [SchemaNode] {
        let schema = cursor(of: node)
        guard schema.isObject else { return [] }
        let found = referenced(by: node)
        if isHiddenByReference(node) { return found }
        var inner: [Cursor] = []
        for keyword in alternatives ? ["allOf", "anyOf", "oneOf"] : ["allOf"] {
            inner += schema[keyword]?.elements.map { $0 } ?? []
        }
        inner += ["if", "then", "else"].compactMap { schema[$0] }
        if alternatives, let refused = schema["not"] { inner.append(refused) }
        for keyword in ["dependentSchemas", "dependencies"] {
            inner += schema[keyword]?.members.map(\.value).filter { !$0.isArray } ?? []
        }
        return found + inner.map { self.node(at: $0, in: node) }
    }

    /// The targets of the schema's references; of a dynamic one, all that it may have.
    fileprivate func referenced(by node: SchemaNode) -> [SchemaNode] {
        var found = [targets[node], dynamicTargets[node]].compactMap { $0 }
        guard dynamicTargets[node] != nil else { return found }
        let schema = cursor(of: node)
        if let name = schema["$dynamicRef"]?.string?.split(separator: "#").last {
            found += resources.compactMap { $0.dynamicAnchors[String(name)] }
        }
        if schema["$recursiveRef"] != nil {
            found += resources.filter(\.isRecursiveAnchor).map(\.root)
        }
        return found
    }

    fileprivate func isHiddenByReference(_ node: SchemaNode) -> Bool {
        targets[node] != nil && dialect(of: node).draft.referenceHidesSiblings
    }
}
