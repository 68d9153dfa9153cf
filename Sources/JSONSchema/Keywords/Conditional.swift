import ConfigDocument
import SchemaValidation

/// `if`, `then` and `else` (Core 2020-12, 10.2.2).
extension KeywordCompiler {
    static let condition = KeywordCompiler(.condition) {
        scope,
        value in
        let consequence = scope.cursor["then"]
        let alternative = scope.cursor["else"]
        scope.add(
            Instruction(
                operation: .conditional,
                kinds: .all,
                a: scope.block(value),
                b: consequence.map(scope.block) ?? Block.accept,
                c: alternative.map(scope.block) ?? Block.accept
            ),
            at: [value, consequence ?? value, alternative ?? value]
        )
    }
}
