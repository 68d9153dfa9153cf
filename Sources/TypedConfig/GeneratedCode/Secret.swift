/// A value that must not be seen: descriptions, dumps, mirrors and messages show `<secret>`.
///
/// `reveal()` hands it out; writing the configuration that holds it writes it too.
public struct Secret<Value> {
    private let content: Value

    public init(_ value: Value) { content = value }

    /// The value itself. Keep it out of anything that is printed.
    public func reveal() -> Value { content }
}

extension Secret: Sendable where Value: Sendable {}
extension Secret: Equatable where Value: Equatable {}
extension Secret: Hashable where Value: Hashable {}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension Secret: ConfigConvertible where Value: ConfigConvertible {
    public init(reading value: inout ConfigReader) {
        value.isSecret = true
        value.context.recorder?.noteSecret()
        content = Value(reading: &value)
    }

    public func write(to value: inout ConfigWriter) { content.write(to: &value) }
}
