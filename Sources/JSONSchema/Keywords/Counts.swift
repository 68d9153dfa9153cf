import SchemaValidation

/// Minimum and maximum counts: `minLength` and `maxLength` (Validation 2020-12, 6.3), `minItems`
/// and `maxItems` (6.4), `minProperties` and `maxProperties` (6.5).
extension KeywordCompiler {
    static let minLength = KeywordCompiler(.minLength) {
        $0.length.setMinimum($1, "minLength", $0)
    }
    static let maxLength = KeywordCompiler(.maxLength) {
        $0.length.setMaximum($1, "maxLength", $0)
    }
    static let minItems = KeywordCompiler(.minItems) {
        $0.elements.setMinimum($1, "minItems", $0)
    }
    static let maxItems = KeywordCompiler(.maxItems) {
        $0.elements.setMaximum($1, "maxItems", $0)
    }
    static let minProperties = KeywordCompiler(.minProperties) {
        $0.members.setMinimum($1, "minProperties", $0)
    }
    static let maxProperties = KeywordCompiler(.maxProperties) {
        $0.members.setMaximum($1, "maxProperties", $0)
    }
}
