// The functions that generated code calls to read properties: one line for each property.

extension ValueReader {
    /// Reads a required property. If it is missing, records that and returns false.
    public mutating func bool(_ key: StaticString) -> Bool {
        let found = require(key)
        return found >= 0 ? bool(at: found) : record(key, as: Bool.self)
    }

    /// Reads a required property. If it is missing, records that and returns 0.
    public mutating func int(_ key: StaticString) -> Int {
        let found = require(key)
        return found >= 0 ? int(at: found) : record(key, as: Int.self)
    }

    /// Reads a required property. If it is missing, records that and returns 0.
    public mutating func double(_ key: StaticString) -> Double {
        let found = require(key)
        return found >= 0 ? double(at: found) : record(key, as: Double.self)
    }

    /// Reads a required property. If it is missing, records that and returns an empty string.
    public mutating func string(_ key: StaticString) -> String {
        let found = require(key)
        return found >= 0 ? string(at: found) : record(key, as: String.self)
    }

    /// Reads a required property. If it is missing, records that and returns a blank.
    public mutating func value<Value: ConfigConvertible>(_ key: StaticString) -> Value {
        let found = require(key)
        return found >= 0 ? read(at: found) : record(key, as: Value.self)
    }
}

// MARK: - With a default

extension ValueReader {
    /// Reads a property with a default.
    public mutating func bool(_ key: StaticString, default value: Bool) -> Bool {
        let found = find(key)
        if found >= 0 { return bool(at: found) }
        return take(value, for: key)
    }

    /// Reads a property with a default.
    public mutating func int(_ key: StaticString, default value: Int) -> Int {
        let found = find(key)
        if found >= 0 { return int(at: found) }
        return take(value, for: key)
    }

    /// Reads a property with a default.
    public mutating func double(_ key: StaticString, default value: Double) -> Double {
        let found = find(key)
        if found >= 0 { return double(at: found) }
        return take(value, for: key)
    }

    /// Reads a property with a default.
    public mutating func string(_ key: StaticString, default value: String) -> String {
        let found = find(key)
        if found >= 0 { return string(at: found) }
        return take(value, for: key)
    }

    /// Reads a property with a default.
    public mutating func value<Value: ConfigConvertible>(
        _ key: StaticString,
        default value: Value
    ) -> Value {
        let found = find(key)
        if found >= 0 { return read(at: found) }
        return take(value, for: key)
    }
}

// MARK: - Optional

extension ValueReader {
    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalBool(_ key: StaticString) -> Bool? {
        let found = findUnlessNull(key)
        return found >= 0 ? bool(at: found) : recordOptional(key, as: Bool.self)
    }

    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalInt(_ key: StaticString) -> Int? {
        let found = findUnlessNull(key)
        return found >= 0 ? int(at: found) : recordOptional(key, as: Int.self)
    }

    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalDouble(_ key: StaticString) -> Double? {
        let found = findUnlessNull(key)
        return found >= 0 ? double(at: found) : recordOptional(key, as: Double.self)
    }

    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalString(_ key: StaticString) -> String? {
        let found = findUnlessNull(key)
        return found >= 0 ? string(at: found) : recordOptional(key, as: String.self)
    }

    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalValue<Value: ConfigConvertible>(_ key: StaticString) -> Value? {
        let found = findUnlessNull(key)
        // Not converted to a `Value?`, because that type would have to be looked up at run time.
        return found >= 0 ? .some(read(at: found)) : recordOptional(key, as: Value.self)
    }

    /// For a setting whose schema distinguishes absent, null and set.
    public mutating func nullable<Value: ConfigConvertible>(
        _ key: StaticString
    ) -> Nullable<Value> {
        let found = find(key)
        guard found >= 0 else {
            context.recorder?.add(key, stored: Nullable<Value>.self)
            descend(into: Value.self, isStored: false)
            return .absent
        }
        return read(at: found)
    }

    /// For a setting declared in one branch of a schema, while another branch allows any value: a
    /// value that does not fit is left to the extras.
    public mutating func fittingValue<Value: ConfigConvertible>(_ key: StaticString) -> Value? {
        let found = findUnlessNull(key)
        guard found >= 0 else { return recordOptional(key, as: Value.self) }
        let count = context.findings.count
        let value: Value = read(at: found)
        guard context.takeBackFindings(after: count) else { return value }
        leave(key, at: found)
        return nil
    }

    mutating func findUnlessNull(_ key: StaticString) -> Int {
        let found = find(key)
        guard found >= 0, context.view[found].kind == .null else { return found }
        noteNull(key)
        return -1
    }
}

// MARK: - Missing members

extension ValueReader {
    /// The blank of a missing member.
    @inline(never)
    private func record<Value: ConfigConvertible>(_ key: StaticString, as type: Value.Type) -> Value
    {
        var child = child(at: -1)
        guard isAbsent, let recorder = context.recorder else { return Value(reading: &child) }
        recorder.add(key, stored: type)
        return recorder.read(type, isStored: true) { Value(reading: &child) }
    }

    /// The default of a missing member.
    @inline(never)
    private mutating func take<Value: ConfigConvertible>(
        _ value: Value,
        for key: StaticString
    ) -> Value {
        if isAbsent, let recorder = context.recorder {
            recorder.add(key, stored: Value.self, default: ValueWriter.value(of: value))
            descend(into: Value.self, isStored: true)
        }
        noteDefault(key, value)
        return value
    }

    @inline(never)
    private func recordOptional<Value: ConfigConvertible>(
        _ key: StaticString,
        as type: Value.Type
    ) -> Value? {
        if isAbsent, let recorder = context.recorder {
            recorder.add(key, stored: Value?.self)
            descend(into: Value.self, isStored: false)
        }
        return nil
    }

    private func descend<Value: ConfigConvertible>(into type: Value.Type, isStored: Bool) {
        var child = child(at: -1)
        context.recorder?.descend(into: type, isStored: isStored) { Value(reading: &child) }
    }
}
