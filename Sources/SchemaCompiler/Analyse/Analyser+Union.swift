import ConfigDocument
import JSONSchema

extension Analyser {
    /// The type of a value with these alternatives. Scalars of one kind become one alternative.
    ///
    /// - Parameter isSecret: whether the value as a whole is a secret, so that its parts need not
    ///   be.
    mutating func union(of atoms: Atoms, _ origin: Origin, isSecret: Bool) -> Use {
        if atoms.isAnything { return Use(type: .value(.anything)) }
        let isNullable = atoms.isNullable
        if atoms.atoms.isEmpty { return Use(type: .value(isNullable ? .anything : .never)) }
        let isAlone = groupCount(atoms) == 1
        var id: TypeID?
        var inner = origin
        if !isAlone {
            // The owner of the payloads must be known before they are created.
            let declared = draft.declare(.union(Union()), origin)
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
                draft.alias(id, to: only.type)
                reown(from: id, to: origin)
            }
            return Use(type: only.type, isNullable: isNullable)
        }
        guard !alternatives.isEmpty else {
            return Use(type: .value(.mixedConstants), isNullable: isNullable)
        }
        let declared = id ?? draft.declare(.union(Union()), origin)
        if id == nil { adopt(alternatives, by: declared) }
        draft.types[declared].documentation = documentation(of: origin)
        draft.types[declared].body = .union(finished(alternatives))
        nameAlternatives(of: declared, alternatives.map(\.hints))
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

    /// A union with one alternative is replaced by that alternative, whose types then belong to its
    /// user.
    private mutating func reown(from id: TypeID, to origin: Origin) {
        for index in (id + 1)..<draft.types.count where draft.types[index].origin.owner == id {
            draft.types[index].origin.owner = origin.owner
            draft.types[index].origin.key = origin.key
            draft.types[index].origin.role = origin.role
            if draft.types[index].origin.swiftName == nil {
                draft.types[index].origin.swiftName = origin.swiftName
            }
            if draft.types[index].origin.reference == nil, let reference = origin.reference {
                draft.types[index].origin.reference = reference
                draft.types[index].isShared = true
            }
        }
    }

    private mutating func adopt(_ alternatives: [Alternative], by id: TypeID) {
        for alternative in alternatives {
            if case .named(let type) = alternative.type { draft.types[type].origin.owner = id }
        }
    }

    /// An alternative during the creation of a union.
    package struct Alternative {
        var type: TypeRef
        var kinds: KindSet
        /// Lists of schemas that identify the alternative: a value must match all of one list.
        /// Empty if its kind identifies it.
        var paths: [[SchemaNode]] = []
        var hints: [String]
        var tagSources: [Facts] = []
    }
}
