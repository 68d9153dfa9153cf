import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Reads the facets of schemas in one graph.
struct SchemaFacetReader {
    let graph: SchemaGraph
    private let restrictions = Restrictions()
    private let known = KnownFacets()
    /// True if the targets of dynamic references depend on the path to them.
    private let isDynamic: Bool
    private let secrets: SecretSchemas

    init(graph: SchemaGraph) {
        self.graph = graph
        secrets = SecretSchemas(graph)
        isDynamic = !graph.anchoring.isEmpty
    }

    /// True if schemas refuse any value.
    func restrict(_ nodes: [SchemaNode]) -> Bool { restrictions.hold(nodes, in: self) }

    func facet(of nodes: [SchemaNode]) -> SchemaFacet {
        if let facet = known.facets[nodes] { return facet }
        let facet = newFacet(of: nodes)
        known.add(facet, of: nodes)
        return facet
    }

    private func newFacet(of nodes: [SchemaNode]) -> SchemaFacet {
        let first = nodes.first ?? graph.root
        var facet = SchemaFacet(cursor: graph.cursor(of: first))
        facet.start = nodes
        var seen: Set<SchemaNode> = []
        var stack = nodes.reversed().map { Part(node: $0) }
        while let part = stack.popLast() {
            guard seen.insert(part.node).inserted else { continue }
            if !part.isOfSomeKinds { facet.nodes.append(part.node) }
            stack += read(part, into: &facet).reversed()
        }
        let hasValues =
            facet.defaultValue != nil || facet.constants != nil || !facet.rules.isEmpty
        facet.hidesValues = hasValues && secrets.holds(Array(seen))
        facet.applyRemainders()
        facet.dropConstantsOfOtherKinds()
        if !facet.memberPatterns.isEmpty {
            for index in facet.members.indices {
                facet.members[index].nodes += facet.patternSchemas(for: facet.members[index].key)
            }
        }
        return facet
    }

    /// One of the schemas merged into a facet.
    private struct Part {
        let node: SchemaNode
        /// True if it is an alternative for the kinds in its `type`.
        var isOfSomeKinds = false
    }

    /// The schemas that others lead to without a keyword of their own, by a reference or an `allOf` of
    /// one, so that two paths to a schema are equal.
    func targets(of nodes: [SchemaNode]) -> [SchemaNode] {
        nodes.map { node in
            var (node, seen) = (node, Set([node]))
            while let next = onlyPart(of: node), seen.insert(next).inserted { node = next }
            return node
        }
    }

    /// True if references lead back to the schema and never reach a keyword: it refuses every value.
    func isEndless(_ node: SchemaNode) -> Bool {
        func part(of node: SchemaNode) -> SchemaNode? {
            let isHiding = graph.dialect(of: node).draft.referenceHidesSiblings
            return (isHiding ? graph.target(of: node) : nil) ?? onlyPart(of: node)
        }
        var (next, seen) = (part(of: node), Set([node]))
        while let node = next, seen.insert(node).inserted { next = part(of: node) }
        return next != nil
    }

    private func onlyPart(of node: SchemaNode) -> SchemaNode? {
        let cursor = graph.cursor(of: node)
        let isHiding =
            graph.dialect(of: node).draft.referenceHidesSiblings && cursor["$ref"] != nil
        let own = cursor.members.filter { member in
            let name = member.key.text
            if name == "$ref" || name == "default" || name.hasPrefix("x-") { return true }
            return !isHiding && !Keyword.isAnnotation(name)
        }
        guard own.count == 1 else { return nil }
        if own[0].key.text == "$ref" { return graph.target(of: node) }
        guard own[0].key.text == "allOf", own[0].value.count == 1 else { return nil }
        return own[0].value.elements.first.map { graph.node(at: $0, in: node) }
    }

