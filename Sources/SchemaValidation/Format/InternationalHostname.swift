// Internationalised host names in IDNA2008: RFC 5890, section 2.3.2.3. Labels are ASCII, A-labels
// or U-labels, and are checked, not mapped: upper case beyond ASCII and full-width letters are
// refused.

extension ByteScanner {
    /// `idn-hostname`: a host name, which may have U-labels.
    ///
    /// Besides the full stop, the ideographic, full-width and half-width stops separate labels.
    mutating func scanInternationalHostname() -> Bool {
        scanInternationalName(isMailDomain: false)
    }

    /// The `Domain` of RFC 6531, section 3.3: only full stops separate labels, which need not be in
    /// NFC, since a lookup normalises them.
    mutating func scanInternationalMailDomain() -> Bool {
        scanInternationalName(isMailDomain: true)
    }

    private mutating func scanInternationalName(isMailDomain: Bool) -> Bool {
        guard rest.contains(where: { $0 >= 0x80 }) else { return scanHostname() }
        var length = -1
        var hasRightToLeft = false
        var meetsBidiRule = true
        repeat {
            guard let label = scanNameLabel(isMailDomain) else { return false }
            // Each label except the first is preceded by a separator.
            length += label.encodedLength + 1
            hasRightToLeft = hasRightToLeft || label.isRightToLeft
            meetsBidiRule = meetsBidiRule && label.meetsBidiRule
        } while length <= Self.maxHostnameLength && skipSeparator(isMailDomain)
        return length <= Self.maxHostnameLength && (meetsBidiRule || !hasRightToLeft)
    }

    private mutating func scanNameLabel(_ isMailDomain: Bool) -> NameLabel? {
        let start = position
        if let label = scanASCIILabel(), isAtEnd || isAtSeparator(isMailDomain) {
            if label.isEncoded { return UnicodeLabel(decoding: label.bytes).map(NameLabel.init) }
            return label.isReserved ? nil : NameLabel(label)
        }
        goBack(to: start)
        var scalars: [Unicode.Scalar] = []
        while !isAtEnd, !isAtSeparator(isMailDomain) {
            guard scalars.count < ASCIILabel.maxLength, let scalar = scanScalar() else {
                return nil
            }
            scalars.append(scalar)
        }
        return UnicodeLabel(scalars, isNormalized: !isMailDomain).map(NameLabel.init)
    }

    private func isAtSeparator(_ isMailDomain: Bool) -> Bool {
        var ahead = self
        return ahead.skipSeparator(isMailDomain)
    }

    private mutating func skipSeparator(_ isMailDomain: Bool) -> Bool {
        let start = position
        if skip(".") { return true }
        guard !isMailDomain, let scalar = scanScalar() else { return false }
        switch scalar {
        case "\u{3002}", "\u{FF0E}", "\u{FF61}": return true
        default:
            goBack(to: start)
            return false
        }
    }
}

/// The properties of a label that matter to the whole name.
private struct NameLabel {
    var encodedLength: Int
    var isRightToLeft: Bool
    var meetsBidiRule: Bool

    init(_ label: UnicodeLabel) {
        encodedLength = label.encodedLength
        isRightToLeft = label.bidi.isRightToLeft
        meetsBidiRule = label.bidi.isMet
    }

    init(_ label: LDHLabel) {
        encodedLength = label.bytes.count
        isRightToLeft = false
        // A name with right-to-left labels must not have a label that starts with a digit.
        meetsBidiRule = label.bytes.first.map(ByteSet.letters.contains) ?? false
    }
}
