extension Array: ConfigConvertible where Element: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.elements() }
    public func write(to value: inout ValueWriter) { value.elements(self) }
}

/// Two keys that differ in their bytes but are equal strings to Swift, such as `é` in its two
/// forms, are a finding.
extension Dictionary: ConfigConvertible where Key == String, Value: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.rest() }
    public func write(to value: inout ValueWriter) { value.rest(self) }
}

/// Nil is `null`. A setting that may be left out is read with `optionalValue`.
extension Optional: ConfigConvertible where Wrapped: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        if value.isAbsent {
            // For the sake of a recorder, which wants to know what is inside.
            if value.context.recorder != nil { _ = Wrapped(reading: &value) }
            self = nil
        } else {
            self = value.isNull ? nil : Wrapped(reading: &value)
        }
    }

    public func write(to value: inout ValueWriter) {
        if let self { self.write(to: &value) } else { value.null() }
    }
}
