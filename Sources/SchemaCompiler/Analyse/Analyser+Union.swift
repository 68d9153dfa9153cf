import ConfigDocument
import JSONSchema

extension Analyser {
    /// The type of a value with these alternatives. Scalars of one kind become one alternative.
    ///
    /// - Parameter isSecret: whether the value is a secret as a whole, so that no part of it needs
    ///   to be one.
    mutating func union(of atoms: Atoms, _ origin: Origin, isSecret: Bool) -> Use {
        if atoms.isAnything { return Use(type: .value(.anything)) }
        let isNullable = atoms.isNullable
        if atoms.atoms.isEmpty { return Use(type: .value(isNullable ? .anything : .never)) }
        let isAlone = groupCount(atoms) == 1
        var id: TypeID?
        var inner = origin
        if !isAlone {
            // The payloads' owner must be known before they are made.
            let declared = declare(.union(Union()), origin)
            id = declared
            inner = Origin(owner: declared, role: .alternative)
        }
        var alternatives = scalars(of: atoms, inner, isAlone: isAlone)
        alternatives += arrays(of: atoms, inner, isAlone: isAlone)
        alternatives += objects(of: atoms, inner, isAlone: isAlone)
        if isSecret {
            for index in alternatives.indices {
                alternatives[index].type = alternatives[index].type.withoutSecret
            }
        }
        if alternatives.count == 1, let only = alternatives.first {
            if let id {
                aliases[id] = only.type
                reown(from: id, to: origin)
            }
            return Use(type: only.type, isNullable: isNullable)
        }
        guard !alternatives.isEmpty else {
            return Use(type: .value(.mixedConstants), isNullable: isNullable)
        }
        let declared = id ?? declare(.union(Union()), origin)
        if id == nil { adopt(alternatives, by: declared) }
        model.types[declared].documentation = documentation(of: origin)
        model.types[declared].body = .union(finished(alternatives, of: atoms))
        nameAlternatives(of: declared)
        return Use(type: .named(declared), isNullable: isNullable)
    }

    private func groupCount(_ atoms: Atoms) -> Int {
        var groups: Set<KindSet> = []
        for atom in atoms.atoms {
            groups.insert(atom.kinds.isSubset(of: .number) ? .number : atom.kinds)
        }
        let containers = atoms.atoms.filter { $0.kinds == .object || $0.kinds == .array }.count
        return containers > 1 ? 2 : groups.count
    }

    /// A union of one alternative is that alternative: what it owned belongs to its own user.
    private mutating func reown(from id: TypeID, to origin: Origin) {
        for index in (id + 1)..<model.types.count where model.types[index].origin.owner == id {
            model.types[index].origin.owner = origin.owner
            model.types[index].origin.key = origin.key
            model.types[index].origin.role = origin.role
            if model.types[index].origin.swiftName == nil {
                model.types[index].origin.swiftName = origin.swiftName
            }
            if model.types[index].origin.reference == nil, let reference = origin.reference {
                model.types[index].origin.reference = reference
                model.types[index].isShared = true
            }
        }
    }

    private mutating func adopt(_ alternatives: [Alternative], by id: TypeID) {
        for alternative in alternatives {
            if case .named(let type) = alternative.type { model.types[type].origin.owner = id }
        }
    }

    /// An alternative on its way into a union.
    struct Alternative {
        var type: TypeRef
        var kinds: KindSet
        var node: SchemaNode?
        var hints: [String]
        var tagSource: Facts?
    }

    // MARK: Scalars

    private mutating func scalars(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative]
    {
        var result: [Alternative] = []
        var done: KindSet = []
        for atom in atoms.atoms {
            let group: KindSet = atom.kinds.isSubset(of: .number) ? .number : atom.kinds
            guard group.isSubset(of: .scalar), done.isDisjoint(with: group) else { continue }
            done.formUnion(group)
            let same = atoms.atoms.filter { $0.kinds.isSubset(of: group) }
            var alternative =
                switch group {
                case .bool: Alternative(type: .bool, kinds: .bool, hints: ["bool"])
                case .number: number(same, origin, isAlone: isAlone)
                default: string(same, origin, isAlone: isAlone)
                }
            if same.count == 1, let name = requestedType(same[0].facts) {
                alternative.type = .custom(name)
            }
            if same.contains(where: { isSecret($0.facts) }) {
                alternative.type = .secret(alternative.type)
            }
            result.append(alternative)
        }
        return result
    }

    private mutating func number(
        _ atoms: [Atoms.Atom],
        _ origin: Origin,
        isAlone: Bool
    ) -> Alternative {
        let isWhole = atoms.allSatisfy { !$0.kinds.contains(.fraction) }
        guard isWhole else {
            return Alternative(
                type: options.usesExactDecimals ? .decimal : .double,
                kinds: .number,
                hints: [options.usesExactDecimals ? "decimal" : "double"]
            )
        }
        if let values = allConstants(of: atoms, kinds: .integer), values.count > 1,
            let type = integerEnumeration(values, origin, isAlone: isAlone)
        {
            return Alternative(type: type, kinds: .integer, hints: ["int"])
        }
        return Alternative(type: wholeNumber(atoms), kinds: .integer, hints: ["int"])
    }

