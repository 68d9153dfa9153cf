/// What is not read has to be kept: unknown members, and which defaults were left out.
enum Extras {
    /// - Parameter openStructures: those whose objects may have members that no property is declared
    ///   for.
    static func kept(
        of types: [TypeDeclaration],
        openStructures: Set<TypeID>
    ) -> [TypeDeclaration] {
        var types = types
        let acceptsAnyKind = types.map { type in
            if case .structure(let structure) = type.body {
                structure.acceptsAnyKind
            } else {
                false
            }
        }
        for id in types.indices {
            guard case .structure(var structure) = types[id].body else { continue }
            for index in structure.properties.indices {
                guard case .optional(.named(let type)) = structure.properties[index].type,
                    acceptsAnyKind[type], !structure.properties[index].isRequired
                else { continue }
                structure.properties[index].mayBeNull = true
            }
            let takesAll = structure.additional != nil && structure.additionalPatterns.isEmpty
            let isOpen = openStructures.contains(id) && !takesAll
            let taken = Set(structure.properties.map(\.name) + [structure.additionalName])
            if isOpen || structure.acceptsAnyKind
                || structure.properties.contains(where: \.isKeptByExtras)
            {
                structure.extrasName = taken.contains("extras") ? "unknownMembers" : "extras"
            }
            for index in structure.properties.indices
            where structure.properties[index].isBoxed
                && structure.properties[index].deprecation != nil
            {
                // What is stored elsewhere has no accessor that an attribute could stand at.
                structure.properties[index].documentation.notes.append("Deprecated.")
            }
            types[id].body = .structure(structure)
        }
        return types
    }
}

extension Property {
    /// Whether what was read has more to it than the value.
    fileprivate var isKeptByExtras: Bool {
        if case .set = type.withoutOptional { return true }
        return defaultValue != nil || mayBeNull || mayMisfit
    }
}
