/// An exact decimal number: digits × 10^exponent, in normal form, so that equal numbers are equal
/// however they are written.
///
/// It supports only comparison and divisibility, which is all that JSON Schema requires. Common
/// numbers do not need it, because integers and short doubles are compared as such.
package struct Decimal: Hashable, Sendable {
    package private(set) var isNegative = false
    /// Digits 0 to 9 without zeros at either end; empty for zero.
    package private(set) var digits: [UInt8] = []
    /// The power of ten of the last digit.
    package private(set) var exponent = PowerOfTen(0)

    /// Parses a number in JSON's grammar, with the extensions of YAML's core schema.
    package init(_ lexeme: UnsafeRawBufferPointer) {
        var index = 0
        if let sign = lexeme.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index = 1
        }
        // Both count digits of the text, so they are within its length.
        var places = 0
        var afterPoint = false
        digits.reserveCapacity(lexeme.count)
        // Bound: what counts digits is at most as large as the text is long.
        while index < lexeme.count {
            let byte = lexeme[index]
            index += 1
            if byte == UInt8(ascii: ".") {
                afterPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponent = PowerOfTen(digits: UnsafeRawBufferPointer(rebasing: lexeme[index...]))
                break
            } else if byte &- UInt8(ascii: "0") <= 9 {
                digits.append(byte &- UInt8(ascii: "0"))
                if afterPoint { places += 1 }
            }
        }
        normalise(places: places)
    }

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { Decimal(UnsafeRawBufferPointer($0)) }
    }

    private mutating func normalise(places: Int) {
        let zeros = digits.reversed().prefix { $0 == 0 }.count
        digits.removeLast(zeros)
        digits.removeFirst(digits.prefix { $0 == 0 }.count)
        if digits.isEmpty {
            (exponent, isNegative) = (PowerOfTen(0), false)
        } else if zeros != places {
            // Bound: both count digits of the text.
            exponent = exponent + PowerOfTen(zeros - places)
        }
    }

    package var isZero: Bool { digits.isEmpty }
    package var isInteger: Bool { !exponent.isNegative }

    /// The number of digits before the point, or less than 1 for numbers below 0.1.
    // Bound: exponents have any length.
    private var magnitude: PowerOfTen { exponent + PowerOfTen(digits.count) }

    /// The value rounded down, clamped to the range of `Int64`.
    package var floorInteger: Int64 {
        let truncated = truncatedInteger
        // Bound: the least integer is left out.
        return isNegative && !isInteger && truncated != .min ? truncated - 1 : truncated
    }

    /// The value rounded up, clamped to the range of `Int64`.
    package var ceilingInteger: Int64 {
        let truncated = truncatedInteger
        // Bound: the largest integer is left out.
        return !isNegative && !isInteger && truncated != .max ? truncated + 1 : truncated
    }

    private var truncatedInteger: Int64 {
        let magnitude = magnitude.clamped
        guard magnitude > 0 else { return 0 }
        guard magnitude <= 19 else { return isNegative ? .min : .max }
        var value: Int64 = 0
        for position in 0..<magnitude {
            // Bound: from 0 to 9.
            let digit = position < digits.count ? Int64(digits[position]) : 0
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = scaled.subtractingReportingOverflow(digit)
            if overflow || overflow2 { return isNegative ? .min : .max }
            value = sum
        }
        // Counted downwards, so that the smallest value fits.
        if isNegative { return value }
        // Bound: the least integer is left out.
        return value == .min ? .max : -value
    }
}

extension Decimal: Comparable {
    package static func < (left: Decimal, right: Decimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    /// True if the number is smaller, ignoring signs.
    private func isSmaller(than other: Decimal) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        // Bound: exponents have any length.
        let difference = magnitude - other.magnitude
        if difference != PowerOfTen(0) { return difference.isNegative }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension Decimal {
    /// True if the number is an integer multiple of a positive divisor (Validation, section 6.2.1).
    package func isMultiple(of divisor: Decimal) -> Bool {
        if isZero { return true }
        if divisor.isZero { return false }
        // Bound: exponents have any length, and digits are as many as a text is long.
        // digits × 10^shift must be divisible by the divisor's digits.
        let shift = exponent - divisor.exponent
        // The last digit is not zero, so no power of ten can be factored out.
        if shift.isNegative { return false }
        var remainder = LongRemainder(divisor: divisor.digits)
        remainder.append(digits)
        // Once all factors two and five of the divisor are matched, at most four per digit, further
        // zeros have no effect.
        remainder.appendZeros(min(shift.clamped, divisor.digits.count * 4))
        return remainder.isZero
    }
}
