import ConfigDocument

/// A value that documents give as a number, and schemas say the unit of with `x-unit`.
public protocol ConfigQuantity: Sendable {
    associatedtype Unit: ConfigUnit

    /// Nil where the value is beyond what the type can hold.
    init?(smallestUnits: Int128)
    /// The value in the smallest unit that the type knows.
    var smallestUnits: Int128 { get }
    /// What is expected where a number does not fit.
    static var expectation: String { get }
}

/// A unit that numbers count in.
public protocol ConfigUnit: Sendable {
    /// How many of the smallest units it is.
    var size: Int128 { get }
}

extension ConfigQuantity {
    /// So many units, nil where they are not a whole number of the smallest unit, or too many.
    ///
    /// - Parameter count: a decimal number in JSON's spelling.
    public init?(_ count: String, _ unit: Unit) {
        guard let total = ScaledNumber.product(count, unit.size) else { return nil }
        self.init(smallestUnits: total)
    }

    /// How many units it is, as a number; nil where no finite decimal number says it.
    func count(in unit: Unit) -> ConfigValue? {
        ScaledNumber.quotient(smallestUnits, unit.size).map { text in
            Int(text).map(ConfigValue.int) ?? .number(text)
        }
    }
}

/// Decimal numbers times and through whole ones, exactly or not at all.
enum ScaledNumber {
    static func product(_ text: String, _ factor: Int128) -> Int128? {
        let parts = text.split(separator: "e", omittingEmptySubsequences: false).flatMap {
            $0.split(separator: "E", omittingEmptySubsequences: false)
        }
        guard let first = parts.first, parts.count <= 2 else { return nil }
        let digits = first.split(separator: ".", omittingEmptySubsequences: false)
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0, abs(exponent) < 1000,
            let whole = digits.first, digits.count <= 2
        else { return nil }
        var fraction = digits.count == 2 ? digits[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard var result = Int128(whole + fraction) else { return nil }
        if result == 0 { return 0 }
        guard let product = multiplied(result, factor) else { return nil }
        result = product
        var shift = exponent - fraction.count
        while shift > 0 {
            guard let product = multiplied(result, 10) else { return nil }
            result = product
            shift -= 1
        }
        while shift < 0 {
            guard result % 10 == 0 else { return nil }
            result /= 10
            shift += 1
        }
        return result
    }

    static func quotient(_ value: Int128, _ divisor: Int128) -> String? {
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        var text = (value < 0 ? "-" : "") + "\(whole)"
        if rest == 0 { return text }
        text += "."
        var remainder = rest
        // Twenty places: as many as attoseconds have in minutes.
        for _ in 0..<20 {
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
