/// A setting that may be left out, be given as `null`, or be given a value, where the three mean
/// different things.
public enum Nullable<Value> {
    case absent
    case null
    case set(Value)

    /// The value, where one is set.
    public var value: Value? {
        guard case .set(let value) = self else { return nil }
        return value
    }
}

/// A setting that may be null besides being absent.
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

    /// Within an array or as a whole document, absent is `null` too.
    public func write(to value: inout ValueWriter) {
        if case .set(let content) = self { content.write(to: &value) } else { value.null() }
    }
}
