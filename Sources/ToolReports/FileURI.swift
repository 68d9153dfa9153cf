/// A path as a URI reference (RFC 3986). Relative paths stay relative, so that a report can be read
/// on another machine.
struct FileURI {
    let text: String

    init(path: String) {
        var encoded = ""
        for byte in path.utf8 {
            if Self.isPlain(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        text = encoded.hasPrefix("/") ? "file://" + encoded : encoded
    }

    /// Unreserved characters and the slash. A colon is encoded, so that the first segment is not
    /// read as a scheme.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
