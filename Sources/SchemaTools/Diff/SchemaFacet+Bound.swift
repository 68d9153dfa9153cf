import ConfigDocument

extension SchemaFacet.Bound {
    func isTighter(than other: SchemaFacet.Bound, isLower: Bool) -> Bool {
        if value != other.value { return isLower ? value > other.value : value < other.value }
        if let exact, let second = other.exact, exact != second {
            return isLower ? exact > second : exact < second
        }
        return isExclusive && !other.isExclusive
    }

    /// True if all multiples of this number are multiples of another.
    func isMultiple(of other: SchemaFacet.Bound) -> Bool {
        if isScaled || other.isScaled {
            // Bound: doubles.
            return (value / other.value).rounded() * other.value == value
        }
        guard let own = cursor.lexeme, let divisor = other.cursor.lexeme else { return false }
        return Decimal(own).isMultiple(of: Decimal(divisor))
    }

    /// The exact number, if a Double may not represent it.
    private var exact: Decimal? {
        value.magnitude < 0x1p53 || isScaled ? nil : cursor.lexeme.map { Decimal($0) }
    }

    /// The limit for whole numbers: a fractional limit is rounded.
    func forIntegers(isLower: Bool) -> SchemaFacet.Bound {
        var bound = self
        if value.magnitude >= 0x1p53 { return bound }
        bound.isExclusive = false
        if isLower {
            bound.value = isExclusive ? value.rounded(.down) + 1 : value.rounded(.up)
        } else {
            bound.value = isExclusive ? value.rounded(.up) - 1 : value.rounded(.down)
        }
        return bound
    }
}
