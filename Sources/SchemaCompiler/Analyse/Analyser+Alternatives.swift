import ConfigDocument
import JSONSchema

extension Analyser {
    // MARK: Arrays and objects

    mutating func arrays(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative] {
        var result = AlternativeList()
        for atom in atoms.atoms where atom.kinds == .array {
            var origin = origin
            if !isAlone {
                origin.key =
                    atom.reference ?? title(of: atom) ?? pluralKey(of: origin.owner) ?? "elements"
                origin.reference = nil
            }
            var type =
                requestedType(atom.facts).map(TypeRef.custom)
                ?? array(atom.shape, atom.facts, origin)
            if isSecret(atom.facts) { type = .secret(type) }
            // `events` if the elements have a name of their own, else `array`.
            let content = contentName(of: type)
            let isNamed = if case .array(let element) = type { hasName(element) } else { false }
            let hints =
                hints(atom, tags: []) + (isNamed ? [content, "array"] : ["array", content])
            let paths = atom.path.isEmpty ? [] : [atom.path]
            result.add(Alternative(type: type, kinds: .array, paths: paths, hints: hints))
        }
        return result.alternatives
    }

    mutating func objects(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative] {
        var result = AlternativeList()
        let objects = atoms.atoms.filter { $0.kinds == .object }
        let counts = keyCounts(of: objects)
        for atom in objects {
            var origin = origin
            var hints = hints(
                atom,
                tags: objects.count > 1 ? distinctConstants(of: atom, among: counts) : []
            )
            hints.append("object")
            if let own = ownKey(of: atom, among: counts) { hints.append(own) }
            if !isAlone { origin.key = hints.first ?? "object" }
            let type = object(atom, origin)
            result.add(
                Alternative(
                    type: type,
                    kinds: .object,
                    paths: atom.path.isEmpty ? [] : [atom.path],
                    hints: hints,
                    tagSources: [atom.facts]
                )
            )
        }
        return result.alternatives
    }

    private mutating func object(_ atom: Atoms.Atom, _ origin: Origin) -> TypeRef {
        if let name = requestedType(atom.facts) { return .custom(name) }
        // Uses `use`, so that a schema referenced elsewhere becomes one type.
        if atom.facts.kinds == .object || reader.isObjectWithMembers(atom.facts) {
            var shape = atom.shape
            if reader.facts(of: Shape(shape.parts, either: shape.either)).effectiveKinds == .object
            {
                shape.kinds = .all
            }
            if reader.isObjectWithMembers(atom.facts), atom.facts.effectiveKinds == .object {
                return use(of: shape, from: origin).type
            }
        }
        var origin = origin
        // Entries without a name are named after the union.
        if origin.key == "object", let owner = origin.owner {
            let around = draft.types[owner].origin
            origin.key = around.reference ?? around.key
        }
        let type = map(atom.shape, atom.facts, origin)
        return isSecret(atom.facts) ? .secret(type) : type
    }

    // MARK: Telling alternatives apart

    /// A required member with different constants in each alternative.
    private func discriminator(of objects: [Alternative]) -> String? {
        guard objects.count > 1, let first = objects[0].tagSources.first else { return nil }
        for member in first.members {
            var seen: Set<String> = []
            let isDistinct = objects.allSatisfy { object in
                let values = tags(of: object, member.key)
                return !values.isEmpty && values.allSatisfy { seen.insert($0).inserted }
            }
            if isDistinct { return member.key }
        }
        return nil
    }

    /// The possible strings of an alternative's member; none if one branch allows others.
    private func tags(of alternative: Alternative, _ key: String) -> [String] {
        var tags: [String] = []
        for facts in alternative.tagSources {
            let values = self.tags(of: facts, key)
            if values.isEmpty { return [] }
            tags += values.filter { !tags.contains($0) }
        }
        return tags
    }

    private func tags(of facts: Facts, _ key: String) -> [String] {
        guard facts.required.contains(ExactText(key)), let member = facts.member(key) else {
            return []
        }
        let constants = reader.facts(of: Shape(member.parts)).constants ?? []
        let texts = constants.compactMap(\.string)
        return texts.count == constants.count ? texts : []
    }

    mutating func finished(_ list: [Alternative]) -> Union {
        var union = Union()
        union.discriminator = discriminator(of: list.filter { $0.kinds == .object })
        let counts = list.reduce(into: [KindSet: Int]()) { $0[$1.kinds, default: 0] += 1 }
        for alternative in list {
            var result = Union.Alternative(
                name: alternative.hints.first ?? "value",
                type: alternative.type,
                kinds: alternative.kinds
            )
            let rivals = counts.filter { !$0.key.isDisjoint(with: alternative.kinds) }.map(\.value)
            if rivals.reduce(0, +) > 1 {
                if let key = union.discriminator, alternative.kinds == .object {
                    result.tags = tags(of: alternative, key)
                } else {
                    result.entryPoints = alternative.paths.map {
                        $0.map { draft.entryPoint(of: $0) }
                    }
                }
            }
            union.alternatives.append(result)
        }
        return union
    }
}

/// The alternatives of a union. Branches of the same type become one alternative, which any of them
/// identifies.
private struct AlternativeList {
    private(set) var alternatives: [Analyser.Alternative] = []
    private var places: [TypeRef: Int] = [:]

    mutating func add(_ alternative: Analyser.Alternative) {
        guard let index = places[alternative.type] else {
            places[alternative.type] = alternatives.count
            alternatives.append(alternative)
            return
        }
        let havePaths = !alternatives[index].paths.isEmpty && !alternative.paths.isEmpty
        alternatives[index].paths =
            havePaths ? alternatives[index].paths + alternative.paths : []
        alternatives[index].tagSources += alternative.tagSources
    }
}
