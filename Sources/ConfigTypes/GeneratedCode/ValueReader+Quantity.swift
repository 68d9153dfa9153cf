import ConfigDocument
import SchemaValidation

// The functions for properties with `x-unit`: generated code passes the unit when reading and
// writing, so that the property itself is a plain `Duration` or `ByteCount`.

extension ValueReader {
    /// Reads a required setting. If it is missing, records that and returns a blank.
    public mutating func quantity<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit
    ) -> Value {
        let found = require(key)
        if found < 0 { recordQuantity(key, as: Value.self) }
        return child(at: found).quantity(in: unit)
    }

    /// Reads a setting with a default.
    public mutating func quantity<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit,
        default value: Value
    ) -> Value {
        let found = find(key)
        if found >= 0 { return child(at: found).quantity(in: unit) }
        let written = value.count(in: unit) ?? .null
        recordQuantity(key, as: Value.self, default: written)
        noteDefault(key, written)
        return value
    }

    /// Reads a setting that may be absent; null counts as absent.
    public mutating func optionalQuantity<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit
    ) -> Value? {
        let found = findUnlessNull(key)
        if found >= 0 { return child(at: found).quantity(in: unit) }
        recordQuantity(key, as: Value?.self)
        return nil
    }

    /// Reads a required setting that may be null.
    public mutating func quantityOrNull<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit
    ) -> Value? {
        let found = require(key)
        if found < 0 { recordQuantity(key, as: Value?.self) }
        let child = child(at: found)
        return found < 0 || child.isNull ? nil : child.quantity(in: unit)
    }

    /// Reads a setting with a default that may be null.
    public mutating func quantityOrNull<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit,
        default value: Value?
    ) -> Value? {
        let found = find(key)
        guard found >= 0 else {
            let written = value?.count(in: unit) ?? .null
            recordQuantity(key, as: Value?.self, default: written)
            noteDefault(key, written)
            return value
        }
        let child = child(at: found)
        return child.isNull ? nil : child.quantity(in: unit)
    }

    /// Reads a setting that distinguishes absent from null.
    public mutating func nullableQuantity<Value: ConfigQuantity>(
        _ key: StaticString,
        in unit: Value.Unit
    ) -> Nullable<Value> {
        let found = find(key)
        guard found >= 0 else {
            recordQuantity(key, as: Nullable<Value>.self)
            return .absent
        }
        let child = child(at: found)
        return child.isNull ? .null : .set(child.quantity(in: unit))
    }

    /// Accepts any kind: the schema decides whether a text may represent the number.
    private func recordQuantity<Stored>(
        _ key: StaticString,
        as type: Stored.Type,
        default value: DocumentValue? = nil
    ) {
        guard isAbsent, let recorder = context.recorder else { return }
        recorder.add(key, stored: type, default: value)
    }

    private func quantity<Value: ConfigQuantity>(in unit: Value.Unit) -> Value {
        if !isAbsent, entry.kind == .string {
            if let value: Value = quantityOfText(in: unit) { return value }
        } else if let lexeme = lexeme(expected: "a number") {
            if let value = Value(lexeme, unit) { return value }
            refused(expected: Value.expectation)
        }
        // Every quantity can represent zero.
        guard let nothing = Value(smallestUnits: 0) else {
            preconditionFailure("\(Value.self) cannot be 0")
        }
        return nothing
    }

    /// A text with a unit, such as `30s`; nil with a finding for other texts.
    private func quantityOfText<Value: ConfigQuantity>(in unit: Value.Unit) -> Value? {
        let text = String(decoding: context.view.text(entry), as: UTF8.self)
        do throws(QuantityText.Fault) {
            let isDuration = Value.Unit.self == DurationUnit.self
            let amount = try QuantityText(text, isDuration: isDuration).amount
            if let value = Value(smallestUnits: amount) {
                context.noteCount(
                    ScaledNumber.quotient(amount, unit.size),
                    of: QuantityUnit(size: unit.size, isDuration: isDuration),
                    at: index
                )
                return value
            }
            refused(expected: Value.expectation)
        } catch {
            refused(expected: error.expectation)
        }
        return nil
    }

    /// A number in JSON syntax; nil with a finding for other values, nil for an absent one.
    func lexeme(expected: String) -> String? {
        if isAbsent { return blank(nil, of: .number) }
        switch entry.kind {
        case .integer, .double, .decimal:
            if let text = context.cursor(at: index).numberText { return text }
        default: break
        }
        refused(expected: expected)
        return nil
    }
}

extension ValueWriter {
    /// Writes a setting. A value that the unit cannot represent exactly is recorded as a fault, and
    /// nothing is saved.
    public mutating func quantity<Value: ConfigQuantity>(
        _ key: StaticString,
        _ value: Value,
        in unit: Value.Unit
    ) {
        if let count = value.count(in: unit) {
            self.value(key, count)
        } else {
            fault("\(value) cannot be written exactly in \(unit)", at: .key("\(key)"))
            // A save of a file with a text has no need of the number.
            let isDuration = Value.Unit.self == DurationUnit.self
            if let text = QuantityText.text(of: value.smallestUnits, isDuration: isDuration) {
                self.value(key, DocumentValue.string(text))
            }
        }
    }

    /// Writes a setting; nil is written as null.
    public mutating func quantityOrNull<Value: ConfigQuantity>(
        _ key: StaticString,
        _ value: Value?,
        in unit: Value.Unit
    ) {
        if let value { quantity(key, value, in: unit) } else { self.value(key, DocumentValue.null) }
    }

    /// Writes a setting, unless it is nil.
    public mutating func optionalQuantity<Value: ConfigQuantity>(
        _ key: StaticString,
        _ value: Value?,
        in unit: Value.Unit
    ) {
        if let value { quantity(key, value, in: unit) }
    }

    /// Writes a setting, unless it is absent.
    public mutating func nullableQuantity<Value: ConfigQuantity>(
        _ key: StaticString,
        _ value: Nullable<Value>,
        in unit: Value.Unit
    ) {
        switch value {
        case .absent: break
        case .null: self.value(key, DocumentValue.null)
        case .set(let value): quantity(key, value, in: unit)
        }
    }
}
