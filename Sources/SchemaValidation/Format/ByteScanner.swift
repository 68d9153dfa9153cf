/// Scans a string from left to right, byte by byte.
///
/// The grammars of formats are methods, each in the file of its family. A rule returns false or nil
/// if the string does not match; its final position is then irrelevant, since the caller gives up
/// or restores its own. The buffer must outlive the scanner.
struct ByteScanner {
    private let bytes: UnsafeRawBufferPointer
    /// The index of the next byte; only ever advanced or restored to an earlier value.
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    @inline(__always)
    var isAtEnd: Bool { position == bytes.count }

    /// The byte at the position; nil at the end.
    @inline(__always)
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// The bytes that have not been read yet.
    var rest: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[position...])
    }

    /// The bytes read since `start`, an earlier position.
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
}

// Always inlined, so that a constant set or character stays constant, which halves the time.
extension ByteScanner {
    /// Reads any byte; does nothing at the end.
    @inline(__always)
    mutating func skipByte() {
        if position < bytes.count { position &+= 1 }
    }

    /// Reads the next byte if it is `character`, which must be ASCII.
    @inline(__always)
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else {
            return false
        }
        position &+= 1
        return true
    }

    /// Reads the next byte if it is a member of `set`.
    @inline(__always)
    mutating func skip(anyOf set: ByteSet) -> Bool {
        guard position < bytes.count, set.contains(bytes[position]) else { return false }
        position &+= 1
        return true
    }

    /// Reads bytes while they are members of `set`, at most `limit`; returns how many it read.
    @inline(__always)
    mutating func skip(while set: ByteSet, atMost limit: Int = .max) -> Int {
        let start = position
        let end = min(bytes.count &- start, limit) &+ start
        var index = start
        while index < end, set.contains(bytes[index]) { index &+= 1 }
        position = index
        return index &- start
    }

    /// Reads exactly `count` decimal digits; returns their value.
    @inline(__always)
    mutating func scanNumber(digits count: Int) -> Int? {
        guard bytes.count &- position >= count else { return nil }
        var value = 0
        for index in position..<position &+ count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        position &+= count
        return value
    }
}

extension ByteScanner {
    /// Reads one code point; nil at the end and if the bytes are not well-formed UTF-8.
    mutating func scanScalar() -> Unicode.Scalar? {
        guard let first = next, first < 0x80 || first >= 0xC0 else { return nil }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard bytes.count - position >= length else { return nil }
        // Masks the length bits of the lead byte: 0xxxxxxx, 110xxxxx, 1110xxxx, 11110xxx.
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
