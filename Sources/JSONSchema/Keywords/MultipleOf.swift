import ConfigDocument
import SchemaValidation

/// `multipleOf` (Validation 2020-12, 6.2.1), in exact decimal arithmetic.
///
/// Every number of every document is divided by it, so its number of digits is limited.
extension KeywordCompiler {
    private static let mostDigits = 1_000

    static let multipleOf = KeywordCompiler(.multipleOf) { scope, value in
        guard let lexeme = value.decimalText, Decimal("0") < Decimal(lexeme) else {
            scope.report("multipleOf must be a number above 0", at: value)
            return
        }
        guard lexeme.utf8.count <= KeywordCompiler.mostDigits else {
            scope.report(
                "multipleOf has \(lexeme.utf8.count) digits; at most \(KeywordCompiler.mostDigits) are allowed, "
                    + "which no option raises; write it with an exponent, as 1e-1200",
                at: value
            )
            return
        }
        scope.compiler.tables.divisors.append(scope.compiler.string(lexeme))
        // Bound: no more keywords than bytes of the schema, of which there are fewer than 2^32; one
        // was just added.
        let index = UInt32(scope.compiler.tables.divisors.count - 1)
        scope.add(Instruction(operation: .multipleOf, kinds: .number, a: index), at: value)
    }
}
