/// Keys: bare or quoted.
extension TOMLParser {
    /// One part of a key.
    @inline(__always)
    mutating func key() throws(ReadingFault) -> TapeEntry {
        let start = position
        var end = start
        while Self.isBare(source[end]) { end &+= 1 }
        if end > start {
            position = end
            return try keyEntry(start: start, length: end &- start, offset: start, TapeEntry.ascii)
        }
        return try quotedKey()
    }

    @inline(never)
    private mutating func quotedKey() throws(ReadingFault) -> TapeEntry {
        let start = position
        let byte = source[start]
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { throw noKey() }
        if source[start &+ 1] == byte, source[start &+ 2] == byte {
            throw ReadingFault(
                .syntax,
                at: start,
                "a key cannot be a string of several lines; use one quote at each end"
            )
        }
        let text = try string()
        let flags = text.flags & (TapeEntry.decoded | TapeEntry.quoted | TapeEntry.ascii)
        let view = storage.view
        let textStart = view.textStart(text)
        let length = view.textLength(text)
        guard length <= TapeEntry.maxLength else { throw longKey(start) }
        return TapeEntry(
            .key,
            offset: text.offset,
            length: length,
            flags: flags,
            body: KeyHash.hash(padded: textStart, length: length)
        )
    }

    @inline(__always)
    private func keyEntry(
        start: Int,
        length: Int,
        offset: Int,
        _ flags: UInt64
    ) throws(ReadingFault) -> TapeEntry {
        guard length <= TapeEntry.maxLength else { throw longKey(start) }
        return TapeEntry(
            .key,
            offset: offset,
            length: length,
            flags: flags,
            body: KeyHash.hash(padded: source + start, length: length)
        )
    }

    /// A letter, a digit, `_` or `-`.
    @inline(__always)
    static func isBare(_ byte: UInt8) -> Bool {
        let low: UInt64 = 0x03FF_2000_0000_0000
        let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
        return byte < 64
            ? low &>> UInt64(byte) & 1 == 1 : byte < 128 && high &>> UInt64(byte &- 64) & 1 == 1
    }
}

extension TapeEntry {
    /// The flags for the location of a text and its characters.
    var flags: UInt64 { head & 0xF000_0000 }
}
