/// Writes an amount in the notation of another text: of its units, and with its spaces.
extension QuantityText {
    /// The text of an amount in place of another text; nil if units cannot express it.
    ///
    /// The unit stays if the number in it is whole, or has a short fraction as the other one has;
    /// otherwise it is the largest one below that makes the number whole. A text of several units
    /// stays one: `1h30m` becomes `2h15m`.
    package static func text(of amount: Int128, like text: String, isDuration: Bool) -> String? {
        guard let layout = Layout(text),
            let written = Style(layout, isDuration)?.text(of: amount),
            (try? QuantityText(written, isDuration: isDuration))?.amount == amount
        else { return nil }
        return written
    }

    /// The text of an amount with one unit, the largest that makes the number whole.
    package static func text(of amount: Int128, isDuration: Bool) -> String? {
        text(of: amount, like: isDuration ? "0d" : "0TiB", isDuration: isDuration)
    }

    private struct Style {
        let layout: Layout
        let units: [QuantityUnit]
        /// The units that a part may have, largest first.
        let family: [QuantityUnit]

        init?(_ layout: Layout, _ isDuration: Bool) {
            self.layout = layout
            let isAlone = layout.parts.count == 1
            units = layout.parts.compactMap {
                try? QuantityText.unit($0.unit, isDuration, isAlone: isAlone)
            }
            guard units.count == layout.parts.count, let largest = units.first else { return nil }
            let isBinary = largest.symbol.hasSuffix("iB")
            family = QuantityUnit.allCases.filter { unit in
                unit.isDuration == isDuration && unit.size <= largest.size
                    && (isDuration || unit == .bytes || unit.symbol.hasSuffix("iB") == isBinary)
            }
            .sorted { $0.size > $1.size }
        }

        func text(of amount: Int128) -> String? {
            // Bound: no amount of a quantity is the least Int128.
            let parts =
                units.count == 1 ? one(amount.magnitude).map { [$0] } : several(amount.magnitude)
            guard let parts else { return nil }
            return (amount < 0 ? "-" : "")
                + parts.map { spelled($0, isAlone: parts.count == 1) }
                .joined(separator: layout.spacesParts ? " " : "")
        }

        private typealias Part = (count: String, unit: QuantityUnit)

        private func one(_ amount: UInt128) -> Part? {
            let unit = units[0]
            if amount % unit.size.magnitude != 0, layout.parts[0].count.contains("."),
                let amount = Int128(exactly: amount),
                let count = ScaledNumber.quotient(amount, unit.size),
                count.drop(while: { $0 != "." }).dropFirst().count <= Self.longestFraction
            {
                return (count, unit)
            }
            return family.first { amount % $0.size.magnitude == 0 }.map {
                ("\(amount / $0.size.magnitude)", $0)
            }
        }

        private static let longestFraction = 3

        private func several(_ amount: UInt128) -> [Part]? {
            var (parts, rest) = ([Part](), amount)
            for unit in family {
                let (count, next) = rest.quotientAndRemainder(dividingBy: unit.size.magnitude)
                if count > 0 { parts.append(("\(count)", unit)) }
                rest = next
            }
            if rest > 0 { return nil }
            return parts.isEmpty ? units.last.map { [("0", $0)] } : parts
        }

        private func spelled(_ part: Part, isAlone: Bool) -> String {
            let index = units.firstIndex(of: part.unit)
            var symbol = index.map { String(layout.parts[$0].unit) } ?? part.unit.symbol
            // Alone, it could be milliseconds.
            if isAlone, symbol == "m" { symbol = part.unit.symbol }
            return part.count + (layout.spacesUnits ? " " : "") + symbol
        }
    }
}
