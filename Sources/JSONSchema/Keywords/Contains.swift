import ConfigDocument
import SchemaValidation

/// `contains` with `minContains` and `maxContains` (Core 2020-12, 10.3.1.3; Validation, 6.4.4, 6.4.5).
extension KeywordCompiler {
    static let contains = KeywordCompiler(.contains) {
        scope,
        value in
        var fewest: UInt32 = 1
        var most = UInt32.max
        if scope.draft >= .draft2019, scope.dialect.vocabularies.contains(.validation) {
            if let keyword = scope.cursor["minContains"] {
                fewest = scope.count(keyword, of: "minContains") ?? 1
            }
            if let keyword = scope.cursor["maxContains"] {
                most = scope.count(keyword, of: "maxContains") ?? .max
            }
        }
        scope.add(
            Instruction(
                operation: .contains,
                flags: scope.draft == .draft2020 ? Instruction.marksMatches : 0,
                kinds: .array,
                a: scope.block(value),
                b: fewest,
                c: most
            ),
            at: [value, scope.cursor["minContains"] ?? value, scope.cursor["maxContains"] ?? value]
        )
    }
}
