extension DocumentValue: Codable {
    /// Decodes a value of any kind. Members are sorted by name, because most decoders do not
    /// preserve their order.
    public init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: MemberKey.self) {
            var object = DocumentObject()
            let keys = members.allKeys.sorted {
                $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8)
            }
            for key in keys {
                object[key.stringValue] = try members.decode(DocumentValue.self, forKey: key)
            }
            self = .object(object)
        } else if var elements = try? decoder.unkeyedContainer() {
            var array: [DocumentValue] = []
            while !elements.isAtEnd { array.append(try elements.decode(DocumentValue.self)) }
            self = .array(array)
        } else {
            self = try Self.scalar(decoder.singleValueContainer())
        }
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws
        -> DocumentValue
    {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int.self) { return .int(value) }
        if let value = try? container.decode(UInt64.self) { return .number("\(value)") }
        if let value = try? container.decode(Double.self) { return .double(value) }
        return .string(try container.decode(String.self))
    }

    /// Encodes `<secret>` in place of hidden values, unless the encoder was asked to reveal
    /// secrets.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let object):
            var members = encoder.container(keyedBy: MemberKey.self)
            let revealsSecrets = Self.revealsSecrets(encoder)
            for (key, value) in object.members {
                let mark = revealsSecrets ? nil : object.marks[key]
                let shown = mark.map { Self.string($0) } ?? value
                try members.encode(shown, forKey: MemberKey(stringValue: key))
            }
        case .array(let array):
            var elements = encoder.unkeyedContainer()
            for value in array { try elements.encode(value) }
        default:
            var container = encoder.singleValueContainer()
            try encodeScalar(to: &container)
        }
    }

    /// The key in `userInfo` by which an encoder is asked to reveal secrets.
    package static let revealsSecretsKey = "typed-config.reveals-secrets"

    private static func revealsSecrets(_ encoder: any Encoder) -> Bool {
        guard let key = CodingUserInfoKey(rawValue: revealsSecretsKey) else { return false }
        return encoder.userInfo[key] as? Bool == true
    }

    private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .number(let text):
            // Numbers are never rounded silently.
            if let value = UInt64(text) { return try container.encode(value) }
            guard let value = Double(text), Decimal("\(value)") == Decimal(text) else {
                throw EncodingError.invalidValue(
                    self,
                    EncodingError.Context(
                        codingPath: container.codingPath,
                        debugDescription: "\(text) is not a number that encoders can represent"
                    )
                )
            }
            try container.encode(value)
        case .null, .array, .object: try container.encodeNil()
        }
    }

    private struct MemberKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
