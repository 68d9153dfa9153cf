// What follows for a declaration from the model alone.

extension Property {
    /// What an attribute says of it. One that is stored outside of the value has no accessor that an
    /// attribute could stand at.
    var attributedDeprecation: Deprecation? { isBoxed ? nil : deprecation }

    /// The stored property behind it: itself, or what a deprecated one stands for, so that no code but
    /// its user's speaks of it.
    var storedName: String { attributedDeprecation == nil ? name : "_" + name }
}

extension Union {
    /// Whether all alternatives are objects with a tag, which alone is asked for.
    var isTold: Bool { discriminator != nil && alternatives.allSatisfy { !$0.tags.isEmpty } }

    /// The alternatives in the order that a reader tries them. What none of them takes is left to the
    /// fallback.
    var tried: [Alternative] {
        alternatives.indices.filter { $0 != fallback }.map { alternatives[$0] }
    }
}

extension [TypeDeclaration] {
    /// The value of a type that has no other: what a constant becomes.
    func onlyCase(of type: TypeRef) -> Enumeration.Case? {
        guard case .named(let id) = type, case .enumeration(let enumeration) = self[id].body,
            enumeration.cases.count == 1, !enumeration.isOpen
        else { return nil }
        return enumeration.cases[0]
    }
}
