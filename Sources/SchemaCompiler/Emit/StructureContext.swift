import JSONSchema

/// The context of the templates for structures and tuples.
struct StructureContext {
    let spelling: TypeSpelling
    let id: TypeID
    let indent: Int
    let access: AccessLevel

    func context(_ code: StructureCode) -> [String: Any] {
        let (structure, isLarge) = (code.structure, code.isLarge)
        var parameters: [CallText.Argument] = []
        var names: [(name: String, stored: String)] = []
        let properties = code.properties.map { access -> [String: Any] in
            let property = access.property
            let name = SwiftText.identifier(property.name)
            let type = spelling.spell(property.type, in: id)
            let value = property.defaultValue.map { spelling.spell($0, in: id) }
            let label = "\(SwiftText.label(property.name)): \(type)"
            if code.initialiserTakes(property) {
                parameters.append(parameter(label, access.initial))
                names.append((name, stored(property)))
            }
            return [
                "docs": CommentText.lines(property.documentation, indent: indent + 4),
                "name": name,
                "deprecation": deprecation(property, type),
                "initial": code.initialiserTakes(property) ? "" : stated(access, name, type),
                "key": property.key,
                "keyLiteral": SwiftText.literal(property.key),
                "type": type,
                "default": value ?? "",
                "isRequired": property.isRequired,
                "attributes": property.isBoxed ? "@\(RuntimeName.qualified("Box")) " : "",
                "reading": reading(access),
                "writing": writing(access),
            ]
        }
        if let additional = structure.additional, !isLarge {
            let name = structure.additionalName
            parameters.append("\(name): [String: \(spelling.spell(additional, in: id))] = [:]")
            names.append((name, name))
        }
        return [
            "properties": properties,
            "isLarge": isLarge,
            "required": code.readAtOnce.map { properties[$0] },
            "parts": Self.parts(code.readingParts, of: properties),
            "writingParts": Self.parts(code.writingParts, of: properties),
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
            "extras": structure.extrasName.map { [extras($0, structure)] } ?? [],
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

    /// Nothing outside needs the extras of a structure to which no member can be added.
    private func extras(_ name: String, _ structure: Structure) -> [String: Any] {
        [
            "name": name,
            "access": structure.hasExtraMembers ? access.prefix : "private ",
            "docs": structure.hasExtraMembers
                ? Self.extraMemberDocs
                : "How the document writes its settings, such as which ones it omits; kept for a save.",
        ]
    }

    private static let extraMemberDocs =
        "Members of the document that no property declares; kept so that they survive a save."

    private static let additionalDocs = "The settings that have no property of their own, by name."

    /// The code that reads undeclared members.
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

    private static func parts(
        _ parts: [[Int]],
        of properties: [[String: Any]]
    ) -> [[String: Any]] {
        parts.enumerated().map { index, positions in
            ["number": index + 1, "properties": positions.map { properties[$0] }]
        }
    }

    private func parameter(
        _ label: String,
        _ initial: PropertyAccess.Initial
    ) -> CallText.Argument {
        if case .value(let value) = initial {
            return spelling.argument(label + " = ", value, in: id)
        }
        return "\(label)\(Self.text(of: initial))"
    }

    private static func text(of initial: PropertyAccess.Initial) -> String {
        switch initial {
        case .nothing, .value: ""
        case .onlyCase(let name): " = ." + SwiftText.member(name)
        case .absent: " = .absent"
        case .null: " = nil"
        }
    }

    /// The default after a declaration, if no initialiser sets it.
    private func stated(_ property: PropertyAccess, _ name: String, _ type: String) -> String {
        guard case .value(let value) = property.initial else {
            return Self.text(of: property.initial)
        }
        let access = property.property.deprecation == nil ? access.prefix : "private "
        let declaration = "\(access)var \(name): \(type)"
        let text = spelling.argument(declaration + " = ", value, in: id)
            .broken(indent: indent + 4, base: 4, isFollowed: false)
        return String(text.dropFirst(declaration.count))
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

    private func reading(_ access: PropertyAccess) -> String {
        CallText.lines(
            "\(place(of: access)) = object.\(access.reading.method)(",
            ["\(SwiftText.literal(access.property.key))"] + units(access.reading)
                + assumed(access.assumed),
            ")",
            indent: 8
        )
    }

    private func units(_ call: PropertyAccess.Call) -> [CallText.Argument] {
        call.unit.map { ["in: .\($0)"] } ?? []
    }

    private func assumed(_ value: PropertyAccess.Assumed) -> [CallText.Argument] {
        switch value {
        case .nothing: return []
        case .null: return ["default: nil"]
        case .value(let value): return [spelling.argument("default: ", value, in: id)]
        case .optional(let value):
            let inner = spelling.argument("", value, in: id)
            return [CallText.Argument("default: Optional(", [inner], ")", .call)]
        }
    }

    private func writing(_ access: PropertyAccess) -> String {
        CallText.lines(
            "object.\(access.writing.method)(",
            ["\(SwiftText.literal(access.property.key))", "\(place(of: access))"]
                + units(access.writing),
            ")",
            indent: 8
        )
    }

    private func place(of access: PropertyAccess) -> String {
        let property = access.property
        return place(property.name, stored(property), isReadAsBox: access.isReadAsBox)
    }

    private func place(_ name: String, _ stored: String, isReadAsBox: Bool) -> String {
        if isReadAsBox { return "_" + bare(name) }
        return Self.shadowed.contains(stored) ? "self.\(stored)" : stored
    }

    /// Parameters that hide the property of the same name.
    private static let shadowed: Set<String> = ["object", "value"]

    // MARK: Tuples

    func context(_ tuple: TupleCode) -> [String: Any] {
        var parameters: [CallText.Argument] = []
        var names: [(name: String, stored: String)] = []
        let elements = tuple.elements.enumerated().map { position, code -> [String: Any] in
            let element = code.element
            let name = SwiftText.identifier(element.name)
            let type = spelling.spell(element.type, in: id) + (code.isOptional ? "?" : "")
            parameters.append(
                "\(SwiftText.label(element.name)): \(type)\(code.isOptional ? " = nil" : "")"
            )
            names.append((name, name))
            return [
                "docs": CommentText.lines(element.documentation, indent: indent + 4),
                "attributes": element.isBoxed ? "@\(RuntimeName.qualified("Box")) " : "",
                "name": name,
                "target": place(element.name, name, isReadAsBox: code.isReadAsBox),
                "type": type,
                "position": "\(position)",
                "method": code.method,
            ]
        }
        if let rest = tuple.rest {
            parameters.append("\(rest.name): [\(spelling.spell(rest.type, in: id))] = []")
            names.append((rest.name, rest.name))
        }
        return [
            "elements": elements,
            "rest": tuple.rest.map { rest -> [[String: Any]] in
                [
                    [
                        "name": rest.name, "type": spelling.spell(rest.type, in: id),
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
