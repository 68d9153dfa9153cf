import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

// Units of numbers: `x-unit`.

extension SchemaComparer {
    /// Notes a change of units, and returns the old schema converted to the new unit.
    func compareUnits(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) -> SchemaFacet {
        let kinds = old.kinds.intersection(new.kinds)
        guard !kinds.isDisjoint(with: .number), old.unit != nil || new.unit != nil,
            old.unit.map({ DocumentValue($0) }) != new.unit.map({ DocumentValue($0) })
        else { return old }
        guard let before = old.unit, let after = new.unit else {
            noteOneUnit(old, new, at: path)
            return old
        }
        let words = "the unit is \(after.shortText) (was \(before.shortText))"
        guard let factor = old.factor(to: new) else {
            if old.quantityUnit != nil, old.quantityUnit == new.quantityUnit { return old }
            let action = "decide what becomes of the numbers"
            note(.unitChanged, .breaking, path, words, action, before, after)
            return old
        }
        noteFactor(factor, old, kinds, new, words, at: path)
        return old.scaled(by: factor)
    }

    /// Notes a unit in only one version: the meaning of the numbers may be the same as before.
    private func noteOneUnit(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        note(
            .unitChanged,
            .behavioural,
            path,
            new.unit.map { "the unit is \($0.shortText) (was none)" }
                ?? "has no unit (was \(old.unit?.shortText ?? ""))",
            "check whether programs read the numbers in that unit",
            old.unit ?? old.cursor,
            new.unit ?? new.cursor
        )
    }

    private func noteFactor(
        _ factor: UnitFactor,
        _ old: SchemaFacet,
        _ kinds: KindSet,
        _ new: SchemaFacet,
        _ words: String,
        at path: MigrationPath
    ) {
        let isWhole =
            factor.over == 1 || new.kinds.contains(.fraction)
            || old.constants?.allSatisfy { factor.scaled(DocumentValue($0))?.int != nil } ?? false
        let isAlone = kinds.subtracting(.null).isSubset(of: .number)
        note(
            .unitChanged,
            !isAlone ? .breaking : isWhole ? .automatic : .lossy,
            path,
            words,
            !isAlone
                ? "values of other types have no unit: decide what becomes of the numbers"
                : isWhole
                    ? "numbers are multiplied by \(factor.words)"
                    : "numbers must be multiplied by \(factor.words): decide how they are rounded",
            old.unit,
            new.unit,
            steps: isAlone && isWhole ? [.scale(path, factor)] : []
        )
    }
}

extension SchemaFacet {
    fileprivate var quantityUnit: QuantityUnit? { unit?.string.flatMap(QuantityUnit.init(named:)) }

    /// The factor that converts numbers of this schema to the unit of another; nil if they stay
    /// unchanged.
    func factor(to other: SchemaFacet) -> UnitFactor? {
        guard let own = quantityUnit, let new = other.quantityUnit, own != new,
            let from = unit?.string, let to = other.unit?.string
        else { return nil }
        return UnitFactor(from: from, to: to)
    }

    /// A value listed in the schema, converted to the unit of the other schema.
    func meaning(of value: Cursor) -> DocumentValue {
        let value = DocumentValue(value)
        return unitFactor?.scaled(value) ?? value
    }

    /// The limits and constants, multiplied by a factor.
    fileprivate func scaled(by factor: UnitFactor) -> SchemaFacet {
        func scaled(_ bound: Bound) -> Bound {
            var bound = bound
            let exact = factor.scaled(DocumentValue(bound.cursor))?.double
            bound.isScaled = true
            // Bound: doubles.
            bound.value = exact ?? bound.value * Double(factor.by) / Double(factor.over)
            return bound
        }
        var facet = self
        facet.unitFactor = factor
        facet.lower[.value] = facet.lower[.value].map(scaled)
        facet.upper[.value] = facet.upper[.value].map(scaled)
        facet.multiples = facet.multiples.map(scaled)
        return facet
    }
}

extension UnitFactor {
    fileprivate var words: String { over == 1 ? "\(by)" : by == 1 ? "1/\(over)" : "\(by)/\(over)" }
}
