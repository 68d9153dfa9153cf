import ConfigDocument
import SchemaValidation

/// `unevaluatedProperties` and `unevaluatedItems` (Core 2020-12, 11): for members and elements that
/// no other keyword of the schema has evaluated, depending on the branches that applied.
extension KeywordCompiler {
    static let unevaluatedProperties = KeywordCompiler(.unevaluatedProperties) { scope, value in
        scope.unevaluatedProperties = value
    }

    static let unevaluatedItems = KeywordCompiler(.unevaluatedItems) { scope, value in
        scope.unevaluatedItems = value
    }
}
