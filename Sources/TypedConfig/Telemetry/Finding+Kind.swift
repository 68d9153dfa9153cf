import SchemaValidation

extension Finding {
    /// What said no, as one of a bounded number of words: the keyword, `type` for what a type cannot
    /// hold, `syntax` for a text that cannot be read, `file` for one that is not there.
    var kind: String {
        let keyword = keywordLocation.split(separator: "/").last.map(String.init) ?? ""
        if Self.keywords.contains(keyword) { return keyword }
        // `properties/port/false` and the like: the schema itself says no.
        if !keywordLocation.isEmpty { return "schema" }
        if !instanceLocation.isEmpty { return "type" }
        return position == nil ? "file" : "syntax"
    }

    private static let keywords: Set<String> = [
        "$ref", "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format",
        "contentEncoding", "contentMediaType", "additionalProperties", "required", "propertyNames",
        "minProperties", "maxProperties", "dependencies", "dependentRequired", "dependentSchemas",
        "additionalItems", "contains", "minContains", "maxContains", "minItems", "maxItems",
        "uniqueItems", "allOf", "anyOf", "oneOf", "not", "unevaluatedProperties",
        "unevaluatedItems",
    ]
}
