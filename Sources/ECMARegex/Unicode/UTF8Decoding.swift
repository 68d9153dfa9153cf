/// Code points of UTF-8 text.
///
/// The text should be well-formed. Malformed text gives arbitrary code points, but nothing outside
/// the buffer is read and every step has a length of at least 1.
extension UnsafeRawBufferPointer {
    /// The code point that starts at the index, and its length in bytes.
    @inline(__always)
    func scalar(at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(self[index])
        if lead < 0x80 { return (lead, 1) }
        let available = count - index
        if lead >= 0xF0, available >= 4 {
            let middle = continuation(index + 1) << 12 | continuation(index + 2) << 6
            return ((lead & 0x07) << 18 | middle | continuation(index + 3), 4)
        }
        if lead >= 0xE0, available >= 3 {
            let rest = continuation(index + 1) << 6 | continuation(index + 2)
            return ((lead & 0x0F) << 12 | rest, 3)
        }
        if lead >= 0xC0, available >= 2 {
            return ((lead & 0x1F) << 6 | continuation(index + 1), 2)
        }
        return (0xFFFD, 1)
    }

    /// The code point that ends before the index, which must be above 0, and its length in bytes.
    @inline(__always)
    func scalar(before index: Int) -> (scalar: UInt32, length: Int) {
        var start = index - 1
        let lowest = Swift.max(0, index - 4)
        while start > lowest, self[start] & 0xC0 == 0x80 { start -= 1 }
        let (value, length) = scalar(at: start)
        return start + length == index ? (value, length) : (0xFFFD, 1)
    }

    @inline(__always)
    private func continuation(_ index: Int) -> UInt32 { UInt32(self[index] & 0x3F) }

    /// True between a word character and another character, or an end of the text (`\b`).
    ///
    /// Word characters are ASCII, so it suffices to look at single bytes.
    @inline(__always)
    func isWordBoundary(at index: Int) -> Bool {
        let before = index > 0 && self[index - 1].isWordCharacter
        let after = index < count && self[index].isWordCharacter
        return before != after
    }
}

extension UInt8 {
    /// True for ASCII letters, digits and the underscore (`\w`).
    @inline(__always)
    var isWordCharacter: Bool {
        let letter = (self | 0x20) &- 0x61
        return letter < 26 || self &- 0x30 < 10 || self == 0x5F
    }
}