    /// Reads one schema, and returns further ones that apply to the same value.
    private func read(_ part: Part, into facet: inout SchemaFacet) -> [Part] {
        let node = part.node
        let cursor = graph.cursor(of: node)
        if cursor.bool == false || isEndless(node) { facet.isNever = true }
        guard cursor.isObject else { return [] }
        var following: [Part] = []
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] where cursor[keyword] != nil {
            guard let target = graph.target(of: node, by: keyword) else { continue }
            following.append(Part(node: target))
            if keyword != "$ref", isDynamic, let value = cursor[keyword] {
                addOpaque(keyword, value, in: node, to: &facet)
            }
        }
        let draft = graph.dialect(of: node).draft
        if cursor["$ref"] != nil, draft.referenceHidesSiblings {
            if facet.unit == nil { facet.unit = cursor["x-unit"] }
            readAnnotations(cursor, into: &facet)
            return following
        }
        func child(_ cursor: Cursor) -> SchemaNode { graph.node(at: cursor, in: node) }
        for (key, value) in cursor.members {
            switch key.text {
            case "allOf": following += value.elements.map { Part(node: child($0)) }
            case "anyOf", "oneOf":
                let schemas = value.elements.map(child)
                if schemas.count == 1 {
                    following.append(Part(node: schemas[0]))
                } else if let values = constants(of: schemas, by: key.text) {
                    restrict(&facet, to: values, value)
                } else if let (kinds, parts) = kinds(of: schemas, by: key.text) {
                    facet.kinds.formIntersection(kinds)
                    facet.typeCursor = value
                    if draft == .draft4, kinds.isDisjoint(with: .fraction) {
                        facet.takesIntegersLiterally = true
                    }
                    following += parts.map { Part(node: $0, isOfSomeKinds: true) }
                } else {
                    facet.branches.append(
                        SchemaFacet.Branches(
                            node: node,
                            keyword: key.text,
                            cursor: value,
                            schemas: schemas
                        )
                    )
                }
            case "type" where part.isOfSomeKinds: continue
            case "type":
                let kinds = KindSet(type: value)
                facet.kinds.formIntersection(kinds)
                facet.typeCursor = value
                if draft == .draft4, kinds.isDisjoint(with: .fraction) {
                    facet.takesIntegersLiterally = true
                }
            case "enum" where value.isArray: restrict(&facet, to: value.elements, value)
            case "const" where draft >= .draft6:
                restrict(&facet, to: [value], value)
            default: readRest(key.text, value, node, draft, child, into: &facet)
            }
        }
        if !part.isOfSomeKinds { readAnnotations(cursor, into: &facet) }
        if facet.unit == nil { facet.unit = cursor["x-unit"] }
        readRemainders(cursor, draft, child, into: &facet)
        return following
    }

    private func readAnnotations(_ cursor: Cursor, into facet: inout SchemaFacet) {
        if facet.variable == nil { facet.variable = cursor["x-env"] }
        if facet.defaultValue == nil { facet.defaultValue = cursor["default"] }
        if let renamed = cursor["x-renamed-from"] {
            facet.renamedFrom +=
                renamed.string.map { [$0] } ?? renamed.elements.compactMap(\.string)
        }
        for (key, value) in cursor["x-renamed-values"]?.members ?? [] {
            facet.renamedValues.append((.string(key.text), DocumentValue(value)))
        }
    }

    // MARK: Keywords that are read one by one

    /// A keyword without a reader is compared as a whole. So is a keyword that no draft or known
    /// tool defines, because it may have any meaning to its author.
    private func readRest(
        _ name: String,
        _ value: Cursor,
        _ node: SchemaNode,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) {
        guard let keyword = Keyword(rawValue: name) else {
            if !ToolKeyword.isHarmless(name) {
                addOpaque(name, value, in: node, onlyRefuses: false, to: &facet)
            }
            return
        }
        guard keyword.row.effectiveDrafts.contains(draft) else { return }
        let cursor = graph.cursor(of: node)
        switch keyword.row.difference {
        // In draft-07, the two keywords are checked together.
        case .annotation where draft == .draft7 && keyword.row.mayRefuse:
            if keyword == .contentEncoding || cursor["contentEncoding"] == nil {
                addOpaque("contentEncoding", value, in: node, to: &facet)
                facet.opaque[facet.opaque.count - 1].value = .array(
                    ["contentEncoding", "contentMediaType"].map { name in
                        cursor[name].map { DocumentValue($0) } ?? .null
                    }
                )
            }
        case .annotation: return
        // It has no effect without the keyword that reads it, and is compared with it.
        case .whole where keyword.row.reader != nil: return
        case .whole where keyword == .settingRules:
            for rule in value.elements {
                var content = DocumentValue(rule)
                if case .object(var object) = content {
                    object["reason"] = nil
                    content = .object(object)
                }
                facet.rules.append((content, rule))
            }
        case .whole:
            addOpaque(name, value, in: node, onlyRefuses: keyword.row.role.isChecked, to: &facet)
            guard keyword.row.vocabulary == .unevaluated, value.bool != false else { return }
            // Seen from the schema around it, nothing is left.
            let isAround = node == facet.nodes.first && !isTrivial(child(value))
            if isAround { return }
            if keyword == .unevaluatedItems {
                facet.evaluatesElements = true
            } else {
                facet.evaluatesMembers = true
            }
        case .meaning:
            let isRead =
                isFollowed(keyword) || readObject(keyword, value, child, into: &facet)
                || readArray(keyword, value, cursor, draft, child, into: &facet)
                || readScalar(keyword, value, cursor, draft, into: &facet)
            if !isRead { addOpaque(name, value, in: node, to: &facet) }
        }
    }

    /// True if the keyword has been followed already.
    private func isFollowed(_ keyword: Keyword) -> Bool { keyword.row.role == .reference }

    private func addOpaque(
        _ keyword: String,
        _ value: Cursor,
        in node: SchemaNode,
        onlyRefuses: Bool = true,
        to facet: inout SchemaFacet
    ) {
        let item = SchemaFacet.Opaque(
            keyword: keyword,
            node: node,
            value: DocumentValue(value),
            cursor: value,
            onlyRefuses: onlyRefuses
        )
        if !refusesNothing(item) { facet.opaque.append(item) }
    }

    /// True if the keyword accepts every value and evaluates none, as far as its own text tells.
    private func refusesNothing(_ item: SchemaFacet.Opaque) -> Bool {
        func isTrivial(_ name: String) -> Bool { part(name, of: item).map(self.isTrivial) ?? true }
        return switch item.keyword {
        case "not": part("not", of: item).map { graph.cursor(of: $0).bool == false } ?? true
        case "if": isTrivial("if") && isTrivial("then") && isTrivial("else")
        case "dependentRequired", "dependentSchemas", "dependencies":
            item.value.object?.isEmpty ?? true
        case "unevaluatedProperties", "unevaluatedItems": isTrivial(item.keyword)
        default: false
        }
    }

    /// A schema that an item compared as a whole consists of.
    func part(_ name: String, of item: SchemaFacet.Opaque) -> SchemaNode? {
        graph.cursor(of: item.node)[name].map { graph.node(at: $0, in: item.node) }
    }
}

/// The facets that a reader has read: comparisons of alternatives ask for the same ones many times.
private final class KnownFacets {
    private(set) var facets: [[SchemaNode]: SchemaFacet] = [:]
    private var size = 0

    /// The number of facets and members that are kept.
    private static let sizeLimit = 200_000

    func add(_ facet: SchemaFacet, of nodes: [SchemaNode]) {
        guard size < Self.sizeLimit else { return }
        // Bound: the number of members in a schema.
        size += 1 + facet.members.count
        facets[nodes] = facet
    }
}
