/// A setting that may be absent, `null` or set, if the three mean different things.
public enum Nullable<Value> {
    case absent
    case null
    case set(Value)

    /// The value, if it is set.
    public var value: Value? {
        guard case .set(let value) = self else { return nil }
        return value
    }
}

/// A setting that distinguishes null from absent.
protocol NullableSetting {}

extension Nullable: NullableSetting {}
extension Nullable: Sendable where Value: Sendable {}
extension Nullable: Equatable where Value: Equatable {}
extension Nullable: Hashable where Value: Hashable {}

extension Nullable: ConfigConvertible where Value: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        if value.isAbsent {
            self = .absent
        } else if value.isNull {
            self = .null
        } else {
            self = .set(Value(reading: &value))
        }
    }

    /// In an array or as a whole document, absent is written as `null` too.
    public func write(to value: inout ValueWriter) {
        if case .set(let content) = self { content.write(to: &value) } else { value.null() }
    }
}
