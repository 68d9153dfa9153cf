import ConfigDocument
import JSONSchema

extension Analyser {
    // MARK: Arrays

    mutating func array(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        if !facts.positions.isEmpty { return tuple(facts, origin) }
        guard !facts.items.isEmpty else { return .array(.value(.anything)) }
        var origin = elementOrigin(origin)
        if origin.owner == nil { origin.owner = 0 }
        return .array(content(of: Shape(facts.items), from: origin))
    }

    /// Elements and entries have no place of their own to say `null`: the type says it.
    private mutating func content(of shape: Shape, from origin: Origin) -> TypeRef {
        let use = use(of: shape, from: origin)
        let parts = shape.parts + shape.either.flatMap { $0 }
        if !saysKind(shape, of: use.type) { return .value(.unsaid) }
        let type = isSecret(parts) ? use.type.asSecret : use.type
        return use.isNullable && !use.type.isValue ? .optional(type) : type
    }

    /// Whether values of no other kind are valid than those that the type holds: a `pattern` alone
    /// allows numbers, and `items` alone texts. Structures keep what is no object.
    private func saysKind(_ shape: Shape, of type: TypeRef) -> Bool {
        switch type.withoutSecret {
        case .value, .custom, .quantity: return true
        case .named(let id):
            if case .structure = model.types[id].body { return true }
        default: break
        }
        if shape.kinds != .all || reader.knownKinds(reader.facts(of: shape)) != nil { return true }
        return !shape.either.isEmpty
            && shape.either.allSatisfy { reader.knownKinds(reader.facts(of: Shape($0))) != nil }
    }

    private func elementOrigin(_ origin: Origin) -> Origin {
        Origin(owner: origin.owner, key: origin.reference ?? origin.key, role: .element)
    }

    private mutating func tuple(_ facts: Facts, _ origin: Origin) -> TypeRef {
        let isNamed = facts.positions.contains { parts in
            parts.contains { graph.cursor(of: $0.node)["x-swift-name"] != nil }
        }
        let id = declare(.tuple(Tuple()), origin)
        var tuple = Tuple()
        let keys = facts.positions.enumerated().map { index, parts in
            let cursor = graph.cursor(of: parts[0].node)
            let title = cursor["title"]?.string.flatMap {
                (1...3).contains(Words($0).count) ? $0 : nil
            }
            return (
                key: title ?? Ordinals.name(of: index), swiftName: cursor["x-swift-name"]?.string
            )
        }
        let names = MemberNames.names(for: keys, taken: ["rest"])
        for (index, parts) in facts.positions.enumerated() {
            let origin = Origin(owner: id, key: names[index])
            tuple.elements.append(
                Tuple.Element(
                    name: names[index],
                    type: content(of: Shape(parts), from: origin),
                    isRequired: index < facts.minItems,
                    documentation: documentation(of: Shape(parts))
                )
            )
        }
        if !facts.isClosedArray {
            tuple.rest =
                facts.items.isEmpty
                ? .value(.anything)
                : content(
                    of: Shape(facts.items),
                    from: Origin(owner: id, key: "rest", role: .element)
                )
        }
        let first = tuple.elements[0].type
        let isUniform =
            tuple.elements.allSatisfy { $0.type == first } && (tuple.rest ?? first) == first
        if isUniform, !isNamed {
            // The declaration is left over: its name is that of its element.
            aliases[id] = .array(first)
            return .array(first)
        }
        model.types[id].body = .tuple(tuple)
        model.types[id].documentation = documentation(of: origin)
        return .named(id)
    }

    // MARK: Objects

    /// An object whose keys are not known beforehand.
    mutating func map(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        let origin = Origin(
            owner: origin.owner ?? 0,
            key: origin.reference ?? origin.key,
            role: .entry
        )
        guard let content = additionalShape(facts) else { return .map(.value(.anything)) }
        return .map(self.content(of: content, from: origin))
    }

    /// What the members are held to that no property is declared for; nil where anything goes.
    private func additionalShape(_ facts: Facts) -> Shape? {
        var lists = facts.patterns.map { [$0] }
        switch facts.additional {
        case .schemas(let parts): lists.append(parts)
        case .open where facts.patterns.isEmpty: return nil
        case .open, .closed: break
        }
        lists = lists.filter { !reader.isNever($0) }
        if lists.isEmpty { return nil }
        return lists.count == 1 ? Shape(lists[0]) : Shape([], either: lists)
    }

