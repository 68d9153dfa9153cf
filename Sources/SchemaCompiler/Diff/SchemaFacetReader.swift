import ConfigDocument
import JSONSchema

/// Reads the facets of schemas in one graph.
struct SchemaFacetReader {
    let graph: SchemaGraph

    func facet(of nodes: [SchemaNode]) -> SchemaFacet {
        let first = nodes.first ?? graph.root
        var facet = SchemaFacet(cursor: graph.cursor(of: first))
        var seen: Set<SchemaNode> = []
        var stack = Array(nodes.reversed())
        while let node = stack.popLast() {
            guard seen.insert(node).inserted else { continue }
            facet.nodes.append(node)
            stack += read(node, into: &facet).reversed()
        }
        facet.hidesDefault = facet.defaultValue != nil && graph.holdsSecret(facet.nodes)
        if let closedKeys = facet.closedKeys {
            // What one closed schema does not know is forbidden, whoever else declares it.
            facet.members.removeAll { !closedKeys.contains($0.key) }
            facet.memberIndex = Dictionary(
                facet.members.enumerated().map { ($1.key, $0) },
                uniquingKeysWith: { $1 }
            )
        }
        return facet
    }

    /// The schemas that these say no more than to refer to, so that two ways to one schema are one.
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
                || FactsReader.isAnnotation(member.key.text) && member.key.text != "default"
                    && !member.key.text.hasPrefix("x-")
        }
    }

    /// Reads one schema, and hands out those that apply to the same value.
    private func read(_ node: SchemaNode, into facet: inout SchemaFacet) -> [SchemaNode] {
        let cursor = graph.cursor(of: node)
        if cursor.bool == false { facet.isNever = true }
        guard cursor.isObject else { return [] }
        var following: [SchemaNode] = []
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] where cursor[keyword] != nil {
            if let target = graph.target(of: node, by: keyword) { following.append(target) }
        }
        let draft = graph.dialect(of: node).draft
        if cursor["$ref"] != nil, draft.referenceHidesSiblings {
            readAnnotations(cursor, into: &facet)
            return following
        }
        func child(_ cursor: Cursor) -> SchemaNode { graph.node(at: cursor, in: node) }
        for (key, value) in cursor.members {
            switch key.text {
            case "allOf": following += value.elements.map(child)
            case "anyOf", "oneOf":
                if value.count == 1 {
                    following += value.elements.map(child)
                } else {
                    facet.branches.append(
                        SchemaFacet.Branches(
                            keyword: key.text,
                            cursor: value,
                            schemas: value.elements.map(child)
                        )
                    )
                }
            case "type":
                facet.kinds.formIntersection(KindSet(type: value))
                facet.typeCursor = value
            case "enum" where value.isArray: restrict(&facet, to: value.elements, value)
            case "const" where draft >= .draft6:
                restrict(&facet, to: [value], value)
            default:
                readObject(key, value, cursor, child, into: &facet)
                readArray(key.text, value, cursor, draft, child, into: &facet)
                readScalar(key.text, value, cursor, into: &facet)
            }
        }
        readAnnotations(cursor, into: &facet)
        readClosing(cursor, into: &facet)
        return following
    }

    private func restrict(_ facet: inout SchemaFacet, to values: [Cursor], _ cursor: Cursor) {
        if let known = facet.constants {
            let allowed = Set(values.map { ConfigValue($0) })
            facet.constants = known.filter { allowed.contains(ConfigValue($0)) }
        } else {
            facet.constants = values
        }
        facet.constantsCursor = cursor
        facet.kinds.formIntersection(
            values.reduce(into: KindSet()) { $0.formUnion(KindSet(of: $1)) }
        )
    }

    private func readAnnotations(_ cursor: Cursor, into facet: inout SchemaFacet) {
        if facet.defaultValue == nil { facet.defaultValue = cursor["default"] }
        if let renamed = cursor["x-renamed-from"] {
            facet.renamedFrom +=
                renamed.string.map { [$0] } ?? renamed.elements.compactMap(\.string)
        }
        for (key, value) in cursor["x-renamed-values"]?.members ?? [] {
            facet.renamedValues.append((.string(key.text), ConfigValue(value)))
        }
    }

    // MARK: Objects

    private func readObject(
        _ key: Cursor.Key,
        _ value: Cursor,
        _ cursor: Cursor,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) {
        switch key.text {
        case "properties":
            for (name, member) in value.members {
                if let index = facet.memberIndex[name.text] {
                    facet.members[index].nodes.append(child(member))
                } else {
                    facet.memberIndex[name.text] = facet.members.count
                    facet.members.append(
                        SchemaFacet.Member(
                            key: name.text,
                            keyCursor: name.cursor,
                            nodes: [child(member)]
                        )
                    )
                }
            }
        case "required":
            for name in value.elements {
                if let text = name.string, facet.requiredKeys.insert(text).inserted {
                    facet.required.append((text, name))
                }
            }
        case "patternProperties":
            for (pattern, member) in value.members {
                facet.memberPatterns.append((pattern.text, pattern.cursor, child(member)))
            }
        case "additionalProperties" where value.isObject: facet.additional.append(child(value))
        case "propertyNames": facet.names.append(child(value))
        case "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies",
            "contains", "minContains", "maxContains", "unevaluatedItems", "unevaluatedProperties":
            facet.opaque.append(
                SchemaFacet.Opaque(keyword: key.text, value: ConfigValue(value), cursor: value)
            )
        default: break
        }
    }

    private func readClosing(_ cursor: Cursor, into facet: inout SchemaFacet) {
        guard let additional = cursor["additionalProperties"], additional.bool == false else {
            return
        }
        facet.closed = additional
        let keys = Set((cursor["properties"]?.members ?? []).map(\.key.text))
        facet.closedKeys = facet.closedKeys?.intersection(keys) ?? keys
    }

    // MARK: Arrays

    private func readArray(
        _ key: String,
        _ value: Cursor,
        _ cursor: Cursor,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) {
        func add(positions: [Cursor]) {
            for (index, position) in positions.enumerated() {
                if index < facet.positions.count {
                    facet.positions[index].append(child(position))
                } else {
                    facet.positions.append([child(position)])
                }
            }
        }
        switch key {
        case "prefixItems" where draft >= .draft2020: add(positions: value.elements)
        case "items" where value.isArray: add(positions: value.elements)
        case "items",
            "additionalItems" where cursor["items"]?.isArray == true:
            if value.bool == false {
                facet.closedItems = value
            } else if value.isObject {
                facet.items.append(child(value))
            }
        case "uniqueItems" where value.bool == true: facet.unique = value
        default: break
        }
    }

    // MARK: Scalars, and numbers of things

    private func readScalar(
        _ key: String,
        _ value: Cursor,
        _ cursor: Cursor,
        into facet: inout SchemaFacet
    ) {
        switch key {
        case "minimum":
            raise(&facet, .value, value, isExclusive: cursor["exclusiveMinimum"]?.bool == true)
        case "maximum":
            lower(&facet, .value, value, isExclusive: cursor["exclusiveMaximum"]?.bool == true)
        case "exclusiveMinimum": raise(&facet, .value, value, isExclusive: true)
        case "exclusiveMaximum": lower(&facet, .value, value, isExclusive: true)
        case "minLength": raise(&facet, .length, value)
        case "maxLength": lower(&facet, .length, value)
        case "minItems": raise(&facet, .items, value)
        case "maxItems": lower(&facet, .items, value)
        case "minProperties": raise(&facet, .properties, value)
        case "maxProperties": lower(&facet, .properties, value)
        case "multipleOf", "divisibleBy":
            if let number = value.double, number > 0 {
                facet.multiples.append(
                    SchemaFacet.Bound(value: number, isExclusive: false, cursor: value)
                )
            }
        case "pattern" where value.string != nil: facet.patterns.append(value)
        case "format" where value.string != nil: facet.formats.append(value)
        default: break
        }
    }

    private func raise(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        guard let value = cursor.double else { return }
        let bound = SchemaFacet.Bound(value: value, isExclusive: isExclusive, cursor: cursor)
        if let known = facet.lower[quantity], !bound.isTighter(than: known, isLower: true) {
            return
        }
        facet.lower[quantity] = bound
    }

    private func lower(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        guard let value = cursor.double else { return }
        let bound = SchemaFacet.Bound(value: value, isExclusive: isExclusive, cursor: cursor)
        if let known = facet.upper[quantity], !bound.isTighter(than: known, isLower: false) {
            return
        }
        facet.upper[quantity] = bound
    }
}

extension SchemaFacet.Bound {
    func isTighter(than other: SchemaFacet.Bound, isLower: Bool) -> Bool {
        if value != other.value { return isLower ? value > other.value : value < other.value }
        return isExclusive && !other.isExclusive
    }

    /// The same limit for whole numbers, which a limit between two of them rounds to.
    func forIntegers(isLower: Bool) -> SchemaFacet.Bound {
        var bound = self
        bound.isExclusive = false
        if isLower {
            bound.value = isExclusive ? value.rounded(.down) + 1 : value.rounded(.up)
        } else {
            bound.value = isExclusive ? value.rounded(.up) - 1 : value.rounded(.down)
        }
        return bound
    }
}
