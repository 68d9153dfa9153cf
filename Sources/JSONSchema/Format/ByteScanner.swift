/// Reads a text from left to right, byte by byte.
///
/// The formats' grammars are methods of it, each in the file of its family. A rule returns false, or
/// nil, when the text does not match; where the position then stands does not matter, since the
/// caller gives up, or goes back by itself. The buffer has to outlive the scanner.
struct ByteScanner {
    private let bytes: UnsafeRawBufferPointer
    /// The index of the next byte; only ever set to where it has been before, or advanced.
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte at the position; nil at the end.
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// What has not been read yet.
    var rest: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[position...])
    }

    /// What was read since `start`, an earlier position.
    func bytes(since start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    mutating func goBack(to earlier: Int) {
        assert(earlier <= position)
        position = earlier
    }

    mutating func skipToEnd() {
        position = bytes.count
    }

    // MARK: Bytes

    /// Reads one byte, whatever it is; does nothing at the end.
    mutating func skipByte() {
        if position < bytes.count { position += 1 }
    }

    /// Reads the next byte if it is `character`, which must be ASCII.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else {
            return false
        }
        position += 1
        return true
    }

    /// Reads the next byte if it is a member of `set`.
    mutating func skip(anyOf set: ByteSet) -> Bool {
        guard position < bytes.count, set.contains(bytes[position]) else { return false }
        position += 1
        return true
    }

    /// Reads bytes while they are members of `set`, at most `limit`; returns how many it read.
    mutating func skip(while set: ByteSet, atMost limit: Int = .max) -> Int {
        let start = position
        let end = min(bytes.count - start, limit) + start
        while position < end, set.contains(bytes[position]) { position += 1 }
        return position - start
    }

    /// Reads exactly `count` decimal digits; returns their value.
    mutating func scanNumber(digits count: Int) -> Int? {
        guard bytes.count - position >= count else { return nil }
        var value = 0
        for _ in 0..<count {
            let digit = bytes[position] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
            position += 1
        }
        return value
    }

    // MARK: Code points

    /// Reads one code point; nil at the end and where the bytes are not well-formed UTF-8.
    mutating func scanScalar() -> Unicode.Scalar? {
        guard let first = next, first < 0x80 || first >= 0xC0 else { return nil }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard bytes.count - position >= length else { return nil }
        // The lead byte's length bits go: 0xxxxxxx, 110xxxxx, 1110xxxx, 11110xxx.
        var value = UInt32(first) & (length == 1 ? 0x7F : 0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = bytes[position + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        position += length
        return Unicode.Scalar(value)
    }
}