    mutating func structure(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        let id = declare(.structure(Structure()), origin)
        model.types[id].documentation = documentation(of: origin)
        if model.types[id].documentation.text.isEmpty {
            model.types[id].documentation = documentation(of: shape)
        }
        pending.append((id, shape))
        return .named(id)
    }

    /// Makes the properties of a structure that was declared before.
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
        structure.acceptsAnyKind =
            reader.knownKinds(facts) == nil || (id == model.root && isRootNullable)
        for (index, member) in members.enumerated() {
            structure.properties.append(
                property(member, named: names[index], of: id, facts, index: index)
            )
        }
        let closes = if case .closed = facts.additional { true } else { false }
        if case .schemas = facts.additional {
            addRest(to: &structure, of: id, facts)
        } else if closes, !facts.patterns.isEmpty {
            addRest(to: &structure, of: id, facts)
        }
        if !closes { openStructures.insert(id) }
        model.types[id].body = .structure(structure)
    }

    private mutating func addRest(to structure: inout Structure, of id: TypeID, _ facts: Facts) {
        guard let shape = additionalShape(facts) else { return }
        let type = content(of: shape, from: Origin(owner: id, key: "additional", role: .entry))
        // Values of any type stay where unknown members are kept.
        if case .value = type {
            openStructures.insert(id)
            return
        }
        structure.additional = type
        if structure.properties.contains(where: { $0.name == "additional" }) {
            structure.additionalName = "additionalMembers"
        }
    }

    struct StructureMember {
        var key: String
        var shape: Shape
        /// Declared in branches of `anyOf` or `oneOf` only.
        var isDealt: Bool
        /// Branches beside those allow any value.
        var mayMisfit = false
    }

    /// The declared properties, and those that only branches declare.
    private func members(of facts: Facts) -> [StructureMember] {
        var result: [StructureMember] = []
        var indices: [ExactText: Int] = [:]
        for member in facts.members where !reader.isNever(member.parts) {
            indices[ExactText(member.key)] = result.count
            result.append(
                StructureMember(key: member.key, shape: Shape(member.parts), isDealt: false)
            )
        }
        var visited: Set<SchemaNode> = []
        deal(facts, depth: 0, &visited) { key, parts in
            let text = ExactText(key)
            guard let index = indices[text] else {
                indices[text] = result.count
                result.append(
                    StructureMember(key: key, shape: Shape([], either: [parts]), isDealt: true)
                )
                return
            }
            guard result[index].isDealt else {
                if reader.facts(of: result[index].shape).saysNothing,
                    result[index].shape.parts.count <= 1
                {
                    let annotated = result[index].shape
                    result[index].shape = Shape(annotated.parts, either: annotated.either + [parts])
                }
                return
            }
            if !result[index].shape.either.contains(parts) {
                result[index].shape.either.append(parts)
            }
        }
        for index in result.indices where result[index].isDealt {
            let key = result[index].key
            result[index].mayMisfit = facts.branches.contains { leavesOpen(key, $0) }
        }
        for index in result.indices
        where result[index].shape.either.count == 1 && result[index].isDealt {
            result[index].shape = Shape(result[index].shape.either[0])
        }
        return result
    }

    /// Whether a branch declares the member, while another says nothing of it and is open.
    private func leavesOpen(_ key: String, _ group: Facts.Branches) -> Bool {
        let branches = group.schemas.map { reader.facts(of: Shape($0)) }
        let declaring = branches.filter { $0.member(key) != nil }
        guard !declaring.isEmpty, declaring.count < branches.count else { return false }
        return branches.contains { branch in
            guard branch.member(key) == nil, case .open = branch.additional else { return false }
            return branch.patterns.isEmpty && branch.branches.isEmpty && !branch.isNever
        }
    }

    private func deal(
        _ facts: Facts,
        depth: Int,
        _ visited: inout Set<SchemaNode>,
        _ body: (String, [Shape.Part]) -> Void
    ) {
        guard depth < 8 else { return }
        for group in facts.branches {
            for node in group.schemas where visited.insert(node).inserted {
                let branch = reader.facts(of: Shape(node))
                for member in branch.members where !reader.isNever(member.parts) {
                    body(member.key, member.parts)
                }
                deal(branch, depth: depth + 1, &visited, body)
            }
        }
    }

    private mutating func property(
        _ member: StructureMember,
        named name: String,
        of id: TypeID,
        _ owner: Facts,
        index: Int
    ) -> Property {
        var use = use(of: member.shape, from: Origin(owner: id, key: member.key))
        let facts = reader.facts(of: member.shape)
        if let name = requestedType(facts) { use.type = .custom(name) }
        use.type = distinct(measured(use.type, facts), facts)
        let mayMisfit = member.mayMisfit || !saysKind(member.shape, of: use.type)
        // Where other values are valid, a property that cannot hold them has to be able to be nil.
        let isRequired =
            !mayMisfit && owner.required.contains(ExactText(member.key)) && !member.isDealt
        let parts = member.shape.parts + member.shape.either.flatMap { $0 }
        var property = Property(
            key: member.key,
            name: name,
            type: use.type,
            isRequired: isRequired,
            documentation: Self.fitted(documentation(of: member.shape), to: use.type)
        )
        property.deprecation = deprecation(of: parts)
        if property.deprecation != nil { property.documentation.notes = [] }
        let source = defaultCursor(in: parts)
        if let source { defaultSources[Defaults.Place(type: id, property: index)] = source }
        property.type = Self.declared(
            use,
            isRequired: isRequired,
            defaultsToNull: source?.isNull == true
        )
        if case .optional = property.type, !isRequired {
            property.mayBeNull = use.isNullable || use.type.isValue
        }
        if isSecret(parts) {
            property.type = property.type.asSecret
            property.documentation.hideValues()
        }
        property.variable = annotation("x-env", in: parts)?.string
        property.place = parts.first.map { graph.cursor(of: $0.node) }
        if mayMisfit, case .optional(let inner) = property.type, !inner.isValue {
            property.mayMisfit = true
        }
        model.propertyCount += 1
        if case .value(let reason) = use.type.withoutSecret {
            model.untyped.append(UntypedProperty(type: id, key: member.key, reason: reason))
        }
        return property
    }

    /// Beside the property itself, what it refers to may say a default.
    private func defaultCursor(in parts: [Shape.Part]) -> Cursor? {
        annotation("default", in: parts)
    }

    private func annotation(_ keyword: String, in parts: [Shape.Part]) -> Cursor? {
        for part in parts {
            let (target, passed, _) = reader.canonical(part.node)
            for node in passed + [target] {
                if let value = graph.cursor(of: node)[keyword] { return value }
            }
        }
        return nil
    }

    private func isSecret(_ parts: [Shape.Part]) -> Bool {
        annotation("x-secret", in: parts)?.bool == true
            || annotation("writeOnly", in: parts)?.bool == true
            || annotation("format", in: parts)?.string == "password"
    }

    private func swiftName(in parts: [Shape.Part]) -> String? {
        for part in parts {
            if let name = graph.cursor(of: part.node)["x-swift-name"]?.string { return name }
        }
        return nil
    }

    /// Required, optional and nullable, told apart.
    private static func declared(_ use: Use, isRequired: Bool, defaultsToNull: Bool) -> TypeRef {
        if use.type.isValue { return isRequired ? use.type : .optional(use.type) }
        switch (isRequired, use.isNullable) {
        case (true, false): return use.type
        case (true, true), (false, false): return .optional(use.type)
        case (false, true): return defaultsToNull ? .optional(use.type) : .nullable(use.type)
        }
    }
}

extension TypeRef {
    /// What may be absent or null stays so, as that is no secret.
    fileprivate var asSecret: TypeRef {
        switch self {
        case .optional(let inner): .optional(inner.asSecret)
        case .nullable(let inner): .nullable(inner.asSecret)
        case .secret: self
        default: .secret(self)
        }
    }
}

/// Names for positions that have none.
enum Ordinals {
    static func name(of index: Int) -> String {
        let words = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth",
        ]
        return index < words.count ? words[index] : "element\(index + 1)"
    }
}
