import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Reads the facets of schemas in one graph.
struct SchemaFacetReader {
    let graph: SchemaGraph
    private let restrictions = Restrictions()

    init(graph: SchemaGraph) { self.graph = graph }

    /// Whether schemas refuse any value.
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
        facet.hidesValues =
            (facet.defaultValue != nil || facet.constants != nil) && graph.holdsSecret(facet.nodes)
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
        /// Whether it is an alternative for the kinds in its `type`.
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

    // MARK: Alternatives equivalent to one schema

    /// The kinds that alternatives allow together, and the schemas if each applies only to its own
    /// kinds, so that together they are equivalent to one schema; nil otherwise.
    private func kinds(
        of schemas: [SchemaNode],
        by keyword: String
    ) -> (kinds: KindSet, parts: [SchemaNode])? {
        let parts = targets(of: schemas)
        var (kinds, repeated, areBare) = (KindSet(), KindSet(), true)
        for part in parts {
            let cursor = graph.cursor(of: part)
            guard let type = cursor["type"] else { return nil }
            let own = KindSet(type: type)
            for (key, _) in cursor.members
            where key.text != "type" && !Keyword.isAnnotation(key.text) {
                let spoken =
                    key.text == "format" ? .string : Keyword(rawValue: key.text)?.row.kinds
                guard let spoken, spoken != .all, !spoken.isDisjoint(with: own) else { return nil }
                areBare = false
            }
            repeated.formUnion(kinds.intersection(own))
            kinds.formUnion(own)
        }
        if repeated.isEmpty { return (kinds, parts) }
        guard areBare else { return nil }
        return (keyword == "oneOf" ? kinds.subtracting(repeated) : kinds, [])
    }

    /// The constants in alternatives that contain nothing else.
    private func constants(of schemas: [SchemaNode], by keyword: String) -> [Cursor]? {
        var values: [Cursor] = []
        var counts: [DocumentValue: Int] = [:]
        for part in targets(of: schemas) {
            let cursor = graph.cursor(of: part)
            let draft = graph.dialect(of: part).draft
            let others = cursor.members.map(\.key.text).filter { !Keyword.isAnnotation($0) }
            let own = draft >= .draft6 ? cursor["const"].map { [$0] } : nil
            guard others.count == 1, let own = own ?? cursor["enum"]?.elements else { return nil }
            for value in own {
                let count = counts[DocumentValue(value), default: 0]
                if count == 0 { values.append(value) }
                counts[DocumentValue(value)] = count + 1
            }
        }
        return keyword == "oneOf" ? values.filter { counts[DocumentValue($0)] == 1 } : values
    }

    private func restrict(_ facet: inout SchemaFacet, to values: [Cursor], _ cursor: Cursor) {
        if let known = facet.constants {
            let allowed = Set(values.map { DocumentValue($0) })
            facet.constants = known.filter { allowed.contains(DocumentValue($0)) }
        } else {
            facet.constants = values
        }
        facet.constantsCursor = cursor
        facet.kinds.formIntersection(
            values.reduce(into: KindSet()) { $0.formUnion(KindSet(constant: $1)) }
        )
    }

    private func readAnnotations(_ cursor: Cursor, into facet: inout SchemaFacet) {
        if facet.unit == nil { facet.unit = cursor["x-unit"] }
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

    /// A keyword that no reader takes is compared as a whole, as is one that no draft and no tool is
    /// known to have: it may mean anything, to whoever wrote it.
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
        // One is what `contains` asks for anyway.
        case .whole where keyword == .minContains && value.double == 1: return
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

    /// Whether the keyword has been followed already.
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

    // MARK: Objects

    private func readObject(
        _ keyword: Keyword,
        _ value: Cursor,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        case .properties:
            for (name, member) in value.members { add(name, child(member), to: &facet) }
        case .required:
            for name in value.elements {
                if let text = name.string, facet.requiredKeys.insert(ExactText(text)).inserted {
                    facet.required.append((text, name))
                }
            }
        case .patternProperties:
            for (pattern, member) in value.members {
                facet.memberPatterns.append(SchemaFacet.MemberPattern(pattern, child(member)))
            }
        // What `false` closes is read with the properties beside it.
        case .additionalProperties:
            if value.isObject { facet.additional.append(child(value)) }
        case .propertyNames: facet.names.append(child(value))
        default: return false
        }
        return true
    }

    private func add(_ name: Cursor.Key, _ node: SchemaNode, to facet: inout SchemaFacet) {
        let text = ExactText(name.text)
        if let index = facet.memberIndex[text] {
            facet.members[index].nodes.append(node)
        } else {
            facet.memberIndex[text] = facet.members.count
            facet.members.append(
                SchemaFacet.Member(key: name.text, keyCursor: name.cursor, nodes: [node])
            )
        }
    }

    private func readClosing(_ cursor: Cursor, into facet: inout SchemaFacet) {
        guard let additional = cursor["additionalProperties"], additional.bool == false else {
            return
        }
        facet.closed = additional
        let keys = Set((cursor["properties"]?.members ?? []).map { ExactText($0.key.text) })
        facet.closedKeys = facet.closedKeys?.intersection(keys) ?? keys
    }

    // MARK: Arrays

