import ConfigDocument
import SchemaValidation

/// A keyword that contains schemas, as needed for walking over schemas.
struct SubschemaKeyword: Sendable {
    private let shape: Keyword.SchemaShape
    private let drafts: ClosedRange<Draft>
    /// True if its schemas are only targets of references.
    private let isDefinitions: Bool

    private init?(_ keyword: Keyword) {
        let row = keyword.row
        guard let shape = row.schemas else { return nil }
        self.shape = shape
        drafts = row.effectiveDrafts
        isDefinitions = row.role == .definitions
    }

    private static let all = KeyTable(
        Keyword.allCases.compactMap { keyword in
            SubschemaKeyword(keyword).map { (keyword.rawValue, $0) }
        }
    )

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
        // An array in the place of a schema is reported elsewhere.
        guard view[schema].kind == .object else { return }
        let end = view[schema].endIndex
        var index = schema + 1
        while index < end {
            let value = index + 1
            if let keyword = all.value(of: view[index], in: view),
                isHidden ? keyword.isDefinitions : keyword.drafts.contains(draft)
            {
                keyword.forEachSchema(at: value, in: view, draft, body)
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
        // An array in the place of a schema is reported elsewhere.
        guard view[schema].kind == .object else { return }
        let end = view[schema].endIndex
        var index = schema + 1
        while index < end {
            let value = index + 1
            if let keyword = all.value(of: view[index], in: view), !keyword.isDefinitions,
                keyword.drafts.contains(draft)
            {
                keyword.forEachSchema(at: value, in: view, draft, body)
            }
            index = view.next(after: value)
        }
    }

    private func forEachSchema(
        at value: Int,
        in view: TapeView,
        _ draft: Draft,
        _ body: (Int) -> Void
    ) {
        let entry = view[value]
        switch shape {
        case .schemaOrList where entry.kind != .array || draft == .draft2020, .schema: body(value)
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
