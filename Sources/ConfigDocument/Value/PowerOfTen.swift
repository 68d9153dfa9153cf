/// The exponent of a decimal number: an integer of any length, because a document can contain one
/// that exceeds all machine integers.
package struct PowerOfTen: Hashable, Sendable {
    /// Digits in base 10^18, the least significant first. All except the last are non-negative; the
    /// last one has the sign, and is 0 or -1 only if it is the only one, so that equal numbers are
    /// equal.
    private var limbs: [Int]

    private static let digitsPerLimb = 18
    private static let base = 1_000_000_000_000_000_000

    package init(_ value: Int) {
        let (digit, rest) = Self.split(value)
        limbs = [digit, rest]
        normalise()
    }

    /// Parses an optional sign and digits, as they follow the `e` of a number.
    init(digits text: UnsafeRawBufferPointer) {
        let isNegative = text.first == UInt8(ascii: "-")
        let start = isNegative || text.first == UInt8(ascii: "+") ? 1 : 0
        var end = text.count
        limbs = []
        // Bound: 18 digits are below 10^18; positions are within the text.
        while end > start {
            let next = max(start, end - Self.digitsPerLimb)
            limbs.append(text[next..<end].reduce(0) { $0 * 10 + min(Int($1 & 0x0F), 9) })
            end = next
        }
        limbs.append(0)
        normalise()
        // Bound: exponents have any length.
        if isNegative { self = PowerOfTen(0) - self }
    }

    private mutating func normalise() {
        while limbs.count > 1, let last = limbs.last, last == 0 || last == -1 {
            limbs.removeLast()
            // Bound: a limb from 0 on, and there is one left.
            if last < 0 { limbs[limbs.count - 1] -= Self.base }
        }
    }

    // Bound: there is always a limb.
    package var isNegative: Bool { limbs[limbs.count - 1] < 0 }

    /// The value; beyond 10^18, the end of the range of `Int`.
    package var clamped: Int { limbs.count == 1 ? limbs[0] : isNegative ? .min : .max }

    // Bound: exponents have any length.
    package static func + (left: PowerOfTen, right: PowerOfTen) -> PowerOfTen {
        combine(left, right, sign: 1)
    }

    // Bound: exponents have any length.
    package static func - (left: PowerOfTen, right: PowerOfTen) -> PowerOfTen {
        combine(left, right, sign: -1)
    }

    /// Nothing overflows: no limb exceeds 10^18, so no sum of two exceeds 3 × 10^18.
    private static func combine(_ left: PowerOfTen, _ right: PowerOfTen, sign: Int) -> PowerOfTen {
        var result = PowerOfTen(0)
        result.limbs = []
        var carried = 0
        for index in 0..<max(left.limbs.count, right.limbs.count) {
            // Bound: three times 10^18 at most.
            let one = index < left.limbs.count ? left.limbs[index] : 0
            let other = index < right.limbs.count ? right.limbs[index] : 0
            let (digit, rest) = split(one + sign * other + carried)
            result.limbs.append(digit)
            carried = rest
        }
        result.limbs.append(carried)
        result.normalise()
        return result
    }

    /// A value as digit + rest × base, with a non-negative digit.
    private static func split(_ value: Int) -> (digit: Int, rest: Int) {
        let (rest, digit) = value.quotientAndRemainder(dividingBy: base)
        // Bound: a remainder is above -base, a quotient far from the least integer.
        return digit < 0 ? (digit + base, rest - 1) : (digit, rest)
    }
}
