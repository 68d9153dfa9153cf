import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Reads the facets of schemas in one graph.
struct SchemaFacetReader {
    let graph: SchemaGraph
    private let restrictions = Restrictions()
    private let secrets: SecretSchemas

    init(graph: SchemaGraph) {
        self.graph = graph
        secrets = SecretSchemas(graph)
    }

    /// True if schemas refuse any value.
    func restrict(_ nodes: [SchemaNode]) -> Bool { restrictions.hold(nodes, in: self) }

    func facet(of nodes: [SchemaNode]) -> SchemaFacet {
        let first = nodes.first ?? graph.root
        var facet = SchemaFacet(cursor: graph.cursor(of: first))
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
        if let closedKeys = facet.closedKeys {
            // A member that one closed schema does not declare is forbidden, even if another
            // declares it.
            facet.members.removeAll { !closedKeys.contains(ExactText($0.key)) }
            facet.memberIndex = Dictionary(
                facet.members.enumerated().map { (ExactText($1.key), $0) },
                uniquingKeysWith: { $1 }
            )
        }
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

    /// The targets of schemas that are just references, so that two paths to a schema are equal.
    func targets(of nodes: [SchemaNode]) -> [SchemaNode] {
        nodes.map { node in
            var (node, seen) = (node, Set([node]))
            while let target = graph.target(of: node), isReference(node),
                seen.insert(target).inserted
            {
                node = target
            }
            return node
        }
    }

    private func isReference(_ node: SchemaNode) -> Bool {
        graph.cursor(of: node).members.allSatisfy { member in
            member.key.text == "$ref"
                || Keyword.isAnnotation(member.key.text) && member.key.text != "default"
                    && !member.key.text.hasPrefix("x-")
        }
    }

    /// Reads one schema, and returns further ones that apply to the same value.
    private func read(_ part: Part, into facet: inout SchemaFacet) -> [Part] {
        let node = part.node
        let cursor = graph.cursor(of: node)
        if cursor.bool == false { facet.isNever = true }
        guard cursor.isObject else { return [] }
        var following: [Part] = []
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] where cursor[keyword] != nil {
            if let target = graph.target(of: node, by: keyword) {
                following.append(Part(node: target))
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
                facet.kinds.formIntersection(KindSet(type: value))
                facet.typeCursor = value
            case "enum" where value.isArray: restrict(&facet, to: value.elements, value)
            case "const" where draft >= .draft6:
                restrict(&facet, to: [value], value)
            default: readRest(key.text, value, cursor, draft, child, into: &facet)
            }
        }
        if !part.isOfSomeKinds { readAnnotations(cursor, into: &facet) }
        if facet.unit == nil { facet.unit = cursor["x-unit"] }
        readClosing(cursor, into: &facet)
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
        _ cursor: Cursor,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) {
        guard let keyword = Keyword(rawValue: name) else {
            if !ToolKeyword.isHarmless(name) {
                addOpaque(name, value, onlyRefuses: false, to: &facet)
            }
            return
        }
        switch keyword.row.difference {
        case .annotation: return
        // The default of `contains` is 1 as well.
        case .whole where keyword == .minContains && value.double == 1: return
        case .whole where keyword == .settingRules:
            for rule in value.elements {
                var content = DocumentValue(rule)
                if case .object(var object) = content {
                    object["reason"] = nil
                    content = .object(object)
                }
                facet.rules.append((content, rule))
            }
        case .whole: addOpaque(name, value, onlyRefuses: keyword.row.role.isChecked, to: &facet)
        case .meaning:
            let isRead =
                isFollowed(keyword) || readObject(keyword, value, child, into: &facet)
                || readArray(keyword, value, cursor, draft, child, into: &facet)
                || readScalar(keyword, value, cursor, into: &facet)
            if !isRead, keyword.row.effectiveDrafts.contains(draft) {
                addOpaque(name, value, to: &facet)
            }
        }
    }

    /// True if the keyword has been followed already.
    private func isFollowed(_ keyword: Keyword) -> Bool { keyword.row.role == .reference }

    private func addOpaque(
        _ keyword: String,
        _ value: Cursor,
        onlyRefuses: Bool = true,
        to facet: inout SchemaFacet
    ) {
        let content = DocumentValue(value)
        facet.opaque.append(
            SchemaFacet.Opaque(
                keyword: keyword,
                value: onlyRefuses ? content.inAnyOrder(of: keyword) : content,
                cursor: value,
                onlyRefuses: onlyRefuses
            )
        )
    }
}
