/// Overwrites comments and trailing commas with blanks before JSON is parsed.
///
/// The parser of strict JSON thereby stays fast, and every value keeps its offset.
enum JSONComments {
    /// - Parameter source: a text followed by at least two zero bytes.
    static func blank(_ source: UnsafeMutablePointer<UInt8>, count: Int) throws(ReadingFault) {
        var position = 0
        // The last byte that is neither a blank nor part of a comment, and its offset.
        var last: UInt8 = 0
        var lastOffset = 0
        // The token before a comma: after a bracket or a comma, the comma separates nothing.
        var beforeComma: UInt8 = 0
        while position < count {
            let byte = source[position]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                position &+= 1
                continue
            case UInt8(ascii: "/"):
                let end = try commentEnd(source, count, position)
                guard end > position else { break }
                blank(source, position, end)
                position = end
                continue
            case UInt8(ascii: "\""):
                position = stringEnd(source, count, position)
                (last, lastOffset) = (byte, position)
                continue
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if last == UInt8(ascii: ","), separates(beforeComma) { source[lastOffset] = 0x20 }
            case UInt8(ascii: ","): beforeComma = last
            default: break
            }
            (last, lastOffset) = (byte, position)
            position &+= 1
        }
    }

    private static func separates(_ before: UInt8) -> Bool {
        switch before {
        case 0, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ":"): false
        default: true
        }
    }

    /// The end of the comment at an offset; the offset itself if no comment begins there.
    private static func commentEnd(
        _ source: UnsafeMutablePointer<UInt8>,
        _ count: Int,
        _ start: Int
    ) throws(ReadingFault) -> Int {
        var end = start + 2
        switch source[start + 1] {
        case UInt8(ascii: "/"):
            while end < count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
        case UInt8(ascii: "*"):
            while end < count,
                source[end] != UInt8(ascii: "*") || source[end + 1] != UInt8(ascii: "/")
            {
                end += 1
            }
            guard end < count else {
                throw ReadingFault(
                    .syntax,
                    at: start,
                    "the comment that opens here is never closed; end it with '*/'"
                )
            }
            end += 2
        default: return start
        }
        let text = UnsafeRawBufferPointer(start: source + start, count: min(end, count) - start)
        if let bad = UTF8Check.firstInvalidByte(in: text) {
            throw ReadingFault(.encoding, at: start + bad, "the text is not valid UTF-8")
        }
        return min(end, count)
    }

    /// Line breaks stay, so that line numbers in messages are correct.
    private static func blank(_ source: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) {
        for offset in start..<end where source[offset] != 0x0A && source[offset] != 0x0D {
            source[offset] = 0x20
        }
    }

    private static func stringEnd(
        _ source: UnsafeMutablePointer<UInt8>,
        _ count: Int,
        _ quote: Int
    ) -> Int {
        var end = quote &+ 1
        while end < count, source[end] != UInt8(ascii: "\"") {
            end &+= source[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(end &+ 1, count)
    }
}
