/// Determines the kind of tape entry for a decimal number from its text.
enum Number {
    /// The entry for a number in the grammar `[+-]? digits? (. digits?)? ([eE] [+-]? digits)?` with
    /// at least one digit in its mantissa: JSON's numbers, and those of YAML's core schema.
    static func entry(for lexeme: UnsafeRawBufferPointer, offset: Int) -> TapeEntry {
        var parts = Parts()
        parts.scan(lexeme)
        let length = lexeme.count
        let flags = parts.isFractional ? TapeEntry.fractional : 0
        if let integer = parts.integer {
            return TapeEntry(
                .integer,
                offset: offset,
                length: length,
                flags: flags,
                body: UInt64(bitPattern: integer)
            )
        }
        if let double = parts.shortDouble {
            return TapeEntry(
                .double,
                offset: offset,
                length: length,
                flags: flags,
                body: double.bitPattern
            )
        }
        let nearest = Double(String(decoding: lexeme, as: UTF8.self)) ?? 0
        return TapeEntry(
            .decimal,
            offset: offset,
            length: length,
            flags: flags,
            body: nearest.bitPattern
        )
    }

    /// The number as mantissa × 10^exponent, without zeros at either end of the digits.
    private struct Parts {
        var isNegative = false
        var mantissa: UInt64 = 0
        var significantDigits = 0
        var exponent = 0
        var isFractional = false

        mutating func scan(_ text: UnsafeRawBufferPointer) {
            var index = 0
            var pendingZeros = 0
            var afterPoint = false
            if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
                isNegative = text[0] == UInt8(ascii: "-")
                index = 1
            }
            // Bound: what counts digits is at most as large as the text is long; 19 digits fit a
            // UInt64, and the byte is a digit.
            scan: while index < text.count {
                let byte = text[index]
                switch byte {
                case UInt8(ascii: "."):
                    afterPoint = true
                    isFractional = true
                case UInt8(ascii: "e"), UInt8(ascii: "E"):
                    isFractional = true
                    scanExponent(UnsafeRawBufferPointer(rebasing: text[(index + 1)...]))
                    break scan
                default:
                    if afterPoint { exponent -= 1 }
                    let digit = byte - UInt8(ascii: "0")
                    if digit == 0 {
                        if significantDigits > 0 { pendingZeros += 1 } else { break }
                    } else {
                        significantDigits += pendingZeros + 1
                        if significantDigits <= 19 {
                            for _ in 0..<pendingZeros { mantissa = mantissa &* 10 }
                            mantissa = mantissa &* 10 &+ UInt64(digit)
                        }
                        pendingZeros = 0
                    }
                }
                index += 1
            }
            exponent += pendingZeros
        }

        private mutating func scanExponent(_ text: UnsafeRawBufferPointer) {
            var value = 0
            // Bound: a billion at most, and so is the length of a text.
            for byte in text where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
                value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000)
            }
            exponent += text.first == UInt8(ascii: "-") ? -value : value
        }

        /// The exact value, if it is an integer within `Int64`.
        var integer: Int64? {
            guard significantDigits > 0 else { return 0 }
            // Bound: both are below two billion; a magnitude within Int64 can be negated.
            guard exponent >= 0, significantDigits + exponent <= 19 else { return nil }
            var magnitude = mantissa
            for _ in 0..<exponent {
                let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                magnitude = product
            }
            if isNegative, magnitude == 1 << 63 { return .min }
            guard let value = Int64(exactly: magnitude) else { return nil }
            return isNegative ? -value : value
        }

        /// The nearest double, if mantissa and power of ten are both exact doubles, so that one
        /// multiplication or division rounds correctly.
        var shortDouble: Double? {
            // Bound: both are below two billion, and then exponents are from -22 to 22; the rest
            // are doubles.
            guard significantDigits <= 15, abs(exponent) <= 22 else { return nil }
            let magnitude =
                exponent < 0
                ? Double(mantissa) / Self.power(-exponent) : Double(mantissa) * Self.power(exponent)
            return isNegative ? -magnitude : magnitude
        }

        private static func power(_ exponent: Int) -> Double {
            var result = 1.0
            // Bound: a double.
            for _ in 0..<exponent { result *= 10 }
            return result
        }
    }
}
