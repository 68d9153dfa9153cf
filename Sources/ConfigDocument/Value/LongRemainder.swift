/// The remainder of a long division, for a number that is read from its first digit (Knuth,
/// algorithm D): 18 digits at a time, each in one pass over the words of the divisor.
struct LongRemainder {
    /// The divisor, multiplied by a power of two so that its highest bit is set: words, least
    /// significant first.
    private let divisor: [UInt64]
    private let shift: UInt64
    /// The remainder, smaller than the divisor, followed by a word of zero.
    private var rest: [UInt64]

    /// - Parameter divisor: digits 0 to 9, at least one of them not 0.
    init(divisor digits: [UInt8]) {
        var words: [UInt64] = [0]
        Self.forEachChunk(digits) { chunk, scale in
            let carry = Self.multiply(&words, by: scale, adding: chunk)
            if carry > 0 { words.append(carry) }
        }
        // Bound: there is always a word; a shift of at most 63 bits, and no word is lost.
        shift = UInt64(words[words.count - 1].leadingZeroBitCount)
        // No carry, because the shift only uses free bits.
        _ = Self.multiply(&words, by: 1 << shift, adding: 0)
        divisor = words
        rest = Array(repeating: 0, count: words.count + 1)
    }

    mutating func append(_ digits: [UInt8]) {
        Self.forEachChunk(digits) { append($0, scale: $1) }
    }

    mutating func appendZeros(_ count: Int) {
        var left = count
        while left > 0, rest.contains(where: { $0 > 0 }) {
            // Bound: no more than are left.
            let zeros = min(left, Self.digitsPerChunk)
            append(0, scale: Self.powers[zeros])
            left -= zeros
        }
    }

    /// True if the number so far is a multiple of the divisor.
    var isZero: Bool {
        var shifted = self
        // Bound: at most 63 bits.
        shifted.append(0, scale: 1 << shift)
        return shifted.rest.allSatisfy { $0 == 0 }
    }

    // MARK: Chunks of digits

    private static let digitsPerChunk = 18
    private static let powers: [UInt64] = (0...digitsPerChunk).reduce(into: []) { powers, _ in
        // Bound: 10^18 at most.
        powers.append((powers.last ?? 0) * 10 + (powers.isEmpty ? 1 : 0))
    }

    private static func forEachChunk(_ digits: [UInt8], _ body: (UInt64, UInt64) -> Void) {
        var start = 0
        while start < digits.count {
            // Bound: positions are within the digits, and 18 of them are below 10^18.
            let end = min(start + digitsPerChunk, digits.count)
            var chunk: UInt64 = 0
            for position in start..<end { chunk = chunk * 10 + UInt64(digits[position]) }
            body(chunk, powers[end - start])
            start = end
        }
    }

    // MARK: Words

    private mutating func append(_ chunk: UInt64, scale: UInt64) {
        rest[divisor.count] = 0
        let carry = Self.multiply(&rest, by: scale, adding: chunk)
        assert(carry == 0, "the remainder is smaller than the divisor")
        reduce()
    }

    /// Multiplies a number, and returns the overflow of its last word.
    private static func multiply(
        _ words: inout [UInt64],
        by scale: UInt64,
        adding carry: UInt64
    ) -> UInt64 {
        var carry = carry
        for index in words.indices {
            let product = words[index].multipliedFullWidth(by: scale)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            words[index] = low
            // A product of two words has room for two more.
            // Bound: the high word of a product is below the largest.
            carry = product.high &+ (overflow ? 1 : 0)
        }
        return carry
    }

    /// Subtracts the divisor from the number in `rest` as often as possible.
    private mutating func reduce() {
        let count = divisor.count
        // Bound: a divisor has a word; the quotient fits where the first word of the rest is
        // smaller.
        let first = divisor[count - 1]
        let quotient =
            rest[count] >= first
            ? UInt64.max : first.dividingFullWidth((rest[count], rest[count - 1])).quotient
        var borrow: UInt64 = 0
        for index in 0..<count {
            let product = divisor[index].multipliedFullWidth(by: quotient)
            let (low, overflow) = product.low.addingReportingOverflow(borrow)
            let (difference, underflow) = rest[index].subtractingReportingOverflow(low)
            rest[index] = difference
            // Bound: the high word of a product is below the largest, and only one of both is set
            // with it.
            borrow = product.high &+ (overflow ? 1 : 0) &+ (underflow ? 1 : 0)
        }
        var (top, isNegative) = rest[count].subtractingReportingOverflow(borrow)
        // The quotient of the first words is too large by at most two.
        while isNegative {
            var carry: UInt64 = 0
            for index in 0..<count {
                let (sum, overflow) = rest[index].addingReportingOverflow(divisor[index])
                let (total, overflow2) = sum.addingReportingOverflow(carry)
                rest[index] = total
                // Bound: 2 at most.
                carry = (overflow ? 1 : 0) + (overflow2 ? 1 : 0)
            }
            let (sum, overflow) = top.addingReportingOverflow(carry)
            (top, isNegative) = (sum, !overflow)
        }
        rest[count] = top
    }
}
