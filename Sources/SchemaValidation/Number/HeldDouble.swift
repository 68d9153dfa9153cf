import ConfigDocument

/// A number as `Double`, if it can represent it: whole numbers exactly, since they are mostly
/// identifiers, others approximately.
package enum HeldDouble {
    case value(Double)
    case beyond
    case inexact

    /// The expectation for a message; nil if the number is representable.
    package var expectation: String? {
        switch self {
        case .value: nil
        case .beyond: "a number within the range of Double"
        case .inexact: "a number that Double holds exactly"
        }
    }
}

extension Cursor {
    package var heldDouble: HeldDouble {
        guard let nearest = double else { return .beyond }
        switch kind {
        case .integer:
            return int.flatMap { Double(exactly: $0) }.map(HeldDouble.value) ?? .inexact
        case .decimal where isWrittenWhole:
            guard nearest.isFinite else { return .beyond }
            return numberText.map(Decimal.init) == Decimal(whole: nearest)
                ? .value(nearest) : .inexact
        case .decimal:
            let isLost = nearest == 0 && hasSignificantDigit
            return nearest.isFinite && !isLost ? .value(nearest) : .beyond
        default: return .value(nearest)
        }
    }

    /// The number in JSON syntax.
    package var numberText: String? {
        switch DocumentValue(self) {
        case .int(let value): "\(value)"
        case .number(let text): text
        default: lexeme.flatMap { NumberText.json($0) }
        }
    }

    /// The number, if it is whole: `1.0` is 1.
    package var wholeNumber: Int128? {
        switch kind {
        // Bound: from an Int; nil for a string that Int128 cannot represent.
        case .integer: int.map { Int128($0) }
        case .decimal where isWrittenWhole: lexeme.flatMap { Int128($0) }
        case .double: double.flatMap { Int128(exactly: $0) }
        default: nil
        }
    }

    /// True if the number is written without a point and an exponent.
    package var isWrittenWhole: Bool {
        kind == .integer || !document.storage.view[index].has(TapeEntry.fractional)
    }

    private var hasSignificantDigit: Bool {
        (lexeme ?? "").utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
            .contains { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}

extension Decimal {
    /// The exact value of a finite double; nil if that has a fraction.
    fileprivate init?(whole double: Double) {
        guard double.rounded() == double else { return nil }
        let significand = double.significandBitPattern | 1 << 52
        guard double.magnitude >= 0x1p53 else {
            self.init("\(Int64(double))")
            return
        }
        self.init("\(double < 0 ? "-" : "")\(significand)")
        // Bound: 971 at most, the largest exponent without the bits of the significand.
        var power = Int(double.exponent) - 52
        while power > 0 {
            // Bound: a factor of eighteen digits.
            let step = min(power, 59)
            self = multiplied(by: 1 << UInt64(step))
            power -= step
        }
    }
}

extension [Cursor] {
    /// True if all numbers among these constants are whole and fit `UInt64`, but not all of them
    /// fit `Int`.
    package var areUnsigned: Bool {
        var isLarge = false
        for constant in self {
            switch constant.kind {
            case .integer, .double, .decimal:
                guard let number = constant.wholeNumber, let number = UInt64(exactly: number) else {
                    return false
                }
                if Int(exactly: number) == nil { isLarge = true }
            default: continue
            }
        }
        return isLarge
    }
}
