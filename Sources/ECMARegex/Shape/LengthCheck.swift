/// Counts code points, and optionally rejects line breaks: `^.{2,64}$`, `^[\s\S]*$`.
struct LengthCheck: Sendable {
    private let minimum: Int
    private let maximum: Int
    private let refusesLineBreaks: Bool

    init(minimum: Int, maximum: Int) {
        self.minimum = minimum
        self.maximum = maximum
        refusesLineBreaks = false
    }

    /// Nil unless the run is of all characters or of all but line breaks.
    init?(_ run: ClassRun) {
        guard run.set == .all || run.set == .dot else { return nil }
        minimum = run.minimum
        maximum = run.maximum
        refusesLineBreaks = run.set == .dot
    }

    /// Checks the number of bytes alone: a code point has 1 to 4 of them.
    func isPossible(for text: UnsafeRawBufferPointer) -> Bool {
        text.count >= minimum && text.count / 4 <= maximum
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        guard isPossible(for: text) else { return false }
        if refusesLineBreaks, text.containsLineBreak { return false }
        if minimum <= 1, maximum >= text.count { return true }
        let length = text.count - text.continuationByteCount
        return minimum <= length && length <= maximum
    }
}

extension UnsafeRawBufferPointer {
    /// True if the text has a line feed, carriage return, U+2028 or U+2029.
    fileprivate var containsLineBreak: Bool {
        var index = 0
        while index &+ 8 <= count {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let suspects =
                word.zeroBytes(afterXor: 0x0A) | word.zeroBytes(afterXor: 0x0D)
                | word.zeroBytes(afterXor: 0xE2)
            if suspects != 0, (index..<index &+ 8).contains(where: isLineBreak) { return true }
            index &+= 8
        }
        while index < count {
            if isLineBreak(index) { return true }
            index &+= 1
        }
        return false
    }

    private func isLineBreak(_ index: Int) -> Bool {
        switch self[index] {
        case 0x0A, 0x0D: true
        case 0xE2: index + 2 < count && self[index + 1] == 0x80 && self[index + 2] & 0xFE == 0xA8
        default: false
        }
    }

    /// The number of bytes that do not begin a code point.
    fileprivate var continuationByteCount: Int {
        var total = 0
        var index = 0
        while index &+ 8 <= count {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            total &+= (word & (~word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
            index &+= 8
        }
        while index < count {
            if self[index] & 0xC0 == 0x80 { total &+= 1 }
            index &+= 1
        }
        return total
    }
}

extension UInt64 {
    /// Nonzero if one of the eight bytes equals the given one; bits above the first may be wrong.
    @inline(__always)
    fileprivate func zeroBytes(afterXor byte: UInt64) -> UInt64 {
        let difference = self ^ (byte &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }
}
