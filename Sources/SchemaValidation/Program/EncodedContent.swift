import ConfigDocument

/// A string that encodes other content (Validation draft-07, section 8): base64, JSON, or JSON in
/// base64. Unknown encodings and media types are accepted.
struct EncodedContent {
    let encoding: String?
    let mediaType: String?

    func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
        guard encoding == "base64" else { return encoding != nil || isOfMediaType(text) }
        guard let bytes = Self.decodeBase64(text) else { return false }
        return bytes.withUnsafeBytes(isOfMediaType)
    }

    private func isOfMediaType(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard mediaType == "application/json" else { return true }
        return (try? Document(parsing: Array(bytes), as: .json)) != nil
    }

    /// RFC 4648, section 4, with padding.
    static func decodeBase64(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var padding = 0
        for (position, byte) in text.enumerated() {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "=") where position >= text.count - 2:
                padding += 1
                value = 0
            default: return nil
            }
            if padding > 0, byte != UInt8(ascii: "=") { return nil }
            bits = bits << 6 | UInt32(value)
            if position % 4 == 3 {
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                if padding < 2 { output.append(UInt8(truncatingIfNeeded: bits >> 8)) }
                if padding < 1 { output.append(UInt8(truncatingIfNeeded: bits)) }
            }
        }
        return output
    }
}
