import ConfigDocument

extension Bool: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.bool() }
    public func write(to value: inout ValueWriter) { value.bool(self) }
}

extension String: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.string() }
    public func write(to value: inout ValueWriter) { value.string(self) }
}

extension Double: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.double() }
    public func write(to value: inout ValueWriter) { value.double(self) }
}

extension Float: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        let double = value.double()
        self = Float(double)
        if !isFinite || (self == 0 && double != 0) {
            value.refuse(expected: "a number within the range of Float")
            self = 0
        }
    }

    public func write(to value: inout ValueWriter) {
        // Converts by way of the description, so that 0.1 is written without a conversion error.
        value.double(Double("\(self)") ?? Double(self))
    }
}

extension Int: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.int() }
    public func write(to value: inout ValueWriter) { value.int(self) }
}

/// Integers of all other widths, checked against their range.
extension FixedWidthInteger where Self: ConfigConvertible {
    public init(reading value: inout ValueReader) { self = value.integer() }
    public func write(to value: inout ValueWriter) { value.integer(self) }
}

extension Int8: ConfigConvertible {}
extension Int16: ConfigConvertible {}
extension Int32: ConfigConvertible {}
extension Int64: ConfigConvertible {}
extension UInt: ConfigConvertible {}
extension UInt8: ConfigConvertible {}
extension UInt16: ConfigConvertible {}
extension UInt32: ConfigConvertible {}
extension UInt64: ConfigConvertible {}

extension DocumentValue: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        self = value.isAbsent ? .null : DocumentValue(value.context.cursor(at: value.index))
    }

    public func write(to value: inout ValueWriter) { value.value(self) }
}
