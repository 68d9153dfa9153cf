/// The contextual rules of RFC 5892, appendix A: the positions in a label that allow a code point
/// which is neither valid nor disallowed everywhere.
enum ContextRule {
    static func allows(_ index: Int, of label: [Unicode.Scalar]) -> Bool {
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch label[index].value {
        case 0x200C: return isVirama(before) || joins(across: index, of: label)
        case 0x200D: return isVirama(before)
        // A.3, middle dot: between two l, as in Catalan.
        case 0xB7: return before == "l" && after == "l"
        // A.4, keraia, which turns the next Greek letter into a numeral.
        case 0x375: return after.map(isGreek) ?? false
        // A.5 and A.6, geresh and gershayim.
        case 0x5F3, 0x5F4: return before.map(isHebrew) ?? false
        // A.7, katakana middle dot: in a label with at least one Japanese letter.
        case 0x30FB: return label.contains(where: isJapanese)
        // A.8 and A.9: only one kind of Arabic digits in a label.
        case 0x660...0x669: return !label.contains { 0x6F0...0x6F9 ~= $0.value }
        case 0x6F0...0x6F9: return !label.contains { 0x660...0x669 ~= $0.value }
        default: return false
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
        scalar?.properties.canonicalCombiningClass == .virama
    }

    /// True if the letters on both sides of a non-joiner would otherwise join: A.1's expression
    /// `(L|D) T* ZWNJ T* (R|D)`.
    private static func joins(across index: Int, of label: [Unicode.Scalar]) -> Bool {
        let before = label[..<index].reversed().lazy.map(JoiningType.init)
        let after = label[(index + 1)...].lazy.map(JoiningType.init)
        guard let left = before.first(where: { $0 != .transparent }),
            let right = after.first(where: { $0 != .transparent })
        else { return false }
        return (left == .left || left == .dual) && (right == .right || right == .dual)
    }

    // The scripts' code points that are allowed in labels, Unicode 17; others are rejected before.

    private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x371...0x3E1, 0x3F3...0x3FC, 0x1D26...0x1D2A, 0x1F00...0x1FF6, 0xAB65: true
        default: false
        }
    }

    private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
        0x591...0x5F4 ~= scalar.value || scalar.value == 0xFB1E
    }

    /// Hiragana, Katakana or Han.
    private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x3096, 0x309D...0x309E, 0x1B001...0x1B11F, 0x1B132...0x1B152: true
        case 0x30A1...0x30FA, 0x30FD...0x30FE, 0x31F0...0x31FF: true
        case 0x1AFF0...0x1B000, 0x1B120...0x1B122, 0x1B155...0x1B167: true
        case 0x3005, 0x3007, 0x3400...0x9FFF, 0xFA0E...0xFA29: true
        case 0x16FE3, 0x16FF0...0x16FF3, 0x20000...0x33479: true
        default: false
        }
    }
}
