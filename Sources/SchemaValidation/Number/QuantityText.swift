import ConfigDocument

/// A quantity as a text with its unit: `30s`, `1h30m`, `512MiB`, `0.5 GB`.
///
/// Units are the symbols of `x-unit`. Ambiguous ones are refused with the choices: `m`, and letters
/// such as `M`, which is a power of 1000 in some tools and of 1024 in others.
package struct QuantityText {
    /// In attoseconds or bytes.
    package let amount: Int128

    /// The expected form, for a text that is not a quantity.
    package struct Fault: Error {
        package let expectation: String
    }

    /// - Parameter isDuration: whether it is a duration, or else a number of bytes.
    package init(_ text: String, isDuration: Bool) throws(Fault) {
        guard let layout = Layout(text), isDuration || layout.parts.count == 1 else {
            throw Self.fault(isDuration)
        }
        let (parts, isNegative) = (layout.parts, layout.isNegative)
        var total: Int128 = 0
        var last: Int128?
        for (index, part) in parts.enumerated() {
            let unit = try Self.unit(part.unit, isDuration, isAlone: parts.count == 1)
            let ends = index == parts.count - 1
            // From the largest unit down, with a fraction only in the smallest.
            guard last.map({ unit.size < $0 }) ?? true, ends || !part.count.contains(".") else {
                throw Self.fault(isDuration)
            }
            last = unit.size
            guard let amount = ScaledNumber.product(String(part.count), unit.size) else {
                throw NumberText.json(String(part.count)) == nil
                    ? Self.fault(isDuration) : Fault(expectation: unit.range)
            }
            let (sum, overflows) = total.addingReportingOverflow(amount)
            if overflows { throw Fault(expectation: unit.range) }
            total = sum
        }
        // Bound: the least negative is not reached from a positive sum.
        amount = isNegative ? -total : total
    }

    /// The parts of a text, in which units are not yet known.
    struct Layout {
        let isNegative: Bool
        /// At least one.
        private(set) var parts: [(count: Substring, unit: Substring)] = []
        /// True if a number has a space behind it, as in `5 s`.
        private(set) var spacesUnits = false
        /// True if there is a space between parts, as in `1h 30min`.
        private(set) var spacesParts = false

        init?(_ text: String) {
            isNegative = text.hasPrefix("-")
            var rest = Substring(isNegative ? text.dropFirst() : text[...])
            while !rest.isEmpty {
                if !parts.isEmpty, rest.first == " " {
                    spacesParts = true
                    rest = rest.dropFirst()
                }
                let count = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
                rest = rest[count.endIndex...]
                if rest.first == " " {
                    spacesUnits = true
                    rest = rest.dropFirst()
                }
                let unit = rest.prefix { $0.isLetter }
                rest = rest[unit.endIndex...]
                guard !count.isEmpty else { return nil }
                parts.append((count, unit))
            }
            if parts.isEmpty { return nil }
        }
    }

    private static func fault(_ isDuration: Bool) -> Fault {
        Fault(
            expectation: isDuration
                ? "a duration such as 30s, 1h30m or 250ms" : "a size such as 512MiB or 0.5GB"
        )
    }

    static func unit(
        _ symbol: Substring,
        _ isDuration: Bool,
        isAlone: Bool
    ) throws(Fault) -> QuantityUnit {
        let symbol = String(symbol)
        // Between hours and seconds, nothing else can be meant.
        if symbol == "m", isDuration, !isAlone { return .minutes }
        if let unit = QuantityUnit(symbol: symbol), unit.isDuration == isDuration { return unit }
        let known = QuantityUnit.symbols(ofDurations: isDuration)
        if symbol.isEmpty {
            throw Fault(
                expectation: "a number without quotes, or a string with one of the units \(known)"
            )
        }
        if let choices = QuantityUnit.choices(for: symbol, isDuration) {
            throw Fault(
                expectation: "an unambiguous unit in place of \(quoted(symbol)), \(choices),"
            )
        }
        throw Fault(
            expectation: "one of the units \(known) in place of \(quoted(symbol))"
        )
    }
}

extension QuantityUnit {
    fileprivate init?(symbol: String) {
        // The Greek letter and the sign look alike.
        let symbol = symbol == "μs" ? "µs" : symbol
        guard let unit = QuantityUnit(named: symbol), unit.rawValue != symbol else { return nil }
        self = unit
    }

    fileprivate static func symbols(ofDurations isDuration: Bool) -> String {
        isDuration
            ? "ns, us, ms, s, min, h, d" : "B, kB, MB, GB, TB, KiB, MiB, GiB, TiB"
    }

    /// The meanings of an ambiguous unit; nil for an unknown one.
    fileprivate static func choices(for symbol: String, _ isDuration: Bool) -> String? {
        if isDuration {
            switch symbol {
            case "m": return "min for minutes or ms for milliseconds"
            case "M": return "min for minutes or d for days, since months differ in length"
            default: return nil
            }
        }
        let letters = symbol.lowercased()
        guard let power = letters.first, "kmgt".contains(power),
            ["", "b", "i", "ib"].contains(letters.dropFirst())
        else { return nil }
        let (large, small) = (power.uppercased(), power == "k" ? "k" : power.uppercased())
        return "\(small)B for powers of 1000 or \(large)iB for powers of 1024"
    }

    /// The allowed units.
    fileprivate var range: String {
        isDuration
            ? "a duration of whole attoseconds within its range"
            : "a whole number of bytes up to \(Int.max)"
    }

    /// An amount as a number of this unit, in JSON; nil if it is not a finite decimal.
    package func count(of amount: Int128) -> String? { ScaledNumber.quotient(amount, size) }
}
