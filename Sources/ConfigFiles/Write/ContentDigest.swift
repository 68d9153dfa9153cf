/// A digest for comparing contents without storing them, equal in every process and on every
/// machine. It detects accidental changes, not deliberate collisions.
package struct ContentDigest: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    package init(_ bytes: some Collection<UInt8>) {
        let digest = bytes.withContiguousStorageIfAvailable {
            Self.digest(UnsafeRawBufferPointer($0))
        }
        (high, low) = digest ?? Array(bytes).withUnsafeBytes { Self.digest($0) }
    }

    /// Two lanes of multiply and fold over words of eight bytes; the length is added at the end.
    private static func digest(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
        var (first, second): (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
        var offset = 0
        while offset < bytes.count {
            var word: UInt64 = 0
            if bytes.count - offset >= 8 {
                word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                )
            } else {
                for index in (offset..<bytes.count).reversed() {
                    word = word << 8 | UInt64(bytes[index])
                }
            }
            first = fold(first ^ word, 0xA076_1D64_78BD_642F)
            second = fold(second &+ word, 0xE703_7ED1_A0B4_28DB) &+ first
            offset += 8
        }
        let count = UInt64(bytes.count)
        return (
            fold(first ^ count, 0x8EBC_6AF0_9C88_C6E3), fold(second ^ count, 0x5899_65CC_7537_4CC3)
        )
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        // Multiplying by zero would discard all previous words.
        let product = (left == 0 ? right : left).multipliedFullWidth(by: right)
        return product.high ^ product.low ^ left
    }
}

extension ContentDigest: CustomStringConvertible {
    /// 32 hexadecimal digits.
    package var description: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
