import JSONSchema

/// Declares inline types of equal shape once, in the nearest type that contains all their uses, with
/// a name for their meaning.
struct EqualTypes {
    private var types: [TypeDeclaration]
    private(set) var replacements: [TypeID: TypeID] = [:]

    /// - Returns: the types, and those that others replaced.
    static func merged(_ model: Model) -> (types: [TypeDeclaration], replaced: [TypeID: TypeID]) {
        var pass = EqualTypes(types: model.types)
        pass.merge(model)
        return (pass.types, pass.replacements)
    }

    private init(types: [TypeDeclaration]) { self.types = types }

    /// Containers come first, so that equal containers keep their nested types.
    private mutating func merge(_ model: Model) {
        var shapes = TypeShapes(types)
        var groups: [String: [TypeID]] = [:]
        var heights: [String: Int] = [:]
        for id in model.declared where id != model.root && isCandidate(id) {
            guard let shape = shapes.shape(of: id) else { continue }
            groups[shape.text, default: []].append(id)
            heights[shape.text] = shape.height
        }
        let equal = groups.filter { $0.value.count > 1 }
        let levels = Dictionary(grouping: equal, by: { heights[$0.key] ?? 0 })
        for height in levels.keys.sorted(by: >) {
            var needed = model
            needed.types = types
            let used = Set(needed.neededTypes())
            let level = (levels[height] ?? []).map { $0.value.filter(used.contains) }
                .filter { $0.count > 1 }
                .sorted { $0[0] < $1[0] }
            let changed = level.filter { mergeGroup($0, model.root) }
            if !changed.isEmpty { replaceTypes(used) }
        }
    }

    private func isCandidate(_ id: TypeID) -> Bool {
        guard types[id].isInline, types[id].origin.role != .alternative else { return false }
        switch types[id].body {
        case .enumeration(let enumeration): return enumeration.cases.count > 1
        case .union, .structure: return true
        case .tuple, .wrapper, .namespace: return false
        }
    }

    /// - Returns: false if no name fits all uses.
    private mutating func mergeGroup(_ group: [TypeID], _ root: TypeID) -> Bool {
        let first = group[0]
        guard let name = MeaningfulName(of: group.map { types[$0] }, in: types) else {
            return false
        }
        for id in group.dropFirst() { replacements[id] = first }
        if let key = name.key {
            (types[first].origin.key, types[first].origin.role) = (key, .property)
        }
        types[first].origin.title = name.title
        let owner = commonOwner(of: group, root)
        if owner != types[first].origin.owner || types[first].isShared {
            types[first].origin.owner = owner
            types[first].isShared = owner == root
        }
        // No part of the schema alone is the place of the type.
        types[first].place = nil
        let texts = Set(group.map { types[$0].documentation.text })
        if texts.count > 1 { types[first].documentation = Documentation() }
        return true
    }

    /// The innermost type that contains all of them.
    private func commonOwner(of group: [TypeID], _ root: TypeID) -> TypeID {
        var common = owners(of: group[0], root)
        for id in group.dropFirst() {
            let others = Set(owners(of: id, root))
            common.removeAll { !others.contains($0) }
        }
        return common.first ?? root
    }

    /// The enclosing types, the innermost one first. A shared type is declared in the root.
    private func owners(of id: TypeID, _ root: TypeID) -> [TypeID] {
        var owners: [TypeID] = []
        var id = id
        while !types[id].isShared, let owner = types[id].origin.owner, owner != root,
            !owners.contains(owner)
        {
            owners.append(replacements[owner] ?? owner)
            id = owner
        }
        return owners + [root]
    }

    private mutating func replaceTypes(_ used: Set<TypeID>) {
        // A closure over the pass would hold the array, and each change would copy it.
        let replaced = ReplacedTypes(ids: replacements)
        for id in used where replacements[id] == nil {
            types[id].body.mapTypes(replaced.type)
            if let owner = types[id].origin.owner { types[id].origin.owner = replaced.id(owner) }
            guard case .structure(var structure) = types[id].body else { continue }
            for index in structure.properties.indices {
                structure.properties[index].defaultValue =
                    structure.properties[index].defaultValue.map(replaced.value)
            }
            types[id].body = .structure(structure)
        }
    }
}

/// References to types, with those of the types that replace them.
private struct ReplacedTypes {
    let ids: [TypeID: TypeID]

    func id(_ id: TypeID) -> TypeID { ids[id] ?? id }

    func type(_ type: TypeRef) -> TypeRef {
        if case .named(let id) = type { return .named(self.id(id)) }
        return type.replacingInner(self.type)
    }

    func value(_ value: DefaultValue) -> DefaultValue {
        switch value {
        case .enumCase(let name, let id): return .enumCase(name, of: id.map(self.id))
        case .unionCase(let name, let content, let id):
            return .unionCase(name, self.value(content), of: id.map(self.id))
        case .secret(let content): return .secret(self.value(content))
        case .array(let elements): return .array(elements.map(self.value))
        case .map(let entries): return .map(entries.map { ($0.key, self.value($0.value)) })
        case .structure(let id, let arguments):
            return .structure(self.id(id), arguments.map { ($0.label, self.value($0.value)) })
        case .bool, .int, .digits, .double, .decimal, .string, .none, .quantity: return value
        }
    }
}

/// A name for types of equal shape: that of all their uses, words that these have in common, or the
/// content.
private struct MeaningfulName {
    /// Nil if the uses have the same name.
    var key: String?
    var title: String?

    init?(of group: [TypeDeclaration], in types: [TypeDeclaration]) {
        let titles = Set(group.map(\.origin.title))
        title = titles.count == 1 ? titles.first ?? nil : nil
        let names = group.map { Self.words(of: $0.origin) }
        if Set(names.map(\.upperCamel)).count == 1 { return }
        if case .union(let union) = group[0].body {
            // Independent of the order in which schemas list the alternatives.
            let sorted = union.alternatives.sorted { Self.rank($0.kinds) < Self.rank($1.kinds) }
            key = Self.joined(sorted.map(\.name), by: "or")
            if key != nil { return }
        }
        if let common = Words.commonEnd(of: names) ?? Words.commonStart(of: names) {
            key = common.lowerCamel
            return
        }
        switch group[0].body {
        case .enumeration(let enumeration):
            key =
                Self.joined(enumeration.cases.map(\.name), by: "or")
                ?? Self.mostFrequent(names.map(\.lowerCamel))
        case .structure(let structure):
            // One property in common means little.
            guard structure.properties.count > 1,
                let name = Self.joined(structure.properties.map(\.name), by: "and")
            else { return nil }
            key = name
        default: key = Self.mostFrequent(names.map(\.lowerCamel))
        }
    }

    /// Nil if the name would be longer than a reader remembers.
    private static func joined(_ names: [String], by word: String) -> String? {
        guard names.count <= 4, names.joined().count <= 28 else { return nil }
        return names.joined(separator: " \(word) ")
    }

    private static func rank(_ kinds: KindSet) -> Int {
        let order: [KindSet] = [.boolean, .number, .string, .array, .object]
        return order.firstIndex { !$0.isDisjoint(with: kinds) } ?? order.count
    }

    private static func words(of origin: Origin) -> Words {
        let words = Words(origin.key)
        return origin.role == .property ? words : words.singular ?? words
    }

    private static func mostFrequent(_ names: [String]) -> String? {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        let most = counts.values.max()
        return names.first { counts[$0] == most }
    }
}
