import ConfigDocument
import SchemaValidation

/// `allOf`, `anyOf`, `oneOf` and `not` (Core 2020-12, 10.2.1).
extension KeywordCompiler {
    static let allOf = KeywordCompiler(.allOf) { scope, value in
        for schema in scope.schemaList(value, of: "allOf") {
            scope.call(scope.block(schema), resource: nil, at: schema)
        }
    }

    static let anyOf = KeywordCompiler(.anyOf) { scope, value in
        let list = scope.branches(scope.schemaList(value, of: "anyOf"))
        scope.add(
            Instruction(operation: .anyOf, kinds: .all, a: list.start, b: list.count),
            at: value
        )
    }

    static let oneOf = KeywordCompiler(.oneOf) { scope, value in
        let list = scope.branches(scope.schemaList(value, of: "oneOf"))
        scope.add(
            Instruction(operation: .oneOf, kinds: .all, a: list.start, b: list.count),
            at: value
        )
    }

    static let not = KeywordCompiler(.not) { scope, value in
        scope.add(Instruction(operation: .not, kinds: .all, a: scope.block(value)), at: value)
    }
}
