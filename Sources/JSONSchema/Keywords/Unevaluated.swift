import ConfigDocument
import SchemaValidation

/// `unevaluatedProperties` and `unevaluatedItems` (Core 2020-12, 11): apply to values that no other
/// keyword of the schema evaluated, depending on the branches that accepted.
extension Keyword {
    static let unevaluatedProperties = Keyword(
        "unevaluatedProperties",
        .unevaluated,
        drafts: .draft2019 ... .draft2020
    ) { scope, value in scope.unevaluatedProperties = value }

    static let unevaluatedItems = Keyword(
        "unevaluatedItems",
        .unevaluated,
        drafts: .draft2019 ... .draft2020
    ) { scope, value in scope.unevaluatedItems = value }
}
