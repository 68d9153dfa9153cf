import ConfigDocument

/// A schema without its `format` keywords. A property that is called `format` stays.
struct SchemaWithoutFormats {
    let value: DocumentValue

    init(_ document: Document) {
        value = Self.strip(DocumentValue(document.root), isMap: false)
    }

    /// Keywords whose members are schemas; the names of these members are not keywords.
    private static let maps: Set<String> = [
        "properties", "patternProperties", "definitions", "$defs", "dependentSchemas",
        "dependencies",
    ]
    /// Keywords whose values are data.
    private static let data: Set<String> = [
        "const", "enum", "default", "examples", "required", "type",
    ]

    private static func strip(_ value: DocumentValue, isMap: Bool) -> DocumentValue {
        switch value {
        case .array(let elements): return .array(elements.map { strip($0, isMap: false) })
        case .object(let object):
            var stripped = DocumentObject()
            for (key, value) in object.members {
                if isMap {
                    stripped[key] = strip(value, isMap: false)
                } else if data.contains(key) {
                    stripped[key] = value
                } else if key != "format" || value.string == nil {
                    stripped[key] = strip(value, isMap: maps.contains(key))
                }
            }
            return .object(stripped)
        default: return value
        }
    }
}
