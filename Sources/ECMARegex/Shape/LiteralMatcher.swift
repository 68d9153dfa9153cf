/// Searches for a literal.
final class LiteralMatcher: Sendable {
    enum Place: Sendable {
        case whole
        case prefix
        case suffix
        case anywhere
    }

    let place: Place
    private let literal: [UInt8]
    /// For each length of a partial match, that of the next shorter one (Knuth, Morris and Pratt);
    /// empty if the literal is so short that starting over is cheaper.
    private let fallbacks: [Int]

    init(_ literal: [UInt8], _ place: Place) {
        self.literal = literal
        self.place = place
        fallbacks = place == .anywhere && literal.count > 16 ? Self.fallbacks(of: literal) : []
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        let length = literal.count
        guard text.count >= length else { return false }
        return literal.withUnsafeBytes { literal in
            switch place {
            case .whole: text.count == length && text.equals(literal, at: 0)
            case .prefix: text.equals(literal, at: 0)
            case .suffix: text.equals(literal, at: text.count - length)
            case .anywhere: fallbacks.isEmpty ? search(literal, text) : searchLong(literal, text)
            }
        }
    }

    private func search(_ literal: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer) -> Bool {
        let first = literal[0]
        let pattern = UInt64(first) &* 0x0101_0101_0101_0101
        let last = text.count &- literal.count
        var index = 0
        while index <= last {
            // Skips eight bytes at once while none of them is the first byte.
            while index &+ 8 <= text.count {
                let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
                let zeroes = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
                guard zeroes == 0 else {
                    index &+= UInt64(littleEndian: zeroes).trailingZeroBitCount / 8
                    break
                }
                index &+= 8
            }
            guard index <= last else { return false }
            if text[index] == first, text.equals(literal, at: index) { return true }
            index &+= 1
        }
        return false
    }

    private func searchLong(
        _ literal: UnsafeRawBufferPointer,
        _ text: UnsafeRawBufferPointer
    ) -> Bool {
        var matched = 0
        for byte in text {
            while matched > 0, literal[matched] != byte { matched = fallbacks[matched - 1] }
            if literal[matched] == byte { matched += 1 }
            if matched == literal.count { return true }
        }
        return false
    }

    private static func fallbacks(of literal: [UInt8]) -> [Int] {
        var fallbacks = [0]
        fallbacks.reserveCapacity(literal.count)
        var length = 0
        for byte in literal.dropFirst() {
            while length > 0, literal[length] != byte { length = fallbacks[length - 1] }
            if literal[length] == byte { length += 1 }
            fallbacks.append(length)
        }
        return fallbacks
    }
}

extension UnsafeRawBufferPointer {
    /// True if the other buffer's bytes occur at the index, from which they must fit.
    @inline(__always)
    func equals(_ other: UnsafeRawBufferPointer, at index: Int) -> Bool {
        let length = other.count
        if length >= 8 {
            var offset = 0
            while offset &+ 8 < length {
                if !isSame(other, at: index, offset, as: UInt64.self) { return false }
                offset &+= 8
            }
            // The last eight bytes, which overlap those already compared.
            return isSame(other, at: index, length &- 8, as: UInt64.self)
        }
        if length >= 4 {
            return isSame(other, at: index, 0, as: UInt32.self)
                && isSame(other, at: index, length &- 4, as: UInt32.self)
        }
        if length >= 2 {
            return isSame(other, at: index, 0, as: UInt16.self)
                && isSame(other, at: index, length &- 2, as: UInt16.self)
        }
        return length == 0 || self[index] == other[0]
    }

    @inline(__always)
    private func isSame<Word: FixedWidthInteger & BitwiseCopyable>(
        _ other: UnsafeRawBufferPointer,
        at index: Int,
        _ offset: Int,
        as type: Word.Type
    ) -> Bool {
        loadUnaligned(fromByteOffset: index &+ offset, as: type)
            == other.loadUnaligned(fromByteOffset: offset, as: type)
    }
}
