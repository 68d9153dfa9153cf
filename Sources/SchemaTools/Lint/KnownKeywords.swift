import JSONSchema
import SchemaCompiler

/// The keywords of each draft, and those of common tools.
enum KnownKeywords {
    private static let all: [(name: String, since: Draft, until: Draft)] = [
        ("$schema", .draft4, .draft2020), ("$ref", .draft4, .draft2020),
        ("id", .draft4, .draft4), ("$id", .draft6, .draft2020),
        ("$anchor", .draft2019, .draft2020), ("$comment", .draft7, .draft2020),
        ("$defs", .draft2019, .draft2020), ("definitions", .draft4, .draft2020),
        ("$vocabulary", .draft2019, .draft2020),
        ("$recursiveRef", .draft2019, .draft2019), ("$recursiveAnchor", .draft2019, .draft2019),
        ("$dynamicRef", .draft2020, .draft2020), ("$dynamicAnchor", .draft2020, .draft2020),
        ("type", .draft4, .draft2020), ("enum", .draft4, .draft2020),
        ("const", .draft6, .draft2020),
        ("minimum", .draft4, .draft2020), ("maximum", .draft4, .draft2020),
        ("exclusiveMinimum", .draft4, .draft2020), ("exclusiveMaximum", .draft4, .draft2020),
        ("multipleOf", .draft4, .draft2020),
        ("minLength", .draft4, .draft2020), ("maxLength", .draft4, .draft2020),
        ("pattern", .draft4, .draft2020), ("format", .draft4, .draft2020),
        ("contentEncoding", .draft7, .draft2020), ("contentMediaType", .draft7, .draft2020),
        ("contentSchema", .draft2019, .draft2020),
        ("properties", .draft4, .draft2020), ("patternProperties", .draft4, .draft2020),
        ("additionalProperties", .draft4, .draft2020), ("required", .draft4, .draft2020),
        ("propertyNames", .draft6, .draft2020),
        ("minProperties", .draft4, .draft2020), ("maxProperties", .draft4, .draft2020),
        ("dependencies", .draft4, .draft7),
        ("dependentRequired", .draft2019, .draft2020),
        ("dependentSchemas", .draft2019, .draft2020),
        ("items", .draft4, .draft2020), ("prefixItems", .draft2020, .draft2020),
        ("additionalItems", .draft4, .draft2019), ("contains", .draft6, .draft2020),
        ("minContains", .draft2019, .draft2020), ("maxContains", .draft2019, .draft2020),
        ("minItems", .draft4, .draft2020), ("maxItems", .draft4, .draft2020),
        ("uniqueItems", .draft4, .draft2020),
        ("unevaluatedItems", .draft2019, .draft2020),
        ("unevaluatedProperties", .draft2019, .draft2020),
        ("allOf", .draft4, .draft2020), ("anyOf", .draft4, .draft2020),
        ("oneOf", .draft4, .draft2020), ("not", .draft4, .draft2020),
        ("if", .draft7, .draft2020), ("then", .draft7, .draft2020), ("else", .draft7, .draft2020),
        ("title", .draft4, .draft2020), ("description", .draft4, .draft2020),
        ("default", .draft4, .draft2020), ("examples", .draft6, .draft2020),
        ("deprecated", .draft2019, .draft2020),
        ("readOnly", .draft7, .draft2020), ("writeOnly", .draft7, .draft2020),
    ]

    /// Annotations that are accepted in every draft, since no check depends on them.
    private static let annotations: Set<String> = [
        "$comment", "examples", "deprecated", "readOnly", "writeOnly", "$defs", "$anchor",
        "contentEncoding", "contentMediaType",
    ]

    private static let byDraft: [Draft: Set<String>] = Dictionary(
        uniqueKeysWithValues: Draft.allCases.map { draft in
            (draft, Set(all.filter { $0.since <= draft && draft <= $0.until }.map(\.name)))
        }
    )

    static func names(in draft: Draft) -> Set<String> { byDraft[draft] ?? [] }

    /// Whether a draft has the keyword, or a tool uses it as an annotation.
    static func isKnown(_ name: String) -> Bool {
        byDraft.values.contains { $0.contains(name) }
            || fieldKeywords.subtracting(["extends"]).contains(name)
            || name == "divisibleBy"
    }

    /// Advice about a keyword that only other drafts have.
    static func advice(for name: String, in draft: Draft) -> String? {
        guard !annotations.contains(name), let known = all.first(where: { $0.name == name }) else {
            return nil
        }
        switch name {
        case "prefixItems": return "up to 2019-09 say items with an array"
        case "additionalItems": return "since 2020-12 say items beside prefixItems"
        case "dependencies": return "since 2019-09 say dependentRequired or dependentSchemas"
        case "dependentRequired", "dependentSchemas": return "up to draft-07 say dependencies"
        case "id": return "since draft-06 say $id"
        case "$id": return "in draft-04 say id"
        case "const": return "in draft-04 say an enum of one value"
        case "$recursiveRef": return "since 2020-12 say $dynamicRef"
        case "$recursiveAnchor": return "since 2020-12 say $dynamicAnchor"
        default: break
        }
        return known.since > draft ? "it is known since \(known.since.rawValue)" : nil
    }

    /// A keyword of the draft with a similar name.
    static func close(to name: String, in draft: Draft) -> String? {
        guard !name.hasPrefix("x-"), !fieldKeywords.contains(name), name.utf8.count > 3 else {
            return nil
        }
        if let meant = misnomers[name] { return meant }
        let names = names(in: draft).sorted().filter { $0.utf8.count > 3 }
        return Suggestion.closest(to: name, in: names)
    }

    private static let misnomers = [
        "optional": "required", "nullable": "type", "oneof": "oneOf", "anyof": "anyOf",
        "allof": "allOf", "regex": "pattern", "regexp": "pattern",
    ]

    /// Keywords of editors and other tools that are similar to standard ones, but not misspellings.
    private static let fieldKeywords: Set<String> = [
        "example", "enumNames", "enumDescriptions", "markdownDescription", "defaultSnippets",
        "deprecationMessage", "errorMessage", "patternErrorMessage", "doNotSuggest",
        "suggestSortText", "allowComments", "allowTrailingCommas", "tsType", "tsEnumNames",
        "propertyOrder", "options", "examples", "meta:enum", "descriptions", "comment", "types",
        "titles", "note", "notes", "version", "name", "extends", "order", "discriminator", "links",
        "sinceVersion", "since",
    ]

    /// The kinds of values that a keyword applies to; nil for all kinds.
    static func kinds(of keyword: String) -> KindSet? {
        switch keyword {
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": .number
        case "minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType": .string
        case "properties", "patternProperties", "additionalProperties", "required",
            "propertyNames", "minProperties", "maxProperties", "dependencies",
            "dependentRequired", "dependentSchemas", "unevaluatedProperties":
            .object
        case "items", "prefixItems", "additionalItems", "contains", "minItems", "maxItems",
            "uniqueItems", "unevaluatedItems":
            .array
        default: nil
        }
    }
}
