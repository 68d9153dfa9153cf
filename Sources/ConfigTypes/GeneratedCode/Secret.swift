import ConfigDocument

/// A value that must not be shown: descriptions, dumps, mirrors, encoders and messages show
/// `<secret>`. Settings marked in the schema with `x-secret`, `writeOnly` or `format: password`
/// have this type.
///
/// `reveal()` returns the value; saving the configuration that contains it writes it too.
public struct Secret<Value> {
    private let content: Value

    /// Creates a secret from its value.
    public init(_ value: Value) { content = value }

    /// Returns the value itself. Keep it out of all output.
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

extension Secret: ExpressibleByUnicodeScalarLiteral where Value == String {
    public init(unicodeScalarLiteral value: String) { self.init(value) }
}

extension Secret: ExpressibleByExtendedGraphemeClusterLiteral where Value == String {
    public init(extendedGraphemeClusterLiteral value: String) { self.init(value) }
}

/// Allows string literals in tests and defaults: `password: "…"`.
extension Secret: ExpressibleByStringLiteral where Value == String {
    public init(stringLiteral value: String) { self.init(value) }
}

extension CodingUserInfoKey {
    /// Makes an encoder write secrets in clear text, if its `userInfo` has `true` for this key.
    public static let revealsSecrets: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: DocumentValue.revealsSecretsKey) else {
            preconditionFailure("a key with this name always exists")
        }
        return key
    }()
}

extension Secret: Encodable where Value: Encodable {
    /// Encodes `<secret>`, unless the encoder has `revealsSecrets` set.
    public func encode(to encoder: any Encoder) throws {
        if encoder.userInfo[.revealsSecrets] as? Bool == true {
            try content.encode(to: encoder)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }
}

extension Secret: Decodable where Value: Decodable {
    public init(from decoder: any Decoder) throws { content = try Value(from: decoder) }
}

extension Secret: ConfigConvertible where Value: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        value.isSecret = true
        value.context.recorder?.noteSecret()
        content = Value(reading: &value)
    }

    public func write(to value: inout ValueWriter) { content.write(to: &value) }
}
