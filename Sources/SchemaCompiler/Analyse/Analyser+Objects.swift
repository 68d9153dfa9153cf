import ConfigDocument
import JSONSchema

extension Analyser {
    /// An object whose keys are not declared.
    mutating func map(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        let origin = Origin(
            owner: origin.owner ?? 0,
            key: origin.reference ?? origin.key,
            role: .entry
        )
        guard let content = additionalShape(facts) else { return .map(.value(.anything)) }
        return .map(self.content(of: content, from: origin))
    }

    /// The schema for members without a declared property; nil if any value is allowed.
    private func additionalShape(_ facts: Facts) -> Shape? {
        let isOpen = reader.hasOpenPatterns(facts)
        let patterns = isOpen ? reader.typedPatterns(of: facts) : facts.patterns
        var lists = patterns.map { [$0.part] }
        switch facts.additional {
        case .schemas(let parts): lists.append(parts)
        case .closed: break
        case .open:
            guard isOpen || facts.patterns.contains(where: \.takesAll) else { return nil }
        }
        lists = lists.filter { !reader.isNever($0) }
        if lists.isEmpty { return nil }
        return lists.count == 1 ? Shape(lists[0]) : Shape([], either: lists)
    }

    mutating func structure(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        let id = draft.declare(.structure(Structure()), origin)
        draft.types[id].documentation = documentation(of: origin)
        if draft.types[id].documentation.text.isEmpty {
            draft.types[id].documentation = documentation(of: shape)
            // That of the property, which its comment shows.
            draft.types[id].documentation.defaultText = nil
        }
        draft.postpone(id, shape)
        return .named(id)
    }

    /// Creates the properties of a structure that was declared before.
    mutating func fill(_ id: TypeID, _ shape: Shape) {
        let facts = reader.facts(of: shape)
        let members = members(of: facts)
        let names = MemberNames.names(
            for: members.map { member in
                let parts = member.shape.parts + (member.shape.either.first ?? [])
                return (key: member.key, swiftName: swiftName(in: parts))
            }
        )
        var structure = Structure()
        let kinds = (reader.knownKinds(facts) ?? .all).subtracting(.null)
        structure.acceptsAnyKind = kinds != .object || (id == 0 && isRootNullable)
        for (index, member) in members.enumerated() {
            structure.properties.append(
                property(member, named: names[index], of: id, facts, index: index)
            )
        }
        let closes = if case .closed = facts.additional { true } else { false }
        addRest(to: &structure, of: id, facts)
        if !closes { draft.open(id) }
        draft.types[id].body = .structure(structure)
    }

    private mutating func addRest(to structure: inout Structure, of id: TypeID, _ facts: Facts) {
        guard let shape = additionalShape(facts) else { return }
        // Entries that are the only content are named after their object.
        let origin = draft.types[id].origin
        let key = structure.properties.isEmpty ? origin.reference ?? origin.key : ""
        let type = content(
            of: shape,
            from: Origin(owner: id, key: key.isEmpty ? "additional" : key, role: .entry)
        )
        // Members of any type are kept with the unknown members.
        if case .value = type {
            draft.open(id)
            return
        }
        structure.additional = type
        if reader.hasOpenPatterns(facts) {
            structure.additionalPatterns = reader.typedPatterns(of: facts).map(\.pattern)
            draft.open(id)
        }
        if structure.properties.isEmpty { structure.additionalName = "entries" }
        if structure.properties.contains(where: { $0.name == "additional" }) {
            structure.additionalName = "additionalMembers"
        }
    }
}
