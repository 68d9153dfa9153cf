import ConfigDocument
import JSONSchema

/// The alternatives of a value, with branches of `anyOf` and `oneOf` expanded, each of one kind.
struct Atoms {
    struct Atom {
        var shape: Shape
        var facts: Facts
        var kinds: KindSet
        /// The nested branches that must all match to identify the alternative.
        var path: [SchemaNode]
        /// The last token of the `$ref` to the branch.
        var reference: String?
    }

    /// A branch merged with the schema around it.
    struct Branch {
        var shape: Shape
        /// The schemas that a value of the branch matches.
        var path: [SchemaNode]
        /// The schema after which the alternative is named.
        var node: SchemaNode?
    }

    private let reader: FactsReader
    private(set) var atoms: [Atom] = []
    private(set) var isNullable = false
    /// True if a branch allows every value.
    private(set) var isAnything = false
    /// The reason that some branches were not examined.
    private(set) var exhaustion: String?
    private var seen: Set<Shape> = []
    private let limit: Int

    init(reader: FactsReader, limit: Int) { (self.reader, self.limit) = (reader, limit) }

    /// The only branch of an `anyOf` or `oneOf` besides `null`; nil if there are several.
    func onlyBranch(of shape: Shape, _ facts: Facts) -> (shape: Shape, isNullable: Bool)? {
        guard !facts.saysNothing || !shape.either.isEmpty,
            let branches = tellingBranches(of: shape, facts)
        else { return nil }
        let rest = branches.filter { branch in
            let facts = reader.facts(of: branch.shape)
            return !facts.isNever && !facts.kinds.isEmpty
                && (!facts.hasType || facts.kinds != .null)
        }
        guard rest.count == 1, let only = rest.first, only.shape != shape else { return nil }
        let isNullable = branches.contains { branch in
            let facts = reader.facts(of: branch.shape)
            return facts.hasType && facts.kinds == .null
        }
        return (only.shape, isNullable)
    }

    private static let depthLimit = 200

    mutating func collect(_ shape: Shape) { collect(shape, path: [], reference: nil, depth: 0) }

    private mutating func collect(
        _ shape: Shape,
        path: [SchemaNode],
        reference: String?,
        depth: Int
    ) {
        guard seen.insert(shape).inserted else { return }
        guard seen.count <= limit else {
            exhaustion = "the alternatives of the schema combine to more than \(limit)"
            return
        }
        guard depth < Self.depthLimit else {
            exhaustion = "the schema nests more than \(depth) alternatives in each other"
            return
        }
        let facts = reader.facts(of: shape)
        if facts.isNever || facts.kinds.isEmpty { return }
        if facts.saysNothing, shape.either.isEmpty {
            if shape.kinds == .all {
                isAnything = true
            } else {
                split(shape, facts, path, reference)
            }
            return
        }
        let flattens =
            reader.isObjectWithMembers(facts)
            && reader.meantKinds(facts).subtracting(.null) == .object
        if !flattens, let branches = tellingBranches(of: shape, facts) {
            for branch in branches {
                let name = branch.node.flatMap { reader.canonical($0).reference }
                    .flatMap(Reference.name)
                // A schema without content of its own is identified by its branches.
                let outer = path.filter { !reader.onlyBranches($0) }
                collect(
                    branch.shape,
                    path: outer + branch.path.filter { !outer.contains($0) },
                    reference: name,
                    depth: depth + 1
                )
            }
            return
        }
        if facts.hasType, facts.kinds.contains(.null) { isNullable = true }
        split(shape, facts, path, reference)
    }

