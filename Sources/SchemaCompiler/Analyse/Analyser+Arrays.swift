import ConfigDocument
import JSONSchema

extension Analyser {
    mutating func array(_ shape: Shape, _ facts: Facts, _ origin: Origin) -> TypeRef {
        if !facts.positions.isEmpty { return tuple(facts, origin) }
        guard !facts.items.isEmpty else { return .array(.value(.anything)) }
        var origin = elementOrigin(origin)
        if origin.owner == nil { origin.owner = 0 }
        return .array(content(of: Shape(facts.items), from: origin))
    }

    /// The type of elements and entries, which must be optional to represent `null`.
    mutating func content(of shape: Shape, from origin: Origin) -> TypeRef {
        let use = use(of: shape, from: origin)
        let parts = shape.parts + shape.either.flatMap { $0 }
        let isSecret = isSecret(parts) || showsSecrets(use.type, shape)
        if !saysKind(shape, of: use.type) {
            return isSecret ? .secret(.value(.unsaid)) : .value(.unsaid)
        }
        let type = isSecret ? use.type.asSecret : use.type
        return use.isNullable && !use.type.isValue ? .optional(type) : type
    }

    /// True if the schema allows only values of the kind that the type represents: a `pattern`
    /// alone also allows numbers, and `items` alone strings. Structures keep values that are not
    /// objects.
    func saysKind(_ shape: Shape, of type: TypeRef) -> Bool {
        switch type.withoutSecret {
        case .value, .custom, .quantity: return true
        case .named(let id):
            if case .structure = draft.types[id].body { return true }
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
        let id = draft.declare(.tuple(Tuple()), origin)
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
            // The declaration of the tuple is no longer used.
            draft.alias(id, to: .array(first))
            return .array(first)
        }
        draft.types[id].body = .tuple(tuple)
        draft.types[id].documentation = documentation(of: origin)
        return .named(id)
    }
}

/// Names for unnamed positions.
enum Ordinals {
    static func name(of index: Int) -> String {
        let words = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth",
        ]
        return index < words.count ? words[index] : "element\(index + 1)"
    }
}