    /// `Int`, unless a format asks for a width, or bounds go beyond it.
    private func wholeNumber(_ atoms: [Atoms.Atom]) -> TypeRef {
        let types = Set(atoms.map(integerType))
        guard types.count == 1, let type = types.first ?? nil else { return .int }
        return .integer(type)
    }

    private func integerType(_ atom: Atoms.Atom) -> IntegerType? {
        let cursors = atom.facts.nodes.map { graph.cursor(of: $0) }
        for cursor in cursors {
            if let format = cursor["format"]?.string, let type = IntegerType(rawValue: format) {
                return type
            }
        }
        if cursors.contains(where: \.exceedsInt) { return .uint64 }
        guard options.usesSizedIntegers else { return nil }
        let bounds = WholeBounds(cursors)
        guard let least = bounds.least, let most = bounds.most else { return nil }
        return IntegerType.narrowest(from: least, to: most)
    }

    private mutating func string(
        _ atoms: [Atoms.Atom],
        _ origin: Origin,
        isAlone: Bool
    ) -> Alternative {
        var plain = Alternative(type: .string, kinds: .string, hints: ["string"])
        plain.node = atoms.first?.node
        if let format = nativeFormat(of: atoms) {
            (plain.type, plain.hints) = (.text(format), [format.rawValue, "string"])
        }
        let listed = atoms.filter { $0.facts.constants != nil }
        guard let values = allConstants(of: listed, kinds: .string), !values.isEmpty else {
            return plain
        }
        let isOpen = listed.count < atoms.count
        var origin = origin
        if !isAlone { origin.key = "keyword" }
        // Through `use`, so that a list that is referred to elsewhere becomes one type.
        if let only = listed.first, listed.count == 1, !isOpen, !isAlone, only.reference != nil,
            reader.facts(of: Shape(only.shape.parts)).effectiveKinds == .string
        {
            let type = use(of: Shape(only.shape.parts), from: origin).type
            return Alternative(
                type: type,
                kinds: .string,
                hints: [only.reference ?? "", "keyword"]
            )
        }
        let reference = listed.count == 1 && !isAlone ? listed[0].reference : nil
        if let reference { origin.reference = reference }
        guard let type = enumeration(values, isOpen: isOpen, origin) else { return plain }
        return Alternative(
            type: type,
            kinds: .string,
            hints: (reference.map { [$0] } ?? []) + ["keyword"]
        )
    }

    /// The format that all of these texts are in, where it was asked for.
    private func nativeFormat(of atoms: [Atoms.Atom]) -> NativeFormat? {
        let formats = Set(
            atoms.map { atom in
                atom.facts.nodes.lazy
                    .compactMap { graph.cursor(of: $0)["format"]?.string }
                    .compactMap(NativeFormat.init).first
            }
        )
        guard formats.count == 1, let format = formats.first ?? nil else { return nil }
        return options.formats.contains(format) ? format : nil
    }

    /// The constants of one kind, each once; nil where one schema has none.
    private func allConstants(of atoms: [Atoms.Atom], kinds: KindSet) -> [Constant]? {
        var result: [Constant] = []
        var seen: Set<ConfigValue> = []
        for atom in atoms {
            guard let constants = atom.facts.constants else { return nil }
            let owner = atom.facts.constantsNode
            for (index, value) in constants.enumerated()
            where KindSet(of: value).isSubset(of: kinds) {
                guard seen.insert(ConfigValue(value)).inserted else { continue }
                result.append(
                    Constant(
                        value: value,
                        documentation: documentation(
                            ofConstant: index,
                            of: constants.count,
                            in: owner
                        )
                    )
                )
            }
        }
        return result
    }

    // MARK: Arrays and objects

    private mutating func arrays(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative]
    {
        var result: [Alternative] = []
        for atom in atoms.atoms where atom.kinds == .array {
            var origin = origin
            if !isAlone {
                origin.key = atom.reference ?? title(of: atom) ?? "elements"
                origin.reference = nil
            }
            var type =
                requestedType(atom.facts).map(TypeRef.custom)
                ?? array(atom.shape, atom.facts, origin)
            if isSecret(atom.facts) { type = .secret(type) }
            let hints = hints(atom, tag: nil) + ["array", contentName(of: type)]
            add(Alternative(type: type, kinds: .array, node: atom.node, hints: hints), to: &result)
        }
        return result
    }

    private mutating func objects(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative]
    {
        var result: [Alternative] = []
        let objects = atoms.atoms.filter { $0.kinds == .object }
        for atom in objects {
            var origin = origin
            var hints = hints(
                atom,
                tag: objects.count > 1 ? distinctConstant(of: atom, among: objects) : nil
            )
            hints.append("object")
            if let own = ownKey(of: atom, among: objects) { hints.append(own) }
            if !isAlone { origin.key = hints.first ?? "object" }
            let type = object(atom, origin)
            add(
                Alternative(
                    type: type,
                    kinds: .object,
                    node: atom.node,
                    hints: hints,
                    tagSource: atom.facts
                ),
                to: &result
            )
        }
        return result
    }

