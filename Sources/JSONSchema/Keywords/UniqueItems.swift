import ConfigDocument
import SchemaValidation

/// `uniqueItems` (Validation 2020-12, 6.4.3).
extension KeywordCompiler {
    static let uniqueItems = KeywordCompiler(.uniqueItems) { scope, value in
        guard let isUnique = value.bool else {
            scope.report("uniqueItems must be true or false", at: value)
            return
        }
        if isUnique { scope.add(Instruction(operation: .uniqueItems, kinds: .array), at: value) }
    }
}
