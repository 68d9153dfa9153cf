import SchemaValidation

/// `minLength` and `maxLength` (Validation 2020-12, 6.3), `minItems` and `maxItems` (6.4),
/// `minProperties` and `maxProperties` (6.5).
extension Keyword {
    static let minLength = Keyword("minLength", .validation) {
        $0.length.setMinimum($1, "minLength", $0)
    }
    static let maxLength = Keyword("maxLength", .validation) {
        $0.length.setMaximum($1, "maxLength", $0)
    }
    static let minItems = Keyword("minItems", .validation) {
        $0.elements.setMinimum($1, "minItems", $0)
    }
    static let maxItems = Keyword("maxItems", .validation) {
        $0.elements.setMaximum($1, "maxItems", $0)
    }
    static let minProperties = Keyword("minProperties", .validation) {
        $0.members.setMinimum($1, "minProperties", $0)
    }
    static let maxProperties = Keyword("maxProperties", .validation) {
        $0.members.setMaximum($1, "maxProperties", $0)
    }
}
