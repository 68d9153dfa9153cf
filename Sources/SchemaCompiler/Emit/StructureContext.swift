import JSONSchema

/// What the templates of structures and tuples are given.
struct StructureContext {
    let spelling: TypeSpelling
    let id: TypeID
    let indent: Int
    let access: AccessLevel

    func context(_ structure: Structure) -> [String: Any] {
        var parameters: [CallText.Argument] = []
        var names: [(name: String, stored: String)] = []
        let isLarge = structure.isLarge
        let properties = structure.properties.map { property -> [String: Any] in
            let name = SwiftText.identifier(property.name)
            let type = spelling.spell(property.type, in: id)
            let value = property.defaultValue.map { spelling.spell($0, in: id) }
            let label = "\(SwiftText.label(property.name)): \(type)"
            if property.isRequired || !isLarge {
                if let value = property.defaultValue, !property.isRequired {
                    parameters.append(spelling.argument(label + " = ", value, in: id))
                } else {
                    parameters.append("\(label)\(initial(property))")
                }
                names.append((name, stored(property)))
            }
            return [
                "docs": CommentText.lines(property.documentation, indent: indent + 4),
                "name": name,
                "deprecation": deprecation(property, type),
                "initial": isLarge && !property.isRequired ? stated(property, name, type) : "",
                "key": property.key,
                "keyLiteral": SwiftText.literal(property.key),
                "type": type,
                "default": value ?? "",
                "isRequired": property.isRequired,
                "attributes": property.isBoxed ? "@\(RuntimeName.qualified("Box")) " : "",
                "reading": reading(property, value),
                "writing": writing(property),
            ]
        }
        if let additional = structure.additional, !isLarge {
            let name = structure.additionalName
            parameters.append("\(name): [String: \(spelling.spell(additional, in: id))] = [:]")
            names.append((name, name))
        }
        let (first, later) = Self.split(properties, structure)
        return [
            "properties": properties,
            "isLarge": isLarge,
            "required": isLarge ? first : [],
            "parts": isLarge ? Self.parts(later) : [],
            "writingParts": isLarge ? Self.parts(properties) : [],
            "acceptsAnyKind": structure.acceptsAnyKind,
            "additional": structure.additional.map { type -> [[String: Any]] in
                [
                    [
                        "name": structure.additionalName, "type": spelling.spell(type, in: id),
                        "initial": isLarge ? " = [:]" : "",
                        "reading": rest(structure),
                        "docs": structure.properties.isEmpty
                            ? "The settings, by name." : Self.additionalDocs,
                    ]
                ]
            } ?? [],
            "extras": structure.extrasName.map { [["name": $0]] } ?? [],
            "initializer": CallText.lines(
                "\(access.prefix)init(",
                parameters,
                ") {",
                indent: indent + 4,
                base: 4
            ),
            "assignments": names.map { assignment($0.name, $0.stored) },
        ]
    }

    private static let additionalDocs = "The settings that have no property of their own, by name."

    /// How the members are read that no property is declared for.
    private func rest(_ structure: Structure) -> String {
        let patterns = structure.additionalPatterns.map(SwiftText.literal)
        return CallText.lines(
            "\(structure.additionalName) = object.rest(",
            patterns.enumerated().map { index, pattern in
                CallText.Argument(index == 0 ? "matching: \(pattern)" : pattern, [], "")
            },
            ")",
            indent: 8
        )
    }

    private static func split(
        _ properties: [[String: Any]],
        _ structure: Structure
    ) -> (first: [[String: Any]], later: [[String: Any]]) {
        let pairs = zip(properties, structure.properties)
        return (
            pairs.filter { $0.1.isRequired }.map(\.0), pairs.filter { !$0.1.isRequired }.map(\.0)
        )
    }

    private static func parts(_ properties: [[String: Any]]) -> [[String: Any]] {
        stride(from: 0, to: properties.count, by: 50).map { start in
            [
                "number": start / 50 + 1,
                "properties": Array(properties[start..<min(start + 50, properties.count)]),
            ]
        }
    }

