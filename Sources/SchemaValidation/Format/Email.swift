// Mail addresses: the Mailbox of RFC 5321, section 4.1.2, without comments, folding or a display
// name, and its UTF-8 extension in RFC 6531, section 3.3.

extension ByteScanner {
    enum MailboxAlphabet {
        case ascii
        /// Non-ASCII characters are allowed in the local part, U-labels in the domain.
        case international
    }

    /// The limits of RFC 5321, section 4.5.3.1, in octets; a path is a mailbox in angle brackets.
    private static let maxLocalPartLength = 64
    private static let maxMailboxLength = 254

    mutating func scanMailbox(_ alphabet: MailboxAlphabet) -> Bool {
        let start = position
        guard scanLocalPart(alphabet), position - start <= Self.maxLocalPartLength, skip("@") else {
            return false
        }
        let hasDomain = skip("[") ? scanAddressLiteral() && skip("]") : scanMailDomain(alphabet)
        return hasDomain && position - start <= Self.maxMailboxLength
    }

    /// `Local-part`: atoms between single dots, or a quoted string.
    private mutating func scanLocalPart(_ alphabet: MailboxAlphabet) -> Bool {
        if skip("\"") { return scanQuotedRest(alphabet) }
        repeat {
            guard skip(.atomText, alphabet) else { return false }
        } while skip(".")
        return true
    }

    /// The rest of a `Quoted-string`, which may be empty, to its closing quote.
    private mutating func scanQuotedRest(_ alphabet: MailboxAlphabet) -> Bool {
        while !skip("\"") {
            if skip("\\") {
                guard skip(anyOf: .printable) else { return false }
            } else {
                guard skip(.quotedText, alphabet) else { return false }
            }
        }
        return true
    }

    /// Reads at least one character that is in `set` or, if the alphabet allows it, beyond ASCII.
    private mutating func skip(_ set: ByteSet, _ alphabet: MailboxAlphabet) -> Bool {
        let start = position
        while skip(while: set) > 0 || (alphabet == .international && skipNonASCII()) {}
        return position > start
    }

    private mutating func skipNonASCII() -> Bool {
        guard let next, next >= 0x80 else { return false }
        return scanScalar() != nil
    }

    private mutating func scanMailDomain(_ alphabet: MailboxAlphabet) -> Bool {
        alphabet == .ascii ? scanHostname() : scanInternationalMailDomain()
    }

    /// `address-literal`: an IPv4 address, or a tag with an address. "IPv6" is the only tag
    /// registered by IANA, so there is no valid `General-address-literal`.
    private mutating func scanAddressLiteral() -> Bool {
        let start = position
        if scanIPv4(.mailLiteral) { return true }
        goBack(to: start)
        guard skip("I") || skip("i"), skip("P") || skip("p"), skip("V") || skip("v") else {
            return false
        }
        return skip("6") && skip(":") && scanIPv6(.mailLiteral)
    }
}

extension ByteSet {
    /// `atext` in RFC 5322, section 3.2.3.
    static let atomText = ByteSet(low: 0xA3FF_ACFA_0000_0000, high: 0x7FFF_FFFF_C7FF_FFFE)
    /// `qtextSMTP`: printable ASCII and space without quote and backslash.
    static let quotedText = ByteSet(low: 0xFFFF_FFFB_0000_0000, high: 0x7FFF_FFFF_EFFF_FFFF)
    /// The characters that `quoted-pairSMTP` may escape: printable ASCII and space.
    static let printable = ByteSet(low: 0xFFFF_FFFF_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF)
}
