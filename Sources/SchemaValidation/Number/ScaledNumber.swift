import ConfigDocument

/// Exact products and quotients of decimal numbers and integers; nil if they are inexact.
package enum ScaledNumber {
    package static func product(_ text: String, _ factor: Int128) -> Int128? {
        guard NumberText.json(text) != nil else { return nil }
        let number = Decimal(text)
        if number.isZero { return 0 }
        // No product of two factors within `Int128` has more powers of ten.
        // Bound: from -80 to 80 below the guard; nil if Int128 cannot represent it.
        let shift = number.exponent.clamped
        guard (-80...80).contains(shift), var result = Int128(digits(of: number)),
            let product = multiplied(result, factor)
        else { return nil }
        result = product
        for _ in 0..<max(shift, 0) {
            guard let product = multiplied(result, 10) else { return nil }
            result = product
        }
        for _ in 0..<max(-shift, 0) {
            guard result % 10 == 0 else { return nil }
            result /= 10
        }
        return result
    }

    private static func digits(of number: Decimal) -> String {
        // Bound: strings.
        (number.isNegative ? "-" : "") + number.digits.map { "\($0)" }.joined()
    }

    package static func quotient(_ value: Int128, _ divisor: Int128) -> String? {
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        var text = (value < 0 ? "-" : "") + "\(whole)"
        if rest == 0 { return text }
        text += "."
        var remainder = rest
        // Twenty decimal places: as many as attoseconds have in minutes.
        for _ in 0..<20 {
            // Bound: a remainder is below the divisor, and no unit is above 10^23.
            let (digit, next) = (remainder * 10).quotientAndRemainder(dividingBy: divisor.magnitude)
            text += "\(digit)"
            if next == 0 { return text }
            remainder = next
        }
        return nil
    }

    private static func multiplied(_ value: Int128, _ factor: Int128) -> Int128? {
        let (product, overflows) = value.multipliedReportingOverflow(by: factor)
        return overflows ? nil : product
    }
}
