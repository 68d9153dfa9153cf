import ConfigDocument
import SchemaValidation

/// `unevaluatedProperties` and `unevaluatedItems` (Core 2020-12, 11): for what no other keyword of the
/// schema looked at, whichever branches turned out to apply.
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