    private func readArray(
        _ keyword: Keyword,
        _ value: Cursor,
        _ cursor: Cursor,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        // Elsewhere it says nothing.
        case .prefixItems where draft < .draft2020: break
        case .prefixItems: add(positions: value.elements.map(child), to: &facet)
        case .items where value.isArray: add(positions: value.elements.map(child), to: &facet)
        case .additionalItems where cursor["items"]?.isArray != true: break
        case .items, .additionalItems:
            if value.bool == false {
                facet.closedItems = value
            } else if value.isObject {
                facet.items.append(child(value))
            }
        case .uniqueItems: if value.bool == true { facet.unique = value }
        default: return false
        }
        return true
    }

    private func add(positions: [SchemaNode], to facet: inout SchemaFacet) {
        for (index, position) in positions.enumerated() {
            if index < facet.positions.count {
                facet.positions[index].append(position)
            } else {
                facet.positions.append([position])
            }
        }
    }

    // MARK: Scalars and counts

    private func readScalar(
        _ keyword: Keyword,
        _ value: Cursor,
        _ cursor: Cursor,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        case .minimum:
            raise(&facet, .value, value, isExclusive: cursor["exclusiveMinimum"]?.bool == true)
        case .maximum:
            lower(&facet, .value, value, isExclusive: cursor["exclusiveMaximum"]?.bool == true)
        case .exclusiveMinimum: raise(&facet, .value, value, isExclusive: true)
        case .exclusiveMaximum: lower(&facet, .value, value, isExclusive: true)
        case .minLength: raise(&facet, .length, value)
        case .maxLength: lower(&facet, .length, value)
        case .minItems: raise(&facet, .items, value)
        case .maxItems: lower(&facet, .items, value)
        case .minProperties: raise(&facet, .properties, value)
        case .maxProperties: lower(&facet, .properties, value)
        case .multipleOf:
            if let number = value.double, number > 0 {
                facet.multiples.append(
                    SchemaFacet.Bound(value: number, isExclusive: false, cursor: value)
                )
            }
        case .pattern: if value.string != nil { facet.patterns.append(value) }
        case .format: if value.string != nil { facet.formats.append(value) }
        default: return false
        }
        return true
    }

    private func raise(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        tighten(&facet.lower[quantity], cursor, isExclusive, isLower: true)
    }

    private func lower(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        tighten(&facet.upper[quantity], cursor, isExclusive, isLower: false)
    }

    /// Keeps the tighter of two bounds.
    private func tighten(
        _ known: inout SchemaFacet.Bound?,
        _ cursor: Cursor,
        _ isExclusive: Bool,
        isLower: Bool
    ) {
        guard let value = cursor.double else { return }
        let bound = SchemaFacet.Bound(value: value, isExclusive: isExclusive, cursor: cursor)
        if let known, !bound.isTighter(than: known, isLower: isLower) { return }
        known = bound
    }
}

extension DocumentValue {
    /// The value of a keyword, with arrays sorted if their order is irrelevant.
    fileprivate func inAnyOrder(of keyword: String) -> DocumentValue {
        if ["const", "default", "examples"].contains(keyword) { return self }
        switch self {
        case .array(let elements):
            let isSet = ["required", "type", "enum", "dependentRequired", "dependencies"]
                .contains(keyword)
            // The position of a schema in an array matters.
            guard isSet else { return .array(elements.map { $0.inAnyOrder(of: "") }) }
            return .array(
                elements.sorted {
                    $0.encoded(as: .json).lexicographicallyPrecedes($1.encoded(as: .json))
                }
            )
        case .object(var object):
            let isMap = ["dependentRequired", "dependencies"].contains(keyword)
            for (key, value) in object.members {
                object[key] = value.inAnyOrder(of: isMap ? keyword : key)
            }
            return .object(object)
        default: return self
        }
    }
}

extension SchemaFacet {
    /// The dependencies between members, whichever keyword declares them: pairs of a name and
    /// either other names or a schema.
    var dependencies: Set<[DocumentValue]> {
        var pairs: Set<[DocumentValue]> = []
        for item in opaque where item.isDependency {
            for member in item.value.object?.members ?? [] {
                let required = member.value.object.flatMap { $0.count == 1 ? $0["required"] : nil }
                pairs.insert([.string(member.key), required ?? member.value])
            }
        }
        return pairs
    }
}

extension SchemaFacet.Opaque {
    var isDependency: Bool {
        ["dependentRequired", "dependentSchemas", "dependencies"].contains(keyword)
    }
}

extension SchemaFacet.Bound {
    func isTighter(than other: SchemaFacet.Bound, isLower: Bool) -> Bool {
        if value != other.value { return isLower ? value > other.value : value < other.value }
        if let exact, let second = other.exact, exact != second {
            return isLower ? exact > second : exact < second
        }
        return isExclusive && !other.isExclusive
    }

    /// The exact number, if a Double may not represent it.
    private var exact: Decimal? {
        value.magnitude < 0x1p53 || isScaled ? nil : cursor.lexeme.map { Decimal($0) }
    }

    /// The limit for whole numbers: a fractional limit is rounded.
    func forIntegers(isLower: Bool) -> SchemaFacet.Bound {
        var bound = self
        if value.magnitude >= 0x1p53 { return bound }
        bound.isExclusive = false
        if isLower {
            bound.value = isExclusive ? value.rounded(.down) + 1 : value.rounded(.up)
        } else {
            bound.value = isExclusive ? value.rounded(.up) - 1 : value.rounded(.down)
        }
        return bound
    }
}
