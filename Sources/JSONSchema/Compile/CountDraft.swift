import ConfigDocument
import SchemaValidation

/// The minimum and maximum of a count, such as `minItems` and `maxItems`, checked by one
/// instruction.
struct CountDraft {
    private var minimum: UInt32 = 0
    private var maximum: UInt32 = .max
    private var minimumKeyword: Cursor?
    private var maximumKeyword: Cursor?

    mutating func setMinimum(_ cursor: Cursor, _ keyword: String, _ scope: SchemaScope) {
        guard let count = scope.count(cursor, of: keyword) else { return }
        minimum = count
        minimumKeyword = cursor
    }

    mutating func setMaximum(_ cursor: Cursor, _ keyword: String, _ scope: SchemaScope) {
        guard let count = scope.count(cursor, of: keyword) else { return }
        maximum = count
        maximumKeyword = cursor
    }

    func finish(_ scope: SchemaScope, operation: Operation, kinds: KindSet) {
        guard let keyword = minimumKeyword ?? maximumKeyword else { return }
        guard minimum > 0 || maximum < .max else { return }
        scope.add(
            Instruction(operation: operation, kinds: kinds, b: minimum, c: maximum),
            at: [minimumKeyword ?? keyword, maximumKeyword ?? keyword]
        )
    }
}
