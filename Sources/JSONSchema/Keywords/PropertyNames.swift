import ConfigDocument
import SchemaValidation

/// `propertyNames` (Core 2020-12, 10.3.2.4).
extension KeywordCompiler {
    static let propertyNames = KeywordCompiler(.propertyNames) {
        scope,
        value in
        scope.add(
            Instruction(operation: .propertyNames, kinds: .object, a: scope.block(value)),
            at: value
        )
    }
}
