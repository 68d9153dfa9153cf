import ConfigDocument

/// Fewest and most: `minLength` and `maxLength` (Validation 2020-12, 6.3), `minItems` and `maxItems`
/// (6.4), `minProperties` and `maxProperties` (6.5).
extension Keyword {
    static let minLength = Keyword("minLength", .validation) {
        $0.length.setMinimum($1, "minLength", $0)
    }
    static let maxLength = Keyword("maxLength", .validation) {
        $0.length.setMaximum($1, "maxLength", $0)
    }
    static let minItems = Keyword("minItems", .validation) {
        $0.elements.setMinimum($1, "minItems", $0)
    }
    static let maxItems = Keyword("maxItems", .validation) {
        $0.elements.setMaximum($1, "maxItems", $0)
    }
    static let minProperties = Keyword("minProperties", .validation) {
        $0.members.setMinimum($1, "minProperties", $0)
    }
    static let maxProperties = Keyword("maxProperties", .validation) {
        $0.members.setMaximum($1, "maxProperties", $0)
    }
}

/// A pair of such keywords, checked by one instruction.
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

    func finish(_ scope: SchemaScope, operation: Operation, kinds: KindMask) {
        guard let keyword = minimumKeyword ?? maximumKeyword else { return }
        guard minimum > 0 || maximum < .max else { return }
        scope.add(
            Instruction(operation: operation, kinds: kinds, b: minimum, c: maximum),
            at: [minimumKeyword ?? keyword, maximumKeyword ?? keyword]
        )
    }
}
