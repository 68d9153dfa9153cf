// Properties of declarations that follow from the model alone.

extension Property {
    /// The deprecation for its attribute. A boxed property has no accessor for an attribute.
    var attributedDeprecation: Deprecation? { isBoxed ? nil : deprecation }

    /// The name of the stored property behind it. A deprecated property is computed, so that only
    /// code of its users refers to it.
    var storedName: String { attributedDeprecation == nil ? name : "_" + name }
}

extension Structure {
    /// The name of the stored property for the extras, if there are any.
    var nameOfExtras: String {
        let isTaken = additionalName == "extras" || properties.contains { $0.name == "extras" }
        return isTaken ? "unknownMembers" : "extras"
    }
}

extension Union {
    /// True if all alternatives are objects that a tag alone identifies.
    var isTagged: Bool { discriminator != nil && alternatives.allSatisfy { !$0.tags.isEmpty } }

    /// The alternatives in the order in which a reader tries them. Values that match none use the
    /// fallback.
    var tried: [Alternative] {
        alternatives.indices.filter { $0 != fallback }.map { alternatives[$0] }
    }
}

extension [TypeDeclaration] {
    /// The only case of a type, which represents a constant; nil if it has several.
    func onlyCase(of type: TypeRef) -> Enumeration.Case? {
        guard case .named(let id) = type, case .enumeration(let enumeration) = self[id].body,
            enumeration.cases.count == 1, !enumeration.isOpen
        else { return nil }
        return enumeration.cases[0]
    }
}
