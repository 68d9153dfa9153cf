package import ConfigDocument
import SchemaValidation

/// The factor for a change of units: `by` / `over`, such as 1 / 1000 from milliseconds to seconds.
package struct UnitFactor: Sendable, Equatable {
    /// The rounding of a product that is not whole.
    package enum Rounding: String, Sendable, CaseIterable {
        case up, down, nearest
    }

    /// The units as the author named them, such as `ms` and `s`.
    package struct Units: Sendable, Equatable {
        package var from: String
        package var to: String

        package init(from: String, to: String) { (self.from, self.to) = (from, to) }
    }

    /// The numerator. Numerator and denominator are positive, without a common divisor.
    package let by: Int
    package let over: Int
    /// Nil for a bare factor.
    package var units: Units?
    /// Nil if products are not rounded.
    package var rounding: Rounding?

    package init?(by: Int, over: Int) {
        guard by > 0, over > 0 else { return nil }
        let divisor = Self.greatestDivisor(by, over)
        (self.by, self.over) = (by / divisor, over / divisor)
    }

    /// The factor between two units by name or symbol; nil for unknown ones, and for a duration
    /// beside a size.
    package init?(from: String, to: String) {
        guard let old = QuantityUnit(named: from), let new = QuantityUnit(named: to),
            let (own, other) = old.factors(beside: new),
            let by = Int(exactly: own), let over = Int(exactly: other)
        else { return nil }
        self.init(by: by, over: over)
        units = Units(from: from, to: to)
    }

    /// The reverse; nil for a factor whose products are rounded.
    package var inverse: UnitFactor? {
        guard rounding == nil, var inverse = UnitFactor(by: over, over: by) else { return nil }
        inverse.units = units.map { Units(from: $0.to, to: $0.from) }
        return inverse
    }

    /// A value in the new unit: a number multiplied, and rounded if asked for; a text with a unit of
    /// its own unchanged.
    package func converted(_ value: DocumentValue) -> DocumentValue? {
        if let text = value.string, let unit = units.flatMap({ QuantityUnit(named: $0.from) }) {
            let isQuantity = (try? QuantityText(text, isDuration: unit.isDuration)) != nil
            // A literal nil would be null here.
            return isQuantity ? value : Optional.none
        }
        guard let rounding else { return scaled(value) }
        if let whole = scaled(value), whole.int != nil { return whole }
        // Bound: nil if Int cannot represent it.
        guard let number = value.double else { return nil }
        let product = (number * Double(by) / Double(over)).rounded(rounding.rule)
        return Int(exactly: product).map(DocumentValue.int)
    }

    /// The exact product; nil if it is not a finite decimal or is too long to compute here.
    package func scaled(_ value: DocumentValue) -> DocumentValue? {
        guard let (digits, exponent) = Self.parts(of: value) else { return nil }
        let product = digits.multipliedReportingOverflow(by: by)
        guard !product.overflow else { return nil }
        // product / over × 10^exponent; dividing by 2s and 5s shifts the decimal point.
        var (numerator, rest, power) = (product.partialValue, over, exponent)
        // Bound: the rest is positive, so its divisors are; powers are within 2000, as strings are
        // short, and fall by at most 64.
        let divisor = Self.greatestDivisor(numerator.magnitude, UInt(rest))
        if divisor > 1 { (numerator, rest) = (numerator / Int(divisor), rest / Int(divisor)) }
        while rest > 1 {
            guard rest % 2 == 0 || rest % 5 == 0 else { return nil }
            let factor = rest % 10 == 0 ? 1 : rest % 2 == 0 ? 5 : 2
            let next = numerator.multipliedReportingOverflow(by: factor)
            guard !next.overflow else { return nil }
            (numerator, rest, power) = (next.partialValue, rest / (10 / factor), power - 1)
        }
        return Self.number(numerator, power)
    }

    /// A number as digits and a power of ten.
    private static func parts(of value: DocumentValue) -> (digits: Int, exponent: Int)? {
        let text: Substring
        switch value {
        case .int(let number): return (number, 0)
        case .double(let number): text = "\(number)"
        case .number(let number): text = Substring(number)
        default: return nil
        }
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        // Bound: nil if Int cannot represent it; a fraction is as long as its text at most.
        guard parts.count <= 2, let exponent = parts.count == 2 ? Int(parts[1]) : 0,
            (-1000...1000).contains(exponent)
        else { return nil }
        let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var fraction = sides.count == 2 ? sides[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard let digits = Int(sides[0] + fraction) else { return nil }
        return (digits, exponent - fraction.utf8.count)
    }

    private static func number(_ digits: Int, _ power: Int) -> DocumentValue? {
        var (digits, power) = (digits, power)
        // Bound: powers come nearer to 0.
        while power < 0, digits % 10 == 0, digits != 0 {
            (digits, power) = (digits / 10, power + 1)
        }
        if digits == 0 { return .int(0) }
        // Bound: powers come nearer to 0.
        while power > 0 {
            let next = digits.multipliedReportingOverflow(by: 10)
            guard !next.overflow else { return nil }
            (digits, power) = (next.partialValue, power - 1)
        }
        if power == 0 { return .int(digits) }
        guard let root = try? Document(parsing: "\(digits)e\(power)", as: .json).root,
            let double = root.double
        else { return nil }
        // A Double represents the number if reading it back gives the same digits.
        let read = parts(of: .double(double)).flatMap { $0.digits == digits ? $0.exponent : nil }
        return read == power ? .double(double) : nil
    }

    private static func greatestDivisor<Number: BinaryInteger>(_ a: Number, _ b: Number) -> Number {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

extension UnitFactor.Rounding {
    fileprivate var rule: FloatingPointRoundingRule {
        switch self {
        case .up: .up
        case .down: .down
        case .nearest: .toNearestOrAwayFromZero
        }
    }
}
