import ConfigDocument
import SchemaValidation

/// `unevaluatedProperties` and `unevaluatedItems` (Core 2020-12, 11): for what no other keyword of the
/// schema looked at, whichever branches turned out to apply.
extension KeywordCompiler {
    static let unevaluatedProperties = KeywordCompiler(.unevaluatedProperties) { scope, value in
        scope.unevaluatedProperties = value
    }

    static let unevaluatedItems = KeywordCompiler(.unevaluatedItems) { scope, value in
        scope.unevaluatedItems = value
    }
}
