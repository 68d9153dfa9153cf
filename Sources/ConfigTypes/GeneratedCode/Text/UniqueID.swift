import SchemaValidation

/// A UUID. Two are equal whichever case their letters have; the text keeps its case.
///
/// `TypedConfigFoundation` turns it into Foundation's `UUID` and back.
public struct UniqueID: ConfigText {
    public static let expectation = "a UUID, such as 123e4567-e89b-12d3-a456-426614174000"

    public let description: String
    /// Its 128 bits.
    public let value: UInt128

    /// Nil where the text is no UUID (RFC 4122, section 3).
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
