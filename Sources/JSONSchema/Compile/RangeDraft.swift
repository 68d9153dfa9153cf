import ConfigDocument
import SchemaValidation

/// The bounds of a schema for numbers.
struct RangeDraft {
    var minimum: Cursor?
    var maximum: Cursor?
    var exclusiveMinimum: Cursor?
    var exclusiveMaximum: Cursor?
    var isMinimumExclusive = false
    var isMaximumExclusive = false

    func finish(_ scope: SchemaScope) {
        add(low: minimum, isMinimumExclusive, high: maximum, isMaximumExclusive, to: scope)
        add(low: exclusiveMinimum, true, high: exclusiveMaximum, true, to: scope)
    }

    private func add(
        low: Cursor?,
        _ isLowExclusive: Bool,
        high: Cursor?,
        _ isHighExclusive: Bool,
        to scope: SchemaScope
    ) {
        guard let first = low ?? high else { return }
        var range = NumberRange()
        if let low { range.setLow(low, isExclusive: isLowExclusive, text: scope.compiler.string) }
        if let high {
            range.setHigh(high, isExclusive: isHighExclusive, text: scope.compiler.string)
        }
        scope.compiler.tables.ranges.append(range)
        // Bound: no more keywords than bytes of the schema, of which there are fewer than 2^32; one
        // was just added.
        let index = UInt32(scope.compiler.tables.ranges.count - 1)
        scope.add(
            Instruction(operation: .range, kinds: .number, a: index),
            at: [low ?? first, high ?? first]
        )
    }
}

extension NumberRange {
    fileprivate mutating func setLow(
        _ bound: Cursor,
        isExclusive: Bool,
        text: (String) -> UInt32
    ) {
        let lexeme = bound.decimalText ?? "0"
        let decimal = Decimal(lexeme)
        lowText = text(lexeme)
        isLowExclusive = isExclusive
        low = bound.double ?? 0
        if !bound.isExactDouble { hasLongBound = true }
        lowInteger = isExclusive ? decimal.floorInteger : decimal.ceilingInteger
        let isBeyond = decimal > Decimal("\(Int64.max)")
        if isBeyond || (isExclusive && lowInteger == .max) {
            (lowInteger, highInteger) = (.max, .min)
        } else if isExclusive, decimal >= Decimal("\(Int64.min)") {
            // Bound: the largest integer is ruled out above.
            lowInteger += 1
        }
    }

    fileprivate mutating func setHigh(
        _ bound: Cursor,
        isExclusive: Bool,
        text: (String) -> UInt32
    ) {
        let lexeme = bound.decimalText ?? "0"
        let decimal = Decimal(lexeme)
        highText = text(lexeme)
        isHighExclusive = isExclusive
        high = bound.double ?? 0
        if !bound.isExactDouble { hasLongBound = true }
        var highest = isExclusive ? decimal.ceilingInteger : decimal.floorInteger
        let isBeyond = decimal < Decimal("\(Int64.min)")
        if isBeyond || (isExclusive && highest == .min) {
            (lowInteger, highInteger) = (.max, .min)
            return
        }
        // Bound: the least integer is ruled out above.
        if isExclusive, decimal <= Decimal("\(Int64.max)") { highest -= 1 }
        highInteger = min(highInteger, highest)
    }
}

extension Cursor {
    /// A number in JSON's grammar, which does not include YAML's `0x1F`.
    var decimalText: String? { int.map { "\($0)" } ?? lexeme }

    /// True if `double` equals the number, so that comparing doubles is exact.
    fileprivate var isExactDouble: Bool {
        switch kind {
        // Bound: a double.
        case .integer: abs(double ?? 0) <= 0x1p53
        default: kind == .double
        }
    }
}