    /// One atom for each kind; all numbers are one kind.
    private mutating func split(
        _ shape: Shape,
        _ facts: Facts,
        _ path: [SchemaNode],
        _ reference: String?
    ) {
        let kinds = facts.effectiveKinds.subtracting(.null)
        var groups: [KindSet] = []
        for group in [KindSet.boolean, .number, .string, .array, .object] {
            let common = kinds.intersection(group)
            if !common.isEmpty { groups.append(common) }
        }
        if groups.count == 5, facts.constants == nil, facts.members.isEmpty { isAnything = true }
        for group in groups {
            var narrowed = shape
            if groups.count > 1 || kinds != facts.effectiveKinds {
                narrowed.kinds = shape.kinds.intersection(group)
            }
            var narrowedFacts = facts
            narrowedFacts.kinds = group
            atoms.append(
                Atom(
                    shape: narrowed,
                    facts: narrowedFacts,
                    kinds: group,
                    path: path,
                    reference: reference
                )
            )
        }
    }

    /// The branches of the first `anyOf`, `oneOf` or `if` that affects types, each merged with the
    /// schema around it.
    func tellingBranches(
        of shape: Shape,
        _ facts: Facts
    ) -> [Branch]? {
        if !shape.either.isEmpty {
            return shape.either.map { parts in
                let path = parts.filter { !$0.withoutBranches }.map(\.node)
                return Branch(
                    shape: Shape(shape.parts + parts, kinds: shape.kinds),
                    path: path,
                    node: path.last
                )
            }
        }
        for group in facts.branches where group.isExhaustive && narrows(group, beside: facts) {
            let stripped = Shape.Part(node: group.node, withoutBranches: true)
            let rest = [stripped] + shape.parts.filter { $0.node != group.node }
            return group.schemas.map { node in
                guard let condition = group.condition else {
                    return branch(node, beside: rest, shape.kinds, path: [node])
                }
                // A value that does not meet the condition is that of the `else`.
                guard node == group.schemas[0] else {
                    return branch(node, beside: rest, shape.kinds, path: [])
                }
                let isMembers = !reader.facts(of: Shape(condition)).members.isEmpty
                let met = isMembers ? [Shape.Part(node: condition)] : []
                return branch(node, beside: rest + met, shape.kinds, path: [condition])
            }
        }
        return nil
    }

    private func branch(
        _ node: SchemaNode,
        beside rest: [Shape.Part],
        _ kinds: KindSet,
        path: [SchemaNode]
    ) -> Branch {
        let alone = Shape([Shape.Part(node: node)], kinds: kinds)
        let base = reader.facts(of: Shape(rest, kinds: kinds))
        let shape =
            base.addsNothing(to: reader.facts(of: alone))
            ? alone : Shape(rest + [Shape.Part(node: node)], kinds: kinds)
        return Branch(shape: shape, path: path, node: node)
    }

    private func narrows(_ group: Facts.Branches, beside base: Facts) -> Bool {
        var seen: Set<SchemaNode> = [group.node]
        return narrows(group, beside: base, &seen)
    }

    private func narrows(
        _ group: Facts.Branches,
        beside base: Facts,
        _ seen: inout Set<SchemaNode>
    ) -> Bool {
        for node in group.schemas {
            let facts = reader.facts(of: Shape(node))
            if facts.constants != nil || !facts.members.isEmpty || !facts.items.isEmpty
                || !facts.positions.isEmpty || !facts.patterns.isEmpty
            {
                return true
            }
            if case .schemas = facts.additional { return true }
            let kinds = facts.effectiveKinds
            if facts.hasType || !facts.implied.isEmpty,
                base.effectiveKinds.intersection(kinds) != base.effectiveKinds
            {
                return true
            }
            for inner in facts.branches where seen.insert(inner.node).inserted {
                if narrows(inner, beside: base, &seen) { return true }
            }
        }
        return false
    }
}

extension Facts {
    /// True if a branch includes everything that the schema around it requires.
    fileprivate func addsNothing(to branch: Facts) -> Bool {
        guard members.isEmpty, constants == nil, items.isEmpty, positions.isEmpty, patterns.isEmpty,
            branches.isEmpty, required.isEmpty, case .open = additional
        else { return false }
        if !hasType { return implied.isEmpty || branch.effectiveKinds.isSubset(of: implied) }
        // A branch that names no type takes null as well, if the schema around it does.
        if kinds.contains(.null), !branch.hasType { return false }
        return branch.effectiveKinds.isSubset(of: kinds)
    }
}
