/// One label of a host name in its Unicode form: a U-label, RFC 5890, section 2.3.2.1.
struct UnicodeLabel {
    /// The length of its A-label in octets.
    let encodedLength: Int
    let bidi: BidiRule

    /// Checks a label as RFC 5891, section 4.2, requires; nil if it is invalid.
    ///
    /// `isNormalized` is whether the label must be in NFC, which mail addresses need not be.
    init?(_ label: [Unicode.Scalar], isNormalized: Bool = true) {
        // Each code point takes at least one octet in the A-label.
        guard label.count <= ASCIILabel.maxLength else { return nil }
        self.init(label, encoding: Punycode.encode(label), isNormalized: isNormalized)
    }

    /// Decodes `label`, which starts with "xn--" in either case; nil if it is not an A-label.
    init?(decoding label: UnsafeRawBufferPointer) {
        let encoding = label.dropFirst(ASCIILabel.prefixLength).map { byte in
            0x41...0x5A ~= byte ? byte | 0x20 : byte
        }
        guard let decoded = Punycode.decode(encoding) else { return nil }
        self.init(decoded, encoding: encoding, isNormalized: true)
    }

    private init?(_ label: [Unicode.Scalar], encoding: [UInt8], isNormalized: Bool) {
        encodedLength = ASCIILabel.prefixLength + encoding.count
        bidi = BidiRule(label)
        guard encodedLength <= ASCIILabel.maxLength, bidi.isMet || !bidi.isRightToLeft,
            label.contains(where: { !$0.isASCII }), Self.hasAllowedEnds(label),
            label.indices.allSatisfy({ Self.isAllowed($0, of: label) }),
            !isNormalized || Self.isNFC(label)
        else { return nil }
    }

    /// Checks for no hyphen at either end, none in both the third and fourth position, and no mark
    /// at the start.
    private static func hasAllowedEnds(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, let last = label.last, first != "-", last != "-" else {
            return false
        }
        if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
        switch first.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        default: return true
        }
    }

    private static func isAllowed(_ index: Int, of label: [Unicode.Scalar]) -> Bool {
        switch LabelProperty(label[index]) {
        case .valid: true
        case .contextual: ContextRule.allows(index, of: label)
        case .disallowed: false
        }
    }

    private static func isNFC(_ label: [Unicode.Scalar]) -> Bool {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: label)
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            let string = String(text)
            var span = string.utf8Span
            return span.checkForNFC(quickCheck: false)
        }
        // Limitation: older Apple systems cannot check normalization, so a label that is merely not
        // in NFC is accepted there.
        return true
    }
}