    /// The default after a declaration that no initialiser gives one.
    private func stated(_ property: Property, _ name: String, _ type: String) -> String {
        guard let value = property.defaultValue else { return initial(property) }
        let access = property.deprecation == nil ? access.prefix : "private "
        let declaration = "\(access)var \(name): \(type)"
        let text = spelling.argument(declaration + " = ", value, in: id)
            .broken(indent: indent + 4, base: 4, isFollowed: false)
        return String(text.dropFirst(declaration.count))
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

    private func stored(_ property: Property) -> String {
        SwiftText.identifier(property.storedName)
    }

    private func deprecation(_ property: Property, _ type: String) -> [[String: Any]] {
        guard let deprecation = property.attributedDeprecation else { return [] }
        var attribute = "@available(*, deprecated)"
        if let message = deprecation.message {
            attribute = CallText.lines(
                "@available(",
                ["*", "deprecated", "message: \(SwiftText.literal(message))"],
                ")",
                indent: indent + 4,
                base: 4
            )
        }
        return [
            [
                "attribute": attribute, "stored": stored(property), "type": type,
                "name": SwiftText.identifier(property.name),
            ]
        ]
    }

    private func assignment(_ name: String, _ stored: String) -> [String: Any] {
        let text = CallText.assignment(
            "self.\(SwiftText.member(bare(stored))) =",
            name,
            indent: indent + 8,
            base: 12
        )
        return ["name": name, "text": text]
    }

    // MARK: Reading and writing

    private func reading(_ property: Property, _ value: String?) -> String {
        let target = place(of: property)
        let key = SwiftText.literal(property.key)
        if property.mayMisfit, property.defaultValue == nil {
            return CallText.lines("\(target) = object.fittingValue(", ["\(key)"], ")", indent: 8)
        }
        let method = Self.method(
            property.type,
            isRequired: property.isRequired,
            hasDefault: value != nil
        )
        var arguments: [CallText.Argument] = ["\(key)"]
        if let unit = Self.unit(of: property.type) { arguments.append("in: .\(unit)") }
        if let value = property.defaultValue {
            arguments.append(assumed(value, for: property))
        }
        return CallText.lines("\(target) = object.\(method)(", arguments, ")", indent: 8)
    }

    /// The default of a nullable property is an optional, else Swift would take the type of the value
    /// for that of the property, and null would not be read.
    private func assumed(_ value: DefaultValue, for property: Property) -> CallText.Argument {
        guard case .optional(let inner) = property.type, !inner.isQuantity else {
            return spelling.argument("default: ", value, in: id)
        }
        if case .none = value { return "default: nil" }
        return CallText.Argument(
            "default: Optional(",
            [spelling.argument("", value, in: id)],
            ")",
            .call
        )
    }

    private func writing(_ property: Property) -> String {
        let source = place(of: property)
        let key = SwiftText.literal(property.key)
        let method = Self.method(
            property.type,
            isRequired: property.isRequired,
            hasDefault: property.defaultValue != nil
        )
        var arguments: [CallText.Argument] = ["\(key)", "\(source)"]
        if let unit = Self.unit(of: property.type) { arguments.append("in: .\(unit)") }
        return CallText.lines("object.\(method)(", arguments, ")", indent: 8)
    }

    private func place(of property: Property) -> String {
        // A box is read as such, since the blank of what is required is an empty one.
        if property.isBoxed, property.isRequired { return "_" + bare(property.name) }
        let name = stored(property)
        return Self.shadowed.contains(name) ? "self.\(name)" : name
    }

    /// Parameters that hide the property of the same name.
    private static let shadowed: Set<String> = ["object", "value"]

    private static func method(_ type: TypeRef, isRequired: Bool, hasDefault: Bool) -> String {
        if case .nullable(let inner) = type {
            return inner.isQuantity ? "nullableQuantity" : "nullable"
        }
        // A required or defaulted optional is read as a value that may be null.
        guard case .optional(let inner) = type, !isRequired, !hasDefault else {
            return type.withoutOptional.isQuantity && type.isOptional
                ? "quantityOrNull" : scalar(type) ?? "value"
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
        case .set: "set"
        case .quantity: "quantity"
        default: nil
        }
    }

    private static func unit(of type: TypeRef) -> String? {
        guard case .quantity(let unit) = type.withoutOptional else { return nil }
        return unit.rawValue
    }

    // MARK: Tuples

    func context(_ tuple: Tuple) -> [String: Any] {
        var parameters: [CallText.Argument] = []
        var names: [(name: String, stored: String)] = []
        let elements = tuple.elements.enumerated().map { position, element -> [String: Any] in
            let name = SwiftText.identifier(element.name)
            let type = spelling.spell(element.type, in: id) + (element.isRequired ? "" : "?")
            parameters.append(
                "\(SwiftText.label(element.name)): \(type)\(element.isRequired ? "" : " = nil")"
            )
            names.append((name, name))
            let target =
                element.isBoxed && element.isRequired
                ? "_" + bare(element.name)
                : Self.shadowed.contains(element.name) ? "self.\(name)" : name
            return [
                "docs": CommentText.lines(element.documentation, indent: indent + 4),
                "attributes": element.isBoxed ? "@\(RuntimeName.qualified("Box")) " : "",
                "name": name,
                "target": target,
                "type": type,
                "position": "\(position)",
                "method": element.isRequired ? "element" : "optionalElement",
            ]
        }
        if let rest = tuple.rest {
            parameters.append("\(tuple.restName): [\(spelling.spell(rest, in: id))] = []")
            names.append((tuple.restName, tuple.restName))
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
            "initializer": CallText.lines(
                "\(access.prefix)init(",
                parameters,
                ") {",
                indent: indent + 4,
                base: 4
            ),
            "assignments": names.map { assignment($0.name, $0.stored) },
        ]
    }
}
