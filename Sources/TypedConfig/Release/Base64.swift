/// Base64 with padding (RFC 4648, section 4), which manifests and etcd's gateway use.
package enum Base64 {
    package static func encoded(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        // Bound: 4/3 of the bytes of an array.
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | Int(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] { text.append(alphabet[group >> shift & 63]) }
            (group, count) = (0, 0)
        }
        if count > 0 {
            group <<= (3 - count) * 8
            for place in 0..<4 {
                text.append(place <= count ? alphabet[group >> (18 - place * 6) & 63] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil unless it is exactly what `encoded` returns for them.
    package static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var group = 0
        var digits = 0
        var paddings = 0
        for byte in text.utf8 {
            if byte == padding {
                paddings += 1
                continue
            }
            guard paddings == 0, let digit = values[Int(byte)] else { return nil }
            group = group << 6 | digit
            digits += 1
            if digits % 4 == 0 {
                for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
                group = 0
            }
        }
        switch (digits % 4, paddings) {
        case (0, 0): return bytes
        case (2, 2) where group & 15 == 0:
            return bytes + [UInt8(truncatingIfNeeded: group >> 4)]
        case (3, 1) where group & 3 == 0:
            return bytes
                + [UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2)]
        default: return nil
        }
    }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let values: [Int?] = {
        var values = [Int?](repeating: nil, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = value }
        return values
    }()
}
