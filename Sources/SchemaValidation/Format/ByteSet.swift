/// A set of ASCII bytes, tested with one shift; bytes from 0x80 on are never members.
///
/// The sets are written as bit masks, since constants are free, while a computed global is checked
/// for initialisation at each use. The tests spell out every set.
struct ByteSet: Sendable {
    /// The members from 0x00 to 0x3F: space is bit 32, "0" bit 48.
    let low: UInt64
    /// The members from 0x40 to 0x7F: "A" is bit 1, "a" bit 33.
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        // Both words are shifted to avoid a branch that could be mispredicted.
        let shift = UInt64(byte & 0x3F)
        let word = byte & 0x40 == 0 ? low &>> shift : high &>> shift
        return byte < 0x80 && word & 1 == 1
    }
}

extension ByteSet {
    static let digits = ByteSet(low: 0x03FF_0000_0000_0000, high: 0)
    static let hexDigits = ByteSet(low: 0x03FF_0000_0000_0000, high: 0x0000_007E_0000_007E)
    static let letters = ByteSet(low: 0, high: 0x07FF_FFFE_07FF_FFFE)
}
