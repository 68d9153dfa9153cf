// Host names as in RFC 1123, section 2.1: letters, digits and hyphens, where a digit may come
// first. A label that starts with "xn--", in either case, must be an A-label (RFC 5890, section
// 2.3.2.1).

/// Properties of every label of a host name in DNS: RFC 1035, section 2.3.4.
enum ASCIILabel {
    /// The maximum length in octets.
    static let maxLength = 63
    /// The number of octets in "xn--", which starts an A-label.
    static let prefixLength = 4
}

extension ByteScanner {
    /// The maximum length of a name in octets: 255 on the wire, where a length precedes each label
    /// and an empty label ends the name.
    static let maxHostnameLength = 253

    mutating func scanHostname() -> Bool {
        let start = position
        repeat {
            guard let label = scanASCIILabel() else { return false }
            if label.isEncoded, UnicodeLabel(decoding: label.bytes) == nil { return false }
        } while skip(".")
        return position - start <= Self.maxHostnameLength
    }

    /// One label of letters, digits and inner hyphens: an LDH label, RFC 5890, section 2.3.1.
    mutating func scanASCIILabel() -> LDHLabel? {
        let start = position
        guard 1...ASCIILabel.maxLength ~= skip(while: .label) else { return nil }
        let label = LDHLabel(bytes: bytes(since: start))
        return label.bytes.first == 0x2D || label.bytes.last == 0x2D ? nil : label
    }
}

/// A label of letters, digits and inner hyphens.
struct LDHLabel {
    var bytes: UnsafeRawBufferPointer

    /// True if both the third and the fourth byte are hyphens, which is reserved for A-labels.
    var isReserved: Bool {
        bytes.count >= 4 && bytes[2] == 0x2D && bytes[3] == 0x2D
    }

    /// True if it has the prefix of an A-label.
    var isEncoded: Bool {
        isReserved && bytes[0] | 0x20 == 0x78 && bytes[1] | 0x20 == 0x6E
    }
}

extension ByteSet {
    static let label = ByteSet(low: 0x03FF_2000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
}
