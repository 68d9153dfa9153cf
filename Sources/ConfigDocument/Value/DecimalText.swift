/// A decimal number in normal form, so that equal numbers have equal forms however they are written.
struct DecimalText: Equatable {
    private var isNegative = false
    /// Without zeros at either end; empty for zero.
    private var digits: [UInt8] = []
    /// The number is 0.digits × 10^exponent.
    private var exponent = 0

    init(_ text: String) {
        var exponentText = 0
        var sawPoint = false
        var bytes = Substring(text).utf8
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: ".") {
                sawPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponentText = Self.exponent(String(Substring(bytes)))
                break
            } else {
                digits.append(byte)
                if !sawPoint { exponent += 1 }
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        exponent += exponentText - zeros
        if digits.isEmpty { (exponent, isNegative) = (0, false) }
    }

    /// Exponents beyond a billion are all the same: no document holds that many digits to tell.
    private static func exponent(_ text: String) -> Int {
        let limit = 1_000_000_000
        return Int(text).map { min(max($0, -limit), limit) }
            ?? (text.hasPrefix("-") ? -limit : limit)
    }
}
