import ConfigDocument
import SchemaValidation

/// `pattern` (Validation 2020-12, 6.3.3).
extension KeywordCompiler {
    static let pattern = KeywordCompiler(.pattern) { scope, value in
        guard value.kind == .string else {
            scope.report("pattern must be a string, not \(describe(value.kind))", at: value)
            return
        }
        guard let index = scope.pattern(scope.text(value), at: value) else { return }
        scope.add(Instruction(operation: .pattern, kinds: .string, a: index), at: value)
    }
}
