import ConfigDocument
package import JSONSchema

/// Reads the keywords of schemas, and of all schemas that they refer to, into facts.
package final class FactsReader {
    let graph: SchemaGraph
    private var known: [Shape: Facts] = [:]
    private lazy var secrets = SecretSchemas(graph)
    private var kindsOfBranches: [Branch: KindSet?] = [:]

    /// A branch, and the number of enclosing branches.
    private struct Branch: Hashable {
        var node: SchemaNode
        var depth: Int
    }

    /// The schema of whole documents, which decides what dynamic references refer to; nil for the
    /// types of a library, which several of them share.
    private let root: SchemaNode?

    package init(graph: SchemaGraph, isLibrary: Bool = false) {
        self.graph = graph
        root = isLibrary ? nil : graph.root
    }

    /// True if a value of the shape is a secret, or may contain one at any depth.
    package func holdsSecret(_ shape: Shape) -> Bool {
        secrets.holds((shape.parts + shape.either.flatMap { $0 }).map(\.node))
    }

    /// True if one of the schemas, or one that they apply to their values at any depth, marks a
    /// secret. Other schemas for the same place do not count.
    func leadsToSecret(_ shape: Shape) -> Bool {
        secrets.leads((shape.parts + shape.either.flatMap { $0 }).map(\.node))
    }

    /// True if a member of the value of all these schemas is a secret by one of them.
    func marksMember(_ key: String, of nodes: [SchemaNode]) -> Bool {
        secrets.marksMember(key, of: nodes)
    }

    /// A schema that consists only of a `$ref`, apart from annotations, is replaced by its target.
    package func canonical(_ node: SchemaNode) -> (
        node: SchemaNode, passed: [SchemaNode], reference: String?
    ) {
        var node = node
        var passed: [SchemaNode] = []
        var reference: String?
        var seen: Set<SchemaNode> = [node]
        while let next = alias(of: node) {
            passed.append(node)
            if let text = next.reference { reference = text }
            guard seen.insert(next.node).inserted else { break }
            node = next.node
        }
        return (node, passed, reference)
    }

    private func alias(of node: SchemaNode) -> (node: SchemaNode, reference: String?)? {
        let cursor = graph.cursor(of: node)
        guard cursor.isObject else { return nil }
        if let target = graph.target(of: node) {
            let hides = graph.dialect(of: node).draft.referenceHidesSiblings
            if hides
                || cursor.members.allSatisfy({
                    $0.key.text == "$ref" || Keyword.isAnnotation($0.key.text)
                })
            {
                return (target, cursor["$ref"]?.string)
            }
            return nil
        }
        // Older drafts use `allOf` with one element to put a description beside a `$ref`.
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if let list = cursor[keyword], list.count == 1, let only = list.elements.first,
                cursor.members.allSatisfy({
                    $0.key.text == keyword || Keyword.isAnnotation($0.key.text)
                })
            {
                return (graph.node(at: only, in: node), nil)
            }
        }
        return nil
    }

    /// True if a schema consists only of an `anyOf` or `oneOf`, so that matching one of its
    /// branches means matching the schema, as far as types are concerned.
    func onlyBranches(_ node: SchemaNode) -> Bool {
        let cursor = graph.cursor(of: canonical(node).node)
        guard cursor.isObject else { return false }
        let telling = cursor.members.filter { !Keyword.isAnnotation($0.key.text) }
        return telling.count == 1 && ["anyOf", "oneOf"].contains(telling[0].key.text)
    }

    package func facts(of shape: Shape) -> Facts {
        if let facts = known[shape] { return facts }
        var facts = Facts()
        facts.kinds = shape.kinds
        var seen: Set<SchemaNode> = []
        for part in shape.parts { add(part, to: &facts, seen: &seen) }
        closeUnevaluated(&facts)
        known[shape] = facts
        return facts
    }

    /// True if the schemas declare properties that can be present, or entries that other members
    /// may accompany.
    func isObjectWithMembers(_ facts: Facts) -> Bool {
        guard facts.effectiveKinds.contains(.object), facts.constants == nil else { return false }
        return facts.members.contains { !isNever($0.parts) } || hasOpenPatterns(facts)
    }

    /// True if some keys have values of one kind, and others any value.
    func hasOpenPatterns(_ facts: Facts) -> Bool {
        guard !facts.patterns.contains(where: \.takesAll) else { return false }
        let typed = typedPatterns(of: facts)
        switch facts.additional {
        case .open: return !typed.isEmpty
        case .closed:
            let others = facts.patterns.count { !isNever([$0.part]) } - typed.count
            return !typed.isEmpty && others > 0
        case .schemas: return false
        }
    }

    /// The patterns whose keys do not have any value.
    func typedPatterns(of facts: Facts) -> [Facts.Entries] {
        facts.patterns.filter { entries in
            let facts = self.facts(of: Shape([entries.part]))
            return !facts.isNever && !facts.kinds.isEmpty && !facts.saysNothing
        }
    }

    /// The intended kinds of a value: as given by `type`, here or in all branches, else as implied
    /// by the keywords.
    func meantKinds(_ facts: Facts) -> KindSet {
        facts.hasType ? facts.kinds : knownKinds(facts) ?? facts.effectiveKinds
    }

    package func isNever(_ parts: [Shape.Part]) -> Bool {
        let facts = facts(of: Shape(parts))
        return facts.isNever || facts.kinds.isEmpty
    }

    private func add(_ part: Shape.Part, to facts: inout Facts, seen: inout Set<SchemaNode>) {
        var stack = [part]
        while let part = stack.popLast() {
            let node = part.node
            guard seen.insert(node).inserted else { continue }
            let cursor = graph.cursor(of: node)
            if cursor.bool == false { facts.isNever = true }
            guard cursor.isObject else { continue }
            facts.nodes.append(node)
            let target = graph.target(of: node) ?? dynamicTarget(of: node, cursor)
            let isHidden =
                target != nil && cursor["$ref"] != nil
                && graph.dialect(of: node).draft.referenceHidesSiblings
            var following: [Shape.Part] = []
            if let target { following.append(Shape.Part(node: target)) }
            if !isHidden {
                read(cursor, node, withoutBranches: part.withoutBranches, into: &facts)
                for element in cursor["allOf"]?.elements ?? [] {
                    following.append(Shape.Part(node: graph.node(at: element, in: node)))
                }
            }
            stack.append(contentsOf: following.reversed())
        }
    }

    /// The target of a `$dynamicRef` or `$recursiveRef`. The root is the outermost resource for
    /// every value, so that its anchor takes precedence.
    private func dynamicTarget(of node: SchemaNode, _ cursor: Cursor) -> SchemaNode? {
        let outermost = root.map { graph.resource(of: $0) }
        if let target = graph.target(of: node, by: "$dynamicRef") {
            let name = cursor["$dynamicRef"]?.string?.split(separator: "#").last.map(String.init)
            guard let name, graph.resource(of: target).dynamicAnchors[name] == target else {
                return target
            }
            return outermost?.dynamicAnchors[name] ?? target
        }
        guard let target = graph.target(of: node, by: "$recursiveRef") else { return nil }
        guard graph.resource(of: target).isRecursiveAnchor, let outermost,
            outermost.isRecursiveAnchor
        else { return target }
        return outermost.root
    }

    private func read(
        _ cursor: Cursor,
        _ node: SchemaNode,
        withoutBranches: Bool,
        into facts: inout Facts
    ) {
        let draft = graph.dialect(of: node).draft
        func part(_ child: Cursor) -> Shape.Part {
            Shape.Part(node: graph.node(at: child, in: node))
        }
        for (key, value) in cursor.members {
            switch key.text {
            case "type":
                facts.kinds.formIntersection(KindSet(type: value))
                facts.hasType = true
            case "enum" where value.isArray: restrict(&facts, to: value.elements, by: node)
            case "const": restrict(&facts, to: [value], by: node)
            case "properties":
                facts.implied.insert(.object)
                for (name, member) in value.members { facts.add(member: name, part(member)) }
            case "required":
                for name in value.elements {
                    if let name = name.string { facts.required.insert(ExactText(name)) }
                }
            case "additionalProperties":
                if !isEmpty(value) { facts.implied.insert(.object) }
                add(additional: value, part(value), to: &facts)
            case "patternProperties":
                if value.members.contains(where: { !isEmpty($0.value) }) {
                    facts.implied.insert(.object)
                }
                for (key, member) in value.members {
                    facts.patterns.append(Facts.Entries(pattern: key.text, part: part(member)))
                }
            case "items":
                facts.implied.insert(.array)
                if value.isArray {
                    read(positions: value.elements.map(part), into: &facts)
                } else if value.bool == false {
                    facts.isClosedArray = true
                } else {
                    facts.items.append(part(value))
                }
            case "prefixItems" where draft >= .draft2020:
                facts.implied.insert(.array)
                read(positions: value.elements.map(part), into: &facts)
            case "additionalItems" where cursor["items"]?.isArray == true:
                if value.bool == false {
                    facts.isClosedArray = true
                } else {
                    facts.items.append(part(value))
                }
            case "minItems":
                facts.implied.insert(.array)
                facts.minItems = max(facts.minItems, value.int ?? 0)
            case "maxItems":
                facts.implied.insert(.array)
                if let maximum = value.int, maximum <= facts.positions.count {
                    facts.isClosedArray = true
                }
            case "contains":
                facts.implied.insert(.array)
                // It counts as evaluation since 2020-12.
                if draft >= .draft2020 { facts.contained.append(part(value)) }
            case "uniqueItems": facts.implied.insert(.array)
            case "unevaluatedItems" where draft >= .draft2019:
                facts.unevaluatedItems.append(value.bool == false ? nil : part(value))
            case "unevaluatedProperties" where draft >= .draft2019:
                if value.bool == false { facts.refusesUnevaluated = true }
            case "dependentSchemas" where draft >= .draft2019, "dependencies":
                for (_, schema) in value.members where schema.isObject {
                    facts.dependents.append(graph.node(at: schema, in: node))
                }
            case "pattern", "minLength", "maxLength", "format": facts.implied.insert(.string)
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
                facts.implied.formUnion(.number)
            case "anyOf", "oneOf":
                guard !withoutBranches, value.isArray else { continue }
                facts.branches.append(
                    Facts.Branches(
                        node: node,
                        schemas: value.elements.map { graph.node(at: $0, in: node) }
                    )
                )
            default: continue
            }
        }
        if !withoutBranches, draft >= .draft7 { readCondition(cursor, node, into: &facts) }
    }

    // MARK: Unevaluated members and elements

    /// What a schema and its branches do not evaluate is closed, if no branch evaluates members or
    /// elements that make no properties.
    private func closeUnevaluated(_ facts: inout Facts) {
        if facts.refusesUnevaluated {
            var evaluated = EvaluatedMembers(graph: graph)
            for node in facts.nodes { evaluated.add(node, isBranch: false) }
            facts.refusesUnevaluated = !evaluated.areMore
            if case .open = facts.additional, facts.refusesUnevaluated {
                facts.additional = .closed
            }
        }
        guard let rest = facts.unevaluatedItems.first, facts.items.isEmpty, facts.branches.isEmpty,
            facts.dependents.isEmpty, !facts.isClosedArray
        else { return }
        let allowed = facts.contained + [rest].compactMap { $0 }
        // The program does not know the Swift types of the numbers in these.
        guard allowed.allSatisfy({ self.facts(of: Shape([$0])).holdsOnlyTexts }) else { return }
        switch allowed.count {
        case 0: facts.isClosedArray = true
        case 1: facts.items = allowed
        default: break
        }
    }

    private func readCondition(_ cursor: Cursor, _ node: SchemaNode, into facts: inout Facts) {
        guard let condition = cursor["if"] else { return }
        let schemas = ["then", "else"].compactMap { cursor[$0] }
        guard schemas.contains(where: saysMoreThanBounds) else { return }
        facts.branches.append(
            Facts.Branches(
                node: node,
                schemas: schemas.map { graph.node(at: $0, in: node) },
                condition: graph.node(at: condition, in: node)
            )
        )
    }

    /// True if a schema may contribute to a type. Most conditions only require members.
    private func saysMoreThanBounds(_ schema: Cursor) -> Bool {
        let telling: Set = [
            "type", "enum", "const", "properties", "patternProperties", "additionalProperties",
            "items", "prefixItems", "allOf", "anyOf", "oneOf", "if", "$ref", "$dynamicRef",
        ]
        return schema.members.contains { telling.contains($0.key.text) }
    }

    /// True if a schema allows everything, so that a keyword containing it does not imply a kind.
    private func isEmpty(_ schema: Cursor) -> Bool {
        if let bool = schema.bool { return bool }
        return schema.members.allSatisfy { key, value in
            Keyword.isAnnotation(key.text) || key.text == "additionalProperties" && isEmpty(value)
        }
    }

    /// The possible kinds of a value if `type` is given beside an `anyOf` or `oneOf` or in all of
    /// its branches; nil if it is not.
    func knownKinds(_ facts: Facts, depth: Int = 0) -> KindSet? {
        guard depth < 6 else { return facts.hasType ? facts.kinds : nil }
        var kinds = facts.hasType ? facts.kinds : nil
        for group in facts.branches where group.isExhaustive {
            let branches = group.schemas.filter { !self.facts(of: Shape($0)).isNever }
                .map { knownKinds(ofBranch: $0, depth: depth + 1) }
            guard branches.allSatisfy({ $0 != nil }) else { continue }
            let allowed = branches.reduce(into: KindSet()) { $0.formUnion($1 ?? []) }
            kinds = (kinds ?? .all).intersection(allowed)
        }
        return kinds
    }

    private func knownKinds(ofBranch node: SchemaNode, depth: Int) -> KindSet? {
        let branch = Branch(node: node, depth: depth)
        if let known = kindsOfBranches[branch] { return known }
        let kinds = knownKinds(facts(of: Shape(node)), depth: depth)
        kindsOfBranches[branch] = .some(kinds)
        return kinds
    }

    private func restrict(_ facts: inout Facts, to values: [Cursor], by node: SchemaNode) {
        let allowed = facts.constants.map { known in
            let both = Set(values.map { DocumentValue($0) })
            return known.filter { both.contains(DocumentValue($0)) }
        }
        facts.constants = allowed ?? values
        facts.constantsNode = facts.constantsNode ?? node
        facts.hasType = true
        let areUnsigned = values.areUnsigned
        facts.kinds.formIntersection(
            values.reduce(into: KindSet()) { kinds, value in
                let isLarge = areUnsigned && [.double, .decimal].contains(value.kind)
                kinds.formUnion(isLarge ? .integer : KindSet(constant: value))
            }
        )
    }

    private func add(additional value: Cursor, _ part: Shape.Part, to facts: inout Facts) {
        if value.bool == false {
            facts.additional = .closed
        } else if value.isObject {
            switch facts.additional {
            case .open: facts.additional = .schemas([part])
            case .schemas(let parts): facts.additional = .schemas(parts + [part])
            case .closed: break
            }
        }
    }

    private func read(positions: [Shape.Part], into facts: inout Facts) {
        for (index, part) in positions.enumerated() {
            if index < facts.positions.count {
                facts.positions[index].append(part)
            } else {
                facts.positions.append([part])
            }
        }
    }
}
