import ConfigDocument
import JSONSchema

extension Analyser {
    mutating func property(
        _ member: StructureMember,
        named name: String,
        of id: TypeID,
        _ owner: Facts,
        index: Int
    ) -> Property {
        var use = use(of: member.shape, from: Origin(owner: id, key: member.key))
        let facts = reader.facts(of: member.shape)
        if let name = requestedType(facts) { use.type = .custom(name) }
        let parts = member.shape.parts + member.shape.either.flatMap { $0 }
        let measured = measured(use.type, facts)
        // A secret keeps its number type, like a number inside an array.
        use.type = distinct(isSecret(parts) ? use.type : measured, facts)
        let mayMisfit =
            !use.type.isValue && (member.mayMisfit || !saysKind(member.shape, of: use.type))
        // If the schema allows values that the type cannot hold, the property must be optional.
        let isRequired =
            !mayMisfit && owner.required.contains(ExactText(member.key)) && !member.isDealt
        var property = Property(
            key: member.key,
            name: name,
            type: use.type,
            isRequired: isRequired,
            documentation: Self.fitted(documentation(of: member.shape), to: use.type)
        )
        property.deprecation = deprecation(of: parts)
        if property.deprecation != nil { property.documentation.notes = [] }
        let source = annotated("default", in: parts)
        if let source {
            draft.note(
                DefaultSource(
                    value: source.value,
                    nodes: member.shape.parts.map(\.node) + [source.node]
                ),
                at: Defaults.Place(type: id, property: index)
            )
        }
        property.type = Self.declared(
            use,
            isRequired: isRequired,
            // A property that allows other values is nil if its value does not fit; null is
            // preserved too.
            defaultsToNull: source?.value.isNull == true || mayMisfit
        )
        if case .optional = property.type, !isRequired {
            property.mayBeNull = use.isNullable || use.type.isValue
        }
        if isSecret(parts) || showsSecrets(use.type, member.shape)
            || !property.type.isDeclared && reader.marksMember(member.key, of: owner.nodes)
        {
            property.type = property.type.asSecret
            property.documentation.hideValues()
        }
        property.variable = annotation("x-env", in: parts).flatMap { value in
            value.bool == false ? VariableChoice.none : value.string.map(VariableChoice.named)
        }
        property.place = parts.first.map { graph.cursor(of: $0.node) }
        property.mayMisfit = mayMisfit
        draft.count(property, of: id, as: use.type)
        return property
    }

    private func annotation(_ keyword: String, in parts: [Shape.Part]) -> Cursor? {
        annotated(keyword, in: parts)?.value
    }

    /// The value of a keyword, and the schema that contains it: that of the property, or one that
    /// it refers to, or one that applies to its values by `allOf`.
    private func annotated(
        _ keyword: String,
        in parts: [Shape.Part]
    ) -> (value: Cursor, node: SchemaNode)? {
        for part in parts {
            let (target, passed, _) = reader.canonical(part.node)
            for node in passed + [target] {
                if let value = graph.cursor(of: node)[keyword] { return (value, node) }
            }
        }
        for node in reader.facts(of: Shape(parts)).nodes {
            if let value = graph.cursor(of: node)[keyword] { return (value, node) }
        }
        return nil
    }

    func isSecret(_ parts: [Shape.Part]) -> Bool {
        annotation("x-secret", in: parts)?.bool == true
            || annotation("writeOnly", in: parts)?.bool == true
            || annotation("format", in: parts)?.string == "password"
    }

    /// True if a secret lies somewhere in values that the type represents without any `Secret`:
    /// `unevaluatedProperties`, `contains`, `then` and others mark values, and make no types.
    func showsSecrets(_ type: TypeRef, _ shape: Shape) -> Bool {
        !type.isDeclared && reader.leadsToSecret(shape)
    }

    func swiftName(in parts: [Shape.Part]) -> String? {
        for part in parts {
            if let name = graph.cursor(of: part.node)["x-swift-name"]?.string { return name }
        }
        return nil
    }

    /// The type, depending on whether it is required, optional or nullable.
    private static func declared(_ use: Use, isRequired: Bool, defaultsToNull: Bool) -> TypeRef {
        if use.type.isValue { return isRequired ? use.type : .optional(use.type) }
        switch (isRequired, use.isNullable) {
        case (true, false): return use.type
        case (true, true), (false, false): return .optional(use.type)
        case (false, true): return defaultsToNull ? .optional(use.type) : .nullable(use.type)
        }
    }
}
