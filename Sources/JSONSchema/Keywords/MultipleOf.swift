import ConfigDocument

/// `multipleOf` (Validation 2020-12, 6.2.1), by exact decimal arithmetic.
extension Keyword {
    static let multipleOf = Keyword("multipleOf", .validation) { scope, value in
        guard let lexeme = value.decimalText, Decimal("0") < Decimal(lexeme) else {
            scope.report("multipleOf must be a number above 0", at: value)
            return
        }
        guard lexeme.utf8.count <= 1_000 else {
            scope.report("multipleOf must not have more than 1000 digits", at: value)
            return
        }
        scope.compiler.tables.divisors.append(scope.compiler.string(lexeme))
        let index = UInt32(scope.compiler.tables.divisors.count - 1)
        scope.add(Instruction(operation: .multipleOf, kinds: .number, a: index), at: value)
    }
}
