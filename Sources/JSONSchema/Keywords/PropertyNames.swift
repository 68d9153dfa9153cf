import ConfigDocument
import SchemaValidation

/// `propertyNames` (Core 2020-12, 10.3.2.4).
extension Keyword {
    static let propertyNames = Keyword("propertyNames", .applicator, drafts: .draft6 ... .draft2020)
    {
        scope,
        value in
        scope.add(
            Instruction(operation: .propertyNames, kinds: .object, a: scope.block(value)),
            at: value
        )
    }
}
