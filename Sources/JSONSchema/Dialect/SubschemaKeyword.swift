import ConfigDocument
import SchemaValidation

/// A keyword whose value contains schemas: one schema, an array or a map.
struct SubschemaKeyword: Sendable {
    enum Shape: Sendable {
        case schema
        case list
        case map
        /// `items` up to 2019-09: a schema or an array of schemas.
        case schemaOrList
        /// `dependencies`: a map to schemas or arrays of names.
        case mapOfSchemasOrNames
    }

    let shape: Shape
    let drafts: ClosedRange<Draft>
    /// Whether its schemas are only targets of references.
    var isDefinitions = false

    private init(_ shape: Shape, _ drafts: ClosedRange<Draft> = .draft4 ... .draft2020) {
        self.shape = shape
        self.drafts = drafts
    }

    private static let all = KeyTable<[SubschemaKeyword]>([
        ("allOf", [.init(.list)]), ("anyOf", [.init(.list)]), ("oneOf", [.init(.list)]),
        ("not", [.init(.schema)]), ("additionalProperties", [.init(.schema)]),
        ("additionalItems", [.init(.schema, .draft4 ... .draft2019)]),
        (
            "items",
            [
                .init(.schemaOrList, .draft4 ... .draft2019),
                .init(.schema, .draft2020 ... .draft2020),
            ]
        ),
        ("properties", [.init(.map)]), ("patternProperties", [.init(.map)]),
        ("definitions", [.definitions(since: .draft4)]),
        ("$defs", [.definitions(since: .draft2019)]),
        ("dependencies", [.init(.mapOfSchemasOrNames)]),
        ("contains", [.init(.schema, .draft6 ... .draft2020)]),
        ("propertyNames", [.init(.schema, .draft6 ... .draft2020)]),
        ("if", [.init(.schema, .draft7 ... .draft2020)]),
        ("then", [.init(.schema, .draft7 ... .draft2020)]),
        ("else", [.init(.schema, .draft7 ... .draft2020)]),
        ("dependentSchemas", [.init(.map, .draft2019 ... .draft2020)]),
        ("unevaluatedItems", [.init(.schema, .draft2019 ... .draft2020)]),
        ("unevaluatedProperties", [.init(.schema, .draft2019 ... .draft2020)]),
        ("contentSchema", [.init(.schema, .draft2019 ... .draft2020)]),
        ("prefixItems", [.init(.list, .draft2020 ... .draft2020)]),
    ])

    private static func definitions(since draft: Draft) -> SubschemaKeyword {
        var keyword = SubschemaKeyword(.map, draft ... .draft2020)
        keyword.isDefinitions = true
        return keyword
    }

    /// Calls the closure with the tape index of every direct subschema of a schema.
    ///
    /// - Parameter isHidden: whether `$ref` hides the keywords beside it. Definitions are still
    ///   schemas, under the keywords of every draft.
    static func forEachSubschema(
        of schema: Int,
        in view: TapeView,
        _ draft: Draft,
        isHidden: Bool,
        _ body: (Int) -> Void
    ) {
        let end = view[schema].endIndex
        var index = schema + 1
        while index < end {
            let value = index + 1
            for keyword in all.value(of: view[index], in: view) ?? []
            where isHidden ? keyword.isDefinitions : keyword.drafts.contains(draft) {
                keyword.forEachSchema(at: value, in: view, body)
            }
            index = view.next(after: value)
        }
    }

    /// Calls the closure for direct subschemas that apply, so not for definitions. Not for a schema
    /// whose `$ref` hides the keywords beside it.
    static func forEachApplied(
        of schema: Int,
        in view: TapeView,
        _ draft: Draft,
        _ body: (Int) -> Void
    ) {
        let end = view[schema].endIndex
        var index = schema + 1
        while index < end {
            let value = index + 1
            for keyword in all.value(of: view[index], in: view) ?? []
            where !keyword.isDefinitions && keyword.drafts.contains(draft) {
                keyword.forEachSchema(at: value, in: view, body)
            }
            index = view.next(after: value)
        }
    }

    private func forEachSchema(at value: Int, in view: TapeView, _ body: (Int) -> Void) {
        let entry = view[value]
        switch shape {
        case .schemaOrList where entry.kind != .array, .schema: body(value)
        case .list, .schemaOrList:
            guard entry.kind == .array else { return }
            var index = value + 1
            while index < entry.endIndex {
                body(index)
                index = view.next(after: index)
            }
        case .map, .mapOfSchemasOrNames:
            guard entry.kind == .object else { return }
            var index = value + 1
            while index < entry.endIndex {
                if view[index + 1].kind != .array { body(index + 1) }
                index = view.next(after: index + 1)
            }
        }
    }
}
