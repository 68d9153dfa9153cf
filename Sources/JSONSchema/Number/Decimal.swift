import ConfigDocument

/// An exact decimal number: digits × 10^exponent.
///
/// Only comparison and divisibility, which is all that JSON Schema asks of numbers; the common
/// cases never come here, since integers and short doubles are compared as such.
package struct Decimal {
    private(set) var isNegative = false
    /// Values 0 to 9 without zeros at either end; empty for zero.
    private(set) var digits: [UInt8] = []
    /// Power of ten of the last digit.
    private(set) var exponent = 0

    /// Reads a number by JSON's grammar, with the liberties of YAML's core schema.
    init(_ lexeme: UnsafeRawBufferPointer) {
        var index = 0
        if let sign = lexeme.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            index = 1
        }
        var afterPoint = false
        while index < lexeme.count {
            let byte = lexeme[index]
            index += 1
            if byte == UInt8(ascii: ".") {
                afterPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponent += Self.exponent(UnsafeRawBufferPointer(rebasing: lexeme[index...]))
                break
            } else {
                digits.append(byte &- UInt8(ascii: "0"))
                if afterPoint { exponent -= 1 }
            }
        }
        normalise()
    }

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { Decimal(UnsafeRawBufferPointer($0)) }
    }

    private static func exponent(_ text: UnsafeRawBufferPointer) -> Int {
        var value = 0
        for byte in text where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 60)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }

    private mutating func normalise() {
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        digits.removeFirst(digits.prefix { $0 == 0 }.count)
        if digits.isEmpty { (exponent, isNegative) = (0, false) }
    }

    var isZero: Bool { digits.isEmpty }
    var isInteger: Bool { exponent >= 0 }

    /// The number of digits before the point, or less than 1 for numbers below 0.1.
    private var magnitude: Int { digits.count + exponent }

    /// The value rounded down, clamped to the range of `Int64`.
    var floorInteger: Int64 {
        let truncated = truncatedInteger
        return isNegative && !isInteger && truncated != .min ? truncated - 1 : truncated
    }

    /// The value rounded up, clamped to the range of `Int64`.
    var ceilingInteger: Int64 {
        let truncated = truncatedInteger
        return !isNegative && !isInteger && truncated != .max ? truncated + 1 : truncated
    }

    private var truncatedInteger: Int64 {
        guard magnitude > 0 else { return 0 }
        guard magnitude <= 19 else { return isNegative ? .min : .max }
        var value: Int64 = 0
        for position in 0..<magnitude {
            let digit = position < digits.count ? Int64(digits[position]) : 0
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = scaled.subtractingReportingOverflow(digit)
            if overflow || overflow2 { return isNegative ? .min : .max }
            value = sum
        }
        // Counted downwards, so that the least value fits.
        if isNegative { return value }
        return value == .min ? .max : -value
    }
}

extension Decimal: Comparable {
    package static func == (left: Decimal, right: Decimal) -> Bool {
        left.isNegative == right.isNegative && left.exponent == right.exponent
            && left.digits == right.digits
    }

    package static func < (left: Decimal, right: Decimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? left.isSmaller(than: right, flipped: true) : left.isSmaller(than: right)
    }

    private func isSmaller(than other: Decimal, flipped: Bool = false) -> Bool {
        if flipped { return other.isSmaller(than: self) }
        if isZero || other.isZero { return isZero && !other.isZero }
        if magnitude != other.magnitude { return magnitude < other.magnitude }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension Decimal {
    /// Whether the number is an integer multiple of a divisor above zero (Validation, section 6.2.1).
    func isMultiple(of divisor: Decimal) -> Bool {
        if isZero { return true }
        if divisor.isZero { return false }
        // digits × 10^shift must be divisible by the divisor's digits.
        let shift = exponent - divisor.exponent
        // The digits end in no zero, so a power of ten cannot be taken out of them.
        if shift < 0 { return false }
        if let small = divisor.smallDigits {
            var rest: UInt64 = 0
            for digit in digits {
                rest = Self.multiply(rest, 10, modulo: small, adding: UInt64(digit))
            }
            return Self.multiply(
                rest,
                Self.power(10, shift, modulo: small),
                modulo: small,
                adding: 0
            ) == 0
        }
        return Self.remainderIsZero(digits, zeros: shift, by: divisor.digits)
    }

    private var smallDigits: UInt64? {
        guard digits.count <= 18 else { return nil }
        return digits.reduce(0) { $0 * 10 + UInt64($1) }
    }

    private static func multiply(
        _ left: UInt64,
        _ right: UInt64,
        modulo: UInt64,
        adding: UInt64
    ) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        let (low, carry) = product.low.addingReportingOverflow(adding)
        let high = (product.high + (carry ? 1 : 0)) % modulo
        return modulo.dividingFullWidth((high, low)).remainder
    }

    private static func power(_ base: UInt64, _ exponent: Int, modulo: UInt64) -> UInt64 {
        var result = 1 % modulo
        var factor = base % modulo
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = multiply(result, factor, modulo: modulo, adding: 0) }
            factor = multiply(factor, factor, modulo: modulo, adding: 0)
            rest >>= 1
        }
        return result
    }

    /// Long division, for divisors of more than 18 digits. A long run of zeros ends early: once all
    /// twos and fives of the divisor are matched, four a digit at most, further ones change nothing.
    private static func remainderIsZero(_ digits: [UInt8], zeros: Int, by divisor: [UInt8]) -> Bool
    {
        var rest: [UInt8] = []
        for position in 0..<(digits.count + min(zeros, divisor.count * 4)) {
            if position >= digits.count, rest.isEmpty { return true }
            if !rest.isEmpty || position < digits.count {
                let digit = position < digits.count ? digits[position] : 0
                if !(rest.isEmpty && digit == 0) { rest.append(digit) }
            }
            while !isLess(rest, divisor) { subtract(divisor, from: &rest) }
        }
        return rest.isEmpty
    }

    private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }

    private static func subtract(_ other: [UInt8], from digits: inout [UInt8]) {
        var borrow: Int8 = 0
        for offset in 0..<digits.count {
            let position = digits.count - 1 - offset
            let subtrahend = offset < other.count ? Int8(other[other.count - 1 - offset]) : 0
            var digit = Int8(digits[position]) - subtrahend - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 10 }
            digits[position] = UInt8(digit)
        }
        digits.removeFirst(digits.prefix { $0 == 0 }.count)
    }
}

extension TapeView {
    /// The exact value of a number.
    func decimal(_ entry: TapeEntry) -> Decimal {
        entry.rawKind == Kind.integer.rawValue
            ? Decimal("\(entry.integer)") : Decimal(lexeme(entry))
    }
}
