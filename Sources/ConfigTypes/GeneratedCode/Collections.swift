extension Array: ConfigConvertible where Element: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.elements() }
    public func write(to value: inout ValueWriter) { value.elements(self) }
}

/// Keys that differ in their bytes but are equal Swift strings, such as the two forms of `é`, cause
/// a finding.
extension Dictionary: ConfigConvertible where Key == String, Value: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.rest() }
    public func write(to value: inout ValueWriter) { value.rest(self) }
}

/// Nil is `null`. Absent settings are read with `optionalValue`.
extension Optional: ConfigConvertible where Wrapped: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        if value.isAbsent {
            // Lets a recorder see the settings inside.
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
