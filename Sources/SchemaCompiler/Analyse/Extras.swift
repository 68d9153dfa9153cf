/// Adds storage for parts of a document that properties do not represent: unknown members, and
/// which defaults were omitted.
enum Extras {
    /// - Parameter openStructures: the structures whose objects may have undeclared members.
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
            structure.hasExtraMembers =
                openStructures.contains(id) && !takesAll || structure.acceptsAnyKind
                || structure.properties.contains(where: \.mayMisfit)
            if structure.hasExtraMembers
                || structure.properties.contains(where: \.isKeptByExtras)
            {
                structure.extrasName = structure.nameOfExtras
            }
            for index in structure.properties.indices
            where structure.properties[index].isBoxed
                && structure.properties[index].deprecation != nil
            {
                // A boxed property has no accessor for the attribute.
                structure.properties[index].documentation.notes.append("Deprecated.")
            }
            types[id].body = .structure(structure)
        }
        return types
    }
}

extension Property {
    /// True if the document may write the value in several ways.
    fileprivate var isKeptByExtras: Bool {
        if case .set = type.withoutOptional { return true }
        return defaultValue != nil || mayBeNull
    }
}
