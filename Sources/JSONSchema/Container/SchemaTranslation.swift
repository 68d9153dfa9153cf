import ConfigDocument

/// The keywords of OpenAPI and Kubernetes in one schema, in the terms of 2020-12.
struct SchemaTranslation {
    let cursor: Cursor
    let container: SchemaContainer
    /// True if it describes the values of a resource, and not only a condition for them.
    let isStructural: Bool

    init(_ cursor: Cursor, _ container: SchemaContainer, isStructural: Bool) {
        (self.cursor, self.container, self.isStructural) = (cursor, container, isStructural)
    }

    /// True if `add` writes the meaning of a keyword, or if it has none here.
    func replaces(_ name: String) -> Bool {
        switch name {
        // Malformed ones stay, so that the linter reports them.
        case "discriminator": cursor[name]?["propertyName"]?.string != nil
        case _ where container == .openAPI31: false
        case "nullable": cursor[name]?.bool != nil
        case "xml", "externalDocs": true
        case "type": isNullable || isIntegerOrString
        case "anyOf": isIntegerOrString && hasOnlyTypes
        case "format": isIntegerOrString && cursor["format"]?.string == "int-or-string"
        case "uniqueItems": cursor["x-kubernetes-list-type"]?.string == "set"
        case "example": true
        case "minimum": cursor["exclusiveMinimum"]?.bool == true
        case "maximum": cursor["exclusiveMaximum"]?.bool == true
        case "exclusiveMinimum", "exclusiveMaximum": cursor[name]?.bool != nil
        case "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
            "x-kubernetes-embedded-resource":
            container == .customResource
        default: false
        }
    }

    /// Writes the keywords that `replaces` leaves out.
    ///
    /// - Parameter isResource: whether its properties are known even if it declares none.
    func add(_ copy: inout DocumentCopy, isResource: Bool) {
        if container == .openAPI31 { return }
        if let (names, place) = types {
            copy.key("type", at: place)
            copy.strings(names, at: place)
        }
        for (bound, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            guard let isExclusive = cursor[flag], isExclusive.bool == true,
                let value = cursor[bound]
            else { continue }
            copy.key(flag, at: isExclusive)
            copy.value(value)
        }
        if let example = cursor["example"], cursor["examples"] == nil {
            copy.key("examples", at: example)
            copy.open(.array, at: example)
            copy.value(example)
            copy.close()
        }
        if container == .customResource { addKubernetes(&copy, isResource: isResource) }
    }

    // MARK: Types

    private var isNullable: Bool { cursor["nullable"]?.bool == true }

    private var isIntegerOrString: Bool {
        guard container == .customResource else { return false }
        return cursor["x-kubernetes-int-or-string"]?.bool == true
            || cursor["format"]?.string == "int-or-string"
    }

    /// True if `anyOf` repeats that the value is an integer or a string.
    private var hasOnlyTypes: Bool {
        cursor["anyOf"]?.elements.allSatisfy { $0.count == 1 && $0["type"] != nil } ?? false
    }

    /// The list of types, unless the schema has it already. `nullable` without a type has no effect.
    private var types: (names: [String], place: Cursor)? {
        let mark = cursor["x-kubernetes-int-or-string"] ?? cursor["format"]
        if isIntegerOrString, let mark {
            return (["integer", "string"] + (isNullable ? ["null"] : []), mark)
        }
        guard isNullable, let type = cursor["type"], let mark = cursor["nullable"] else {
            return nil
        }
        let names = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
        return (names.filter { $0 != "null" } + ["null"], mark)
    }

    // MARK: Kubernetes

    /// The resource inside this one that the schema describes; nil for another value.
    var embeddedResource: CustomResource? {
        let isMarked = cursor["x-kubernetes-embedded-resource"]?.bool == true
        return container == .customResource && isMarked ? .embedded : nil
    }

    private func addKubernetes(_ copy: inout DocumentCopy, isResource: Bool) {
        if let list = cursor["x-kubernetes-list-type"] {
            switch list.string {
            case "set":
                copy.key("uniqueItems", at: list)
                copy.bool(true, at: list)
            case "map": addKeys(of: list, &copy)
            default: break
            }
        }
        // Fields that the schema does not declare are refused or dropped.
        let place = cursor["properties"]?.key ?? (isResource ? cursor : nil)
        if isClosed, let place {
            copy.key("additionalProperties", at: place)
            copy.bool(false, at: place)
        }
    }

    private var isClosed: Bool {
        isStructural && cursor["additionalProperties"] == nil
            && cursor["x-kubernetes-preserve-unknown-fields"]?.bool != true
    }

    /// A list whose elements differ in the values of some keys.
    private func addKeys(of list: Cursor, _ copy: inout DocumentCopy) {
        let keys = cursor["x-kubernetes-list-map-keys"]?.elements.compactMap(\.string) ?? []
        if keys.isEmpty || cursor["settingRules"] != nil { return }
        copy.key("settingRules", at: list)
        copy.open(.array, at: list)
        copy.open(.object, at: list)
        copy.key("uniqueBy", at: list)
        copy.strings(["0"] + keys, at: list)
        copy.close()
        copy.close()
    }
}
