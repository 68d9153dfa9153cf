/// The 64-bit hash used to compare keys.
///
/// For keys of up to 8 bytes, the hash is a bijection of the bytes, so that two keys of the same
/// length with equal hashes are equal. Longer keys with equal hashes must be compared by their
/// bytes. The hash is not seeded: programs compiled at build time contain the hashes of their keys.
public enum KeyHash {
    /// The length up to which equal hashes prove equality.
    public static let exactLength = 8

    /// The hash of `length` bytes. Up to 8 further bytes may be read, so the text must be padded.
    @inlinable @inline(__always)
    public static func hash(padded text: UnsafePointer<UInt8>, length: Int) -> UInt64 {
        if length <= 8 {
            if length == 0 { return 0 }
            let shift = UInt64(truncatingIfNeeded: (8 &- length) &* 8)
            return mix(word(text) &<< shift)
        }
        var state: UInt64 = UInt64(truncatingIfNeeded: length)
        var position = 0
        while position &+ 8 < length {
            state = (state ^ word(text + position)) &* 0x9E37_79B9_7F4A_7C15
            state ^= state &>> 29
            position &+= 8
        }
        return mix(state ^ word(text + (length &- 8)))
    }

    /// The hash of a text without padding, which is slower.
    public static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: text.count + 8, alignment: 8) { copy in
            copy.copyMemory(from: text)
            for index in text.count..<text.count + 8 { copy[index] = 0 }
            guard let base = copy.baseAddress else { return 0 }
            return hash(padded: base.assumingMemoryBound(to: UInt8.self), length: text.count)
        }
    }

    /// The hash of a key's bytes in UTF-8.
    public static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
    }

    @inlinable @inline(__always)
    static func word(_ text: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
    }

    /// A bijection that distributes the bits: both steps are reversible.
    @inlinable @inline(__always)
    static func mix(_ word: UInt64) -> UInt64 {
        let product = (word ^ (word &>> 32)) &* 0xD6E8_FEB8_6659_FD93
        return product ^ (product &>> 32)
    }
}
