// Textual IP addresses: IPv4 as the dotted quad of RFC 3986, section 3.2.2, which is RFC 2673's
// without leading zeros; IPv6 as in RFC 4291, section 2.2, without zone and prefix length.

extension ByteScanner {
    /// The style of an address; RFC 5321, section 4.1.3, differs in the address literals of a
    /// mailbox.
    enum AddressStyle {
        case plain
        /// Octets may have leading zeros, and "::" replaces at least two groups.
        case mailLiteral
    }

    mutating func scanIPv4(_ style: AddressStyle = .plain) -> Bool {
        for index in 0..<4 {
            guard index == 0 || skip("."), scanOctet(style) else { return false }
        }
        return true
    }

    /// A number from 0 to 255.
    private mutating func scanOctet(_ style: AddressStyle) -> Bool {
        let startsWithZero = next == 0x30
        var value = 0
        var count = 0
        while count < 3, let digit = scanNumber(digits: 1) {
            value = value * 10 + digit
            count += 1
        }
        guard count > 0, value <= 255 else { return false }
        return count == 1 || !startsWithZero || style == .mailLiteral
    }

    mutating func scanIPv6(_ style: AddressStyle = .plain) -> Bool {
        var groups = 0
        var isElided = false
        if skip(":") {
            guard skip(":") else { return false }
            if !startsGroup { return true }
            isElided = true
        }
        while true {
            let start = position
            guard skip(while: .hexDigits, atMost: 4) > 0 else { return false }
            if next == 0x2E {
                goBack(to: start)
                guard scanIPv4(style) else { return false }
                groups += 2
                break
            }
            groups += 1
            guard skip(":") else { break }
            if skip(":") {
                guard !isElided else { return false }
                isElided = true
                if !startsGroup { break }
            }
        }
        guard isElided else { return groups == 8 }
        return groups <= (style == .mailLiteral ? 6 : 7)
    }

    private var startsGroup: Bool {
        next.map(ByteSet.hexDigits.contains) ?? false
    }
}
