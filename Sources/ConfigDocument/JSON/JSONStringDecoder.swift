/// Decodes the escapes of one JSON string to the decoded bytes of the storage (RFC 8259, section
/// 7).
struct JSONStringDecoder {
    private let storage: TapeStorage
    private let source: UnsafeMutablePointer<UInt8>
    private let count: Int
    /// The start of the text in the decoded bytes.
    let textStart: Int
    /// The offset of the closing quote, after decoding.
    private(set) var end = 0
    private(set) var isASCII = true
    /// True if bytes above 0x7F were copied, which the caller must check.
    private(set) var hasRawHighBytes = false

    init(storage: TapeStorage, source: UnsafeMutablePointer<UInt8>, count: Int) {
        self.storage = storage
        self.source = source
        self.count = count
        textStart = storage.decodedCount
        // Decoding never makes a string longer, and all strings are in the source.
        storage.reserveDecoded(count)
    }

    /// Decodes from the byte after the opening quote, and returns the length of the text.
    mutating func decode(from start: Int) throws(ReadingFault) -> Int {
        var position = start
        let output = storage.decoded
        var written = textStart
        while true {
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "\""):
                end = position
                storage.decodedCount = written
                return written - textStart
            case UInt8(ascii: "\\"):
                written = try decodeEscape(at: &position, into: output, at: written)
            case 0..<0x20:
                guard position < count else {
                    throw ReadingFault(.syntax, at: start - 1, "the string has no closing quote")
                }
                throw ReadingFault(
                    .syntax,
                    at: position,
                    "a control character in a string; write it as an escape such as \\n"
                )
            default:
                if byte >= 0x80 {
                    isASCII = false
                    hasRawHighBytes = true
                }
                output[written] = byte
                written += 1
                position += 1
            }
        }
    }

    private mutating func decodeEscape(
        at position: inout Int,
        into output: UnsafeMutablePointer<UInt8>,
        at written: Int
    ) throws(ReadingFault) -> Int {
        let escape = position
        let letter = source[escape + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output[written] = letter
        case UInt8(ascii: "b"): output[written] = 0x08
        case UInt8(ascii: "f"): output[written] = 0x0C
        case UInt8(ascii: "n"): output[written] = 0x0A
        case UInt8(ascii: "r"): output[written] = 0x0D
        case UInt8(ascii: "t"): output[written] = 0x09
        case UInt8(ascii: "u"):
            let scalar = try decodeScalar(at: &position, escape: escape)
            var next = written
            if scalar >= 0x80 { isASCII = false }
            UTF8Check.encode(scalar, into: output, at: &next)
            return next
        default:
            throw ReadingFault(.syntax, at: escape, "an unknown escape in a string")
        }
        return written + 1
    }

    /// Reads the four digits after `\u`, and the low surrogate after a high one.
    private func decodeScalar(at position: inout Int, escape: Int) throws(ReadingFault) -> UInt32 {
        let unit = try hexUnit(at: &position, escape: escape)
        guard unit & 0xF800 == 0xD800 else { return unit }
        if unit < 0xDC00, source[position] == UInt8(ascii: "\\"),
            source[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let low = try hexUnit(at: &position, escape: position - 2)
            if low & 0xFC00 == 0xDC00 {
                return 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            }
        }
        throw ReadingFault(.encoding, at: escape, "an unpaired surrogate, which is not a character")
    }

    private func hexUnit(at position: inout Int, escape: Int) throws(ReadingFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let byte = source[position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw ReadingFault(.syntax, at: escape, "\\u needs four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
