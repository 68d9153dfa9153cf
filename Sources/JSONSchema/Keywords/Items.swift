import ConfigDocument
import SchemaValidation

/// `prefixItems` and `items` (Core 2020-12, 10.3.1). Up to 2019-09, an array in `items` is the
/// prefix, and `additionalItems` applies to the rest.
extension KeywordCompiler {
    static let prefixItems = KeywordCompiler(.prefixItems) {
        scope,
        value in
        scope.addPrefix(scope.schemaList(value, of: "prefixItems"), at: value)
    }

    static let items = KeywordCompiler(.items) { scope, value in
        if value.isArray, scope.draft <= .draft2019 {
            scope.addPrefix(value.elements, at: value)
        } else {
            scope.addItems(value, from: scope.cursor["prefixItems"]?.count ?? 0)
        }
    }

    static let additionalItems = KeywordCompiler(.additionalItems) {
        scope,
        value in
        guard let items = scope.cursor["items"], items.isArray else { return }
        scope.addItems(value, from: items.count)
    }
}

extension SchemaScope {
    fileprivate func addPrefix(_ schemas: [Cursor], at cursor: Cursor) {
        let list = branches(schemas)
        add(
            Instruction(operation: .prefixItems, kinds: .array, a: list.start, b: list.count),
            at: cursor
        )
    }

    fileprivate func addItems(_ schema: Cursor, from start: Int) {
        let first = draft == .draft2020 ? start : cursor["items"]?.isArray == true ? start : 0
        add(
            Instruction(
                operation: .items,
                kinds: .array,
                a: block(schema),
                b: UInt32(clamping: first)
            ),
            at: schema
        )
    }
}
