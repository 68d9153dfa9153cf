import ConfigDocument

extension DocumentValue {
    /// The memory that the value occupies outside of itself, in bytes: an estimate based on the
    /// layout of arrays and strings, which have a header of 32 bytes.
    package var footprint: Int {
        switch self {
        case .null, .bool, .int, .double: 0
        case .number(let text), .string(let text): Self.footprint(of: text)
        case .array(let elements):
            elements.reduce(32 + elements.capacity * MemoryLayout<DocumentValue>.stride) {
                $0 + $1.footprint
            }
        case .object(let object):
            object.members.reduce(
                32 + object.count * 2 * MemoryLayout<DocumentObject.Member>.stride
            ) {
                $0 + Self.footprint(of: $1.key) + $1.value.footprint
            }
        }
    }

    /// Up to 15 bytes are stored in the string itself.
    private static func footprint(of text: String) -> Int {
        text.utf8.count <= 15 ? 0 : 32 + text.utf8.count
    }
}
