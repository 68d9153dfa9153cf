import ConfigDocument
import JSONSchema

/// Names for the alternatives of a union: by title, tag, constant, own key or content.
extension Analyser {
    func title(of atom: Atoms.Atom) -> String? {
        for node in atom.facts.nodes {
            if let title = graph.cursor(of: node)["title"]?.string,
                (1...4).contains(Words(title).count)
            {
                return title
            }
        }
        return nil
    }

    /// The possible names of an alternative, the best one first.
    ///
    /// - Parameter tags: the values of a property that only this alternative allows.
    func hints(_ atom: Atoms.Atom, tags: [String]) -> [String] {
        var hints: [String] = []
        for node in atom.facts.nodes {
            if let name = graph.cursor(of: node)["x-swift-name"]?.string { hints.append(name) }
        }
        if let tag = tags.first, tags.count == 1 { hints.append(tag) }
        if let reference = atom.reference { hints.append(reference) }
        if tags.count > 1 { hints.append(tags.joined(separator: " or ")) }
        if let title = title(of: atom) { hints.append(title) }
        return hints
    }

    /// The key of a union of one value or several: `types`, whose elements are each a `Kind`.
    func pluralKey(of union: TypeID?) -> String? {
        guard let union, draft.types[union].origin.role == .property else { return nil }
        let key = draft.types[union].origin.key
        return Words(key).singular == nil ? nil : key
    }

    /// True if the content of a type has a name given by the schema.
    func hasName(_ type: TypeRef) -> Bool {
        guard case .named(let id) = type.withoutSecret else { return false }
        // A type in progress is the union itself, or encloses it: `json`, not `jsons`.
        if case .wrapper = draft.types[id].body { return false }
        return draft.types[id].origin.reference != nil
    }

    /// A plural name for the elements of an array.
    func contentName(of type: TypeRef) -> String {
        switch type {
        case .array(let element), .set(let element):
            Words(contentName(ofElement: element)).plural.lowerCamel
        case .named(let id): draft.types[id].origin.reference ?? tupleName(of: id)
        default: "elements"
        }
    }

    /// Named by the number of elements, so that tuples of different lengths have different names.
    func tupleName(of id: TypeID) -> String {
        guard case .tuple(let tuple) = draft.types[id].body, tuple.rest == nil else {
            return "tuple"
        }
        switch tuple.elements.count {
        case 1: return "single"
        case 2: return "pair"
        case 3: return "triple"
        default: return "tuple"
        }
    }

    func contentName(ofElement type: TypeRef) -> String {
        switch type {
        case .bool: return "boolean"
        case .int, .integer: return "integer"
        case .double, .decimal, .quantity: return "number"
        case .string: return "string"
        case .text(let format): return format.rawValue
        case .custom(let name): return name
        case .value: return "value"
        case .array, .set: return "array"
        case .map: return "dictionary"
        case .optional(let inner), .nullable(let inner), .secret(let inner):
            return contentName(ofElement: inner)
        case .named(let id):
            if let reference = draft.types[id].origin.reference { return reference }
            switch draft.types[id].body {
            case .enumeration: return "keyword"
            case .tuple: return "tuple"
            case .structure, .union, .wrapper, .namespace: return "object"
            }
        }
    }

    /// Counts how many alternatives of a union declare a property, and how many list a string among
    /// its values.
    struct KeyCounts {
        fileprivate var members: [ExactText: Int] = [:]
        fileprivate var texts: [ExactText: [String: Int]] = [:]
    }

    func keyCounts(of atoms: [Atoms.Atom]) -> KeyCounts {
        var counts = KeyCounts()
        for member in atoms.flatMap(\.facts.members) {
            let key = ExactText(member.key)
            counts.members[key, default: 0] += 1
            for text in Set(texts(member)) {
                counts.texts[key, default: [:]][text, default: 0] += 1
            }
        }
        return counts
    }

    /// The few strings that only this alternative allows for some property.
    func distinctConstants(of atom: Atoms.Atom, among all: KeyCounts) -> [String] {
        for member in atom.facts.members {
            let values = texts(member)
            // An optional property does not identify an alternative, unless it has a single
            // possible value.
            let isRequired = atom.facts.required.contains(ExactText(member.key))
            guard values.count == 1 || (isRequired && (2...3).contains(values.count)) else {
                continue
            }
            let counts = all.texts[ExactText(member.key)] ?? [:]
            if values.allSatisfy({ counts[$0] == 1 }) { return values }
        }
        return []
    }

    /// The values of a property that allows only strings.
    private func texts(_ member: Facts.Member) -> [String] {
        let constants = reader.facts(of: Shape(member.parts)).constants ?? []
        let texts = constants.compactMap(\.string)
        return texts.count == constants.count ? texts : []
    }

    /// A property that this alternative requires and the others do not declare.
    func ownKey(of atom: Atoms.Atom, among all: KeyCounts) -> String? {
        func isOwn(_ member: Facts.Member) -> Bool {
            all.members[ExactText(member.key)] == 1 && !reader.isNever(member.parts)
        }
        let required = atom.facts.members.first {
            atom.facts.required.contains(ExactText($0.key)) && isOwn($0)
        }
        return (required ?? atom.facts.members.first(where: isOwn))?.key
    }

    /// A case `none` would be read as that of an optional.
    private static func caseName(_ hint: String) -> String {
        let name = Words(hint).lowerCamel
        return name == "none" ? "disabled" : name
    }

    /// Gives each alternative the first of its hints that no other one has.
    ///
    /// - Parameter hints: the hints of each alternative, the best one first.
    mutating func nameAlternatives(of id: TypeID, _ hints: [[String]]) {
        guard case .union(var union) = draft.types[id].body else { return }
        var used: Set<String> = []
        // A hint that several alternatives share cannot be used by any of them.
        var counts: [String: Int] = [:]
        let words = hints.map { $0.map(Self.caseName) }
        for name in words.flatMap(Set.init) { counts[name, default: 0] += 1 }
        for index in union.alternatives.indices {
            let names = words[index].filter { !$0.isEmpty }
            let name =
                names.first { counts[$0] == 1 && !used.contains($0) }
                ?? names.first { !used.contains($0) }
                ?? MemberNames.numbered(names.last ?? "value", used)
            used.insert(name)
            union.alternatives[index].name = name
            if case .named(let type) = union.alternatives[index].type,
                draft.types[type].origin.owner == id,
                draft.types[type].origin.role == .alternative
            {
                draft.types[type].origin.key = name
            }
        }
        draft.types[id].body = .union(union)
    }
}
