/// What the templates of structures and tuples are given.
struct StructureContext {
    let spelling: TypeSpelling
    let id: TypeID
    let indent: Int
    let access: AccessLevel

    func context(_ structure: Structure) -> [String: Any] {
        var parameters: [CallText.Argument] = []
        var names: [String] = []
        let properties = structure.properties.map { property -> [String: Any] in
            let name = SwiftText.identifier(property.name)
            let type = spelling.spell(property.type, in: id)
            let value = property.defaultValue.map { spelling.spell($0, in: id) }
            let label = "\(SwiftText.label(property.name)): \(type)"
            if let value = property.defaultValue, !property.isRequired {
                parameters.append(spelling.argument(label + " = ", value, in: id))
            } else {
                parameters.append("\(label)\(initial(property))")
            }
            names.append(name)
            return [
                "docs": CommentText.lines(property.documentation, indent: indent + 4),
                "name": name,
                "key": property.key,
                "keyLiteral": SwiftText.literal(property.key),
                "type": type,
                "default": value ?? "",
                "isRequired": property.isRequired,
                "attributes": property.isBoxed ? "@Box " : "",
                "reading": reading(property, name, value),
                "writing": writing(property, name),
            ]
        }
        if let additional = structure.additional {
            let name = structure.additionalName
            parameters.append("\(name): [String: \(spelling.spell(additional, in: id))] = [:]")
            names.append(name)
        }
        // Swift's own initialiser is the same where nothing has a default.
        let isPlain =
            structure.extrasName == nil && structure.additional == nil
            && structure.properties.allSatisfy {
                $0.isRequired && !$0.isBoxed && spelling.onlyValue(of: $0.type) == nil
            }
        return [
            "properties": properties,
            "acceptsAnyKind": structure.acceptsAnyKind,
            "additional": structure.additional.map { type -> [[String: Any]] in
                [["name": structure.additionalName, "type": spelling.spell(type, in: id)]]
            } ?? [],
            "extras": structure.extrasName.map { [["name": $0]] } ?? [],
            "hasInitializer": access != .internal || !isPlain,
            "initializer": CallText.lines(
                "\(access.prefix)init(",
                parameters,
                ") {",
                indent: indent + 4,
                base: 4
            ),
            "assignments": names.map(assignment),
        ]
    }

    /// What the initialiser assumes. A required property has no default that could be overlooked.
    private func initial(_ property: Property) -> String {
        if property.isRequired {
            return spelling.onlyValue(of: property.type).map { " = \($0)" } ?? ""
        }
        if case .nullable = property.type { return " = .absent" }
        return " = nil"
    }

    private func bare(_ name: String) -> String { name.filter { $0 != "`" } }

    private func assignment(_ name: String) -> [String: Any] {
        let text = CallText.assignment(
            "self.\(SwiftText.member(bare(name))) =",
            name,
            indent: indent + 8,
            base: 12
        )
        return ["name": name, "text": text]
    }

    // MARK: Reading and writing

    private func reading(_ property: Property, _ name: String, _ value: String?) -> String {
        let target = Self.shadowed.contains(property.name) ? "self.\(name)" : name
        let key = SwiftText.literal(property.key)
        let method = Self.method(
            property.type,
            isRequired: property.isRequired,
            hasDefault: value != nil
        )
        var arguments: [CallText.Argument] = ["\(key)"]
        if let value = property.defaultValue {
            arguments.append(spelling.argument("default: ", value, in: id))
        }
        return CallText.lines("\(target) = object.\(method)(", arguments, ")", indent: 8)
    }

    private func writing(_ property: Property, _ name: String) -> String {
        let source = Self.shadowed.contains(property.name) ? "self.\(name)" : name
        let key = SwiftText.literal(property.key)
        let method = Self.method(
            property.type,
            isRequired: property.isRequired,
            hasDefault: property.defaultValue != nil
        )
        return CallText.lines("object.\(method)(", ["\(key)", "\(source)"], ")", indent: 8)
    }

    /// Parameters that hide the property of the same name.
    private static let shadowed: Set<String> = ["object", "value"]

    private static func method(_ type: TypeRef, isRequired: Bool, hasDefault: Bool) -> String {
        if case .nullable = type { return "nullable" }
        // A required or defaulted optional is read as a value that may be null.
        guard case .optional(let inner) = type, !isRequired, !hasDefault else {
            return scalar(type) ?? "value"
        }
        guard let scalar = scalar(inner) else { return "optionalValue" }
        return "optional" + scalar.prefix(1).uppercased() + scalar.dropFirst()
    }

    private static func scalar(_ type: TypeRef) -> String? {
        switch type {
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        default: nil
        }
    }

    // MARK: Tuples

    func context(_ tuple: Tuple) -> [String: Any] {
        var parameters: [CallText.Argument] = []
        var names: [String] = []
        let elements = tuple.elements.enumerated().map { position, element -> [String: Any] in
            let name = SwiftText.identifier(element.name)
            let type = spelling.spell(element.type, in: id) + (element.isRequired ? "" : "?")
            parameters.append(
                "\(SwiftText.label(element.name)): \(type)\(element.isRequired ? "" : " = nil")"
            )
            names.append(name)
            let target = Self.shadowed.contains(element.name) ? "self.\(name)" : name
            return [
                "docs": CommentText.lines(element.documentation, indent: indent + 4),
                "attributes": element.isBoxed ? "@Box " : "",
                "name": name,
                "target": target,
                "type": type,
                "position": "\(position)",
                "method": element.isRequired ? "element" : "optionalElement",
            ]
        }
        if let rest = tuple.rest {
            parameters.append("\(tuple.restName): [\(spelling.spell(rest, in: id))] = []")
            names.append(tuple.restName)
        }
        return [
            "elements": elements,
            "rest": tuple.rest.map { type -> [[String: Any]] in
                [
                    [
                        "name": tuple.restName, "type": spelling.spell(type, in: id),
                        "count": "\(tuple.elements.count)",
                    ]
                ]
            } ?? [],
            "hasInitializer": access != .internal
                || tuple.rest != nil || !tuple.elements.allSatisfy { $0.isRequired && !$0.isBoxed },
            "initializer": CallText.lines(
                "\(access.prefix)init(",
                parameters,
                ") {",
                indent: indent + 4,
                base: 4
            ),
            "assignments": names.map(assignment),
        ]
    }
}
