// What generated code calls for the properties of an object: one line a property.

extension ConfigReader {
    public mutating func bool(_ key: StaticString) -> Bool {
        child(at: require(key)).bool()
    }

    public mutating func int(_ key: StaticString) -> Int {
        child(at: require(key)).int()
    }

    public mutating func double(_ key: StaticString) -> Double {
        child(at: require(key)).double()
    }

    public mutating func string(_ key: StaticString) -> String {
        child(at: require(key)).string()
    }

    public mutating func value<Value: ConfigConvertible>(_ key: StaticString) -> Value {
        var child = child(at: require(key))
        return Value(reading: &child)
    }
}

// MARK: - With a default

extension ConfigReader {
    public mutating func bool(_ key: StaticString, default value: Bool) -> Bool {
        let found = find(key)
        if found >= 0 { return child(at: found).bool() }
        noteDefault(key, value)
        return value
    }

    public mutating func int(_ key: StaticString, default value: Int) -> Int {
        let found = find(key)
        if found >= 0 { return child(at: found).int() }
        noteDefault(key, value)
        return value
    }

    public mutating func double(_ key: StaticString, default value: Double) -> Double {
        let found = find(key)
        if found >= 0 { return child(at: found).double() }
        noteDefault(key, value)
        return value
    }

    public mutating func string(_ key: StaticString, default value: String) -> String {
        let found = find(key)
        if found >= 0 { return child(at: found).string() }
        noteDefault(key, value)
        return value
    }

    public mutating func value<Value: ConfigConvertible>(
        _ key: StaticString,
        default value: Value
    ) -> Value {
        let found = find(key)
        if found >= 0 {
            var child = child(at: found)
            return Value(reading: &child)
        }
        noteDefault(key, value)
        return value
    }
}

// MARK: - Optional

extension ConfigReader {
    public mutating func optionalBool(_ key: StaticString) -> Bool? {
        let found = findUnlessNull(key)
        return found < 0 ? nil : child(at: found).bool()
    }

    public mutating func optionalInt(_ key: StaticString) -> Int? {
        let found = findUnlessNull(key)
        return found < 0 ? nil : child(at: found).int()
    }

    public mutating func optionalDouble(_ key: StaticString) -> Double? {
        let found = findUnlessNull(key)
        return found < 0 ? nil : child(at: found).double()
    }

    public mutating func optionalString(_ key: StaticString) -> String? {
        let found = findUnlessNull(key)
        return found < 0 ? nil : child(at: found).string()
    }

    public mutating func optionalValue<Value: ConfigConvertible>(_ key: StaticString) -> Value? {
        let found = findUnlessNull(key)
        guard found >= 0 else { return nil }
        var child = child(at: found)
        return Value(reading: &child)
    }

    /// For a setting that may be absent, null or set, where the schema tells the three apart.
    public mutating func nullable<Value: ConfigConvertible>(
        _ key: StaticString
    ) -> Nullable<Value> {
        let found = find(key)
        guard found >= 0 else { return .absent }
        var child = child(at: found)
        return Nullable(reading: &child)
    }

    private mutating func findUnlessNull(_ key: StaticString) -> Int {
        let found = find(key)
        guard found >= 0, context.view[found].kind == .null else { return found }
        noteNull(key)
        return -1
    }
}
