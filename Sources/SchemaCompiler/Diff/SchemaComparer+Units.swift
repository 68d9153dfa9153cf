import ConfigDocument
import JSONSchema
import MigrationSteps

// What numbers count: `x-unit`.

extension SchemaComparer {
    /// Notes that numbers count another unit, and hands out what the old schema says in the new one.
    func compareUnits(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) -> SchemaFacet {
        let isNumber = !old.kinds.intersection(new.kinds).isDisjoint(with: .number)
        guard isNumber, let before = old.unit, let after = new.unit,
            ConfigValue(before) != ConfigValue(after)
        else { return old }
        guard let factor = old.factor(to: new) else {
            if old.quantityUnit != nil, old.quantityUnit == new.quantityUnit { return old }
            note(
                .unitChanged,
                .breaking,
                path,
                "the unit is \(after.shortText) now, and was \(before.shortText)",
                "decide what becomes of the numbers",
                before,
                after
            )
            return old
        }
        let isWhole = factor.over == 1 || new.kinds.contains(.fraction)
        note(
            .unitChanged,
            isWhole ? .automatic : .lossy,
            path,
            "the unit is \(after.shortText) now, and was \(before.shortText)",
            isWhole
                ? "numbers are multiplied by \(factor.words)"
                : "numbers are to be multiplied by \(factor.words): decide how they are rounded",
            before,
            after,
            steps: isWhole ? [.scale(path, factor)] : []
        )
        return old.scaled(by: factor)
    }
}

extension SchemaFacet {
    fileprivate var quantityUnit: QuantityUnit? { unit?.string.flatMap(QuantityUnit.init(named:)) }

    /// What numbers of this schema are multiplied by to be in the unit of another; nil where they
    /// stay as they are.
    func factor(to other: SchemaFacet) -> UnitFactor? {
        guard let own = quantityUnit, let other = other.quantityUnit, own != other else {
            return nil
        }
        return own.factor(to: other)
    }

    /// The same limits, and constants aside, for numbers that were multiplied.
    fileprivate func scaled(by factor: UnitFactor) -> SchemaFacet {
        func scaled(_ bound: Bound) -> Bound {
            var bound = bound
            let exact = factor.scaled(ConfigValue(bound.cursor))?.double
            // Bound: doubles.
            bound.value = exact ?? bound.value * Double(factor.by) / Double(factor.over)
            return bound
        }
        var facet = self
        facet.lower[.value] = facet.lower[.value].map(scaled)
        facet.upper[.value] = facet.upper[.value].map(scaled)
        facet.multiples = facet.multiples.map(scaled)
        return facet
    }
}

extension UnitFactor {
    fileprivate var words: String { over == 1 ? "\(by)" : by == 1 ? "1/\(over)" : "\(by)/\(over)" }
}