    private mutating func object(_ atom: Atoms.Atom, _ origin: Origin) -> TypeRef {
        if let name = requestedType(atom.facts) { return .custom(name) }
        // Through `use`, so that a schema that is referred to elsewhere becomes one type.
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
        let type = map(atom.shape, atom.facts, origin)
        return isSecret(atom.facts) ? .secret(type) : type
    }

    private func add(_ alternative: Alternative, to list: inout [Alternative]) {
        if list.contains(where: { $0.type == alternative.type }) { return }
        list.append(alternative)
    }

    // MARK: Telling alternatives apart

    /// A required member that has other constants in each alternative.
    private func discriminator(of objects: [Atoms.Atom]) -> String? {
        guard objects.count > 1, let first = objects.first else { return nil }
        for member in first.facts.members {
            var seen: Set<String> = []
            let tells = objects.allSatisfy { object in
                let values = tags(of: object.facts, member.key)
                return !values.isEmpty && values.allSatisfy { seen.insert($0).inserted }
            }
            if tells { return member.key }
        }
        return nil
    }

    private func tags(of facts: Facts, _ key: String) -> [String] {
        guard facts.required.contains(ExactText(key)), let member = facts.member(key) else {
            return []
        }
        let constants = reader.facts(of: Shape(member.parts)).constants ?? []
        let texts = constants.compactMap(\.string)
        return texts.count == constants.count ? texts : []
    }

    private mutating func finished(_ list: [Alternative], of atoms: Atoms) -> Union {
        var union = Union()
        let objects = list.filter { $0.kinds == .object }
        let tagged = discriminator(
            of: objects.compactMap { alternative in
                alternative.tagSource.map {
                    Atoms.Atom(
                        shape: Shape([]),
                        facts: $0,
                        kinds: .object,
                        node: nil,
                        reference: nil
                    )
                }
            }
        )
        union.discriminator =
            objects.count > 1 && objects.allSatisfy { $0.tagSource != nil } ? tagged : nil
        for alternative in list {
            var result = Union.Alternative(
                name: alternative.hints.first ?? "value",
                type: alternative.type,
                kinds: alternative.kinds
            )
            let rivals = list.filter { !$0.kinds.isDisjoint(with: alternative.kinds) }
            if rivals.count > 1 {
                if let key = union.discriminator, alternative.kinds == .object,
                    let facts = alternative.tagSource
                {
                    result.tags = tags(of: facts, key)
                } else if let node = alternative.node {
                    result.entryPoint = entryPoint(of: node)
                }
            }
            result.documentation.notes = alternative.hints
            union.alternatives.append(result)
        }
        return union
    }

    private mutating func entryPoint(of node: SchemaNode) -> Int {
        if let known = entryPointNumbers[node] { return known }
        model.entryPoints.append(node)
        entryPointNumbers[node] = model.entryPoints.count
        return model.entryPoints.count
    }

    private mutating func nameAlternatives(of id: TypeID) {
        guard case .union(var union) = model.types[id].body else { return }
        var used: Set<String> = []
        // A hint that several alternatives share names none of them.
        var counts: [String: Int] = [:]
        for alternative in union.alternatives {
            for name in Set(alternative.documentation.notes.map { Words($0).lowerCamel }) {
                counts[name, default: 0] += 1
            }
        }
        for index in union.alternatives.indices {
            let hints = union.alternatives[index].documentation.notes
            let names = hints.map { Words($0).lowerCamel }.filter { !$0.isEmpty }
            let name =
                names.first { counts[$0] == 1 && !used.contains($0) }
                ?? names.first { !used.contains($0) }
                ?? MemberNames.numbered(names.last ?? "value", used)
            used.insert(name)
            union.alternatives[index].name = name
            union.alternatives[index].documentation.notes = []
            if case .named(let type) = union.alternatives[index].type,
                model.types[type].origin.owner == id,
                model.types[type].origin.role == .alternative
            {
                model.types[type].origin.key = name
            }
        }
        model.types[id].body = .union(union)
    }
}

/// The bounds that several schemas set for whole numbers together.
private struct WholeBounds {
    private(set) var least: Int?
    private(set) var most: Int?

    init(_ cursors: [Cursor]) {
        for cursor in cursors {
            if let minimum = cursor["minimum"]?.int { least = max(least ?? minimum, minimum) }
            if let maximum = cursor["maximum"]?.int { most = min(most ?? maximum, maximum) }
            if let above = cursor["exclusiveMinimum"]?.int, above < .max {
                least = max(least ?? above + 1, above + 1)
            }
            if let below = cursor["exclusiveMaximum"]?.int, below > .min {
                most = min(most ?? below - 1, below - 1)
            }
        }
    }
}

extension Cursor {
    /// Whether an integer's upper bound is beyond `Int`, but within `UInt64`.
    fileprivate var exceedsInt: Bool {
        guard let maximum = self["maximum"], maximum.int == nil, let value = maximum.double,
            let minimum = self["minimum"]?.double
        else { return false }
        return minimum >= 0 && value > 9.2e18 && value <= 18_446_744_073_709_551_616
    }
}
