import SchemaValidation

/// A UUID. Equality ignores the case of letters; the spelling is kept.
///
/// Use `UUID(uuidString: id.description)` for Foundation's type.
public struct UniqueID: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "a UUID, such as 123e4567-e89b-12d3-a456-426614174000"

    public let description: String
    /// The 128 bits.
    public let value: UInt128

    /// Nil if the string is not a UUID (RFC 4122, section 3).
    public init?(_ text: String) {
        guard Format.uuid.accepts(text),
            let value = UInt128(text.filter { $0 != "-" }, radix: 16)
        else { return nil }
        description = text
        self.value = value
    }

    public static func == (left: UniqueID, right: UniqueID) -> Bool { left.value == right.value }
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
