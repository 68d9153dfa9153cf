import ConfigDocument

/// Where schemas stand inside a schema: which keywords hold one, a list of them or a map of them.
enum SubschemaKeyword {
    enum Shape {
        case schema
        case list
        case map
        /// `items` up to 2019-09: a schema or a list of them.
        case schemaOrList
        /// `dependencies`: a map to schemas or lists of names.
        case mapOfSchemasOrNames
    }

    /// The shape of a keyword's value in a draft, or nil where it holds no schemas.
    static func shape(of keyword: String, in draft: Draft) -> Shape? {
        switch keyword {
        case "allOf", "anyOf", "oneOf": .list
        case "not", "additionalProperties": .schema
        case "additionalItems": draft <= .draft2019 ? .schema : nil
        case "items": draft <= .draft2019 ? .schemaOrList : .schema
        case "properties", "patternProperties", "definitions": .map
        case "dependencies": .mapOfSchemasOrNames
        case "contains", "propertyNames": draft >= .draft6 ? .schema : nil
        case "if", "then", "else": draft >= .draft7 ? .schema : nil
        case "$defs", "dependentSchemas": draft >= .draft2019 ? .map : nil
        case "unevaluatedItems", "unevaluatedProperties", "contentSchema":
            draft >= .draft2019 ? .schema : nil
        case "prefixItems": draft >= .draft2020 ? .list : nil
        default: nil
        }
    }

    /// The schemas that stand directly inside `schema`, with their pointer tokens from there.
    static func subschemas(
        of schema: Cursor,
        in draft: Draft
    ) -> [(path: [String], schema: Cursor)] {
        var found: [(path: [String], schema: Cursor)] = []
        for (key, value) in schema.members {
            let keyword = key.text
            guard let shape = shape(of: keyword, in: draft) else { continue }
            switch shape {
            case .schema: found.append(([keyword], value))
            case .list, .schemaOrList:
                if value.isArray {
                    for (position, element) in value.elements.enumerated() {
                        found.append(([keyword, "\(position)"], element))
                    }
                } else if shape == .schemaOrList {
                    found.append(([keyword], value))
                }
            case .map, .mapOfSchemasOrNames:
                for (name, member) in value.members where !member.isArray {
                    found.append(([keyword, name.text], member))
                }
            }
        }
        return found
    }
}
