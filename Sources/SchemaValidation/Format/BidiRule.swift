/// The Bidi rule of RFC 5893, section 2, for labels that contain right-to-left letters.
struct BidiRule {
    /// True if the label contains right-to-left letters or digits.
    let isRightToLeft: Bool
    /// True if the label meets the six conditions.
    let isMet: Bool

    init(_ label: [Unicode.Scalar]) {
        let classes = label.map { BidiClass($0) }
        isRightToLeft = classes.contains(.rightToLeft) || classes.contains(.arabicNumber)
        isMet = Self.isMet(by: classes)
    }

    private static func isMet(by classes: [BidiClass]) -> Bool {
        guard let first = classes.first,
            let last = classes.last(where: { $0 != .nonspacingMark })
        else { return false }
        switch first {
        case .rightToLeft:
            let hasBothNumbers =
                classes.contains(.europeanNumber) && classes.contains(.arabicNumber)
            return !hasBothNumbers && !classes.contains(.leftToRight)
                && (last == .rightToLeft || last == .europeanNumber || last == .arabicNumber)
        case .leftToRight:
            return !classes.contains(.rightToLeft) && !classes.contains(.arabicNumber)
                && (last == .leftToRight || last == .europeanNumber)
        default: return false
        }
    }
}

/// The Unicode property Bidi_Class, as far as labels need it.
///
/// `R` and `AL` share a case, since the rule never distinguishes them, and so do the neutrals `ES`,
/// `ON` and `BN`, the only ones among the code points that IDNA2008 allows.
private enum BidiClass {
    case leftToRight
    case rightToLeft
    case arabicNumber
    case europeanNumber
    case nonspacingMark
    case neutral

    init(_ scalar: Unicode.Scalar) {
        let isMark = scalar.properties.generalCategory == .nonspacingMark
        self = isMark ? Self.classOfMark(scalar) : Self.classOfOther(scalar)
    }

    /// Marks take the direction of their base, except for a few in South Asian scripts.
    private static func classOfMark(_ scalar: Unicode.Scalar) -> BidiClass {
        switch scalar.value {
        case 0xCBF, 0xCC6, 0x1B3A, 0x1B3C, 0x1B42, 0x11A07...0x11A08, 0x11C3F: .leftToRight
        default: .nonspacingMark
        }
    }

    /// Unicode 17; ranges include code points that IDNA2008 does not allow.
    private static func classOfOther(_ scalar: Unicode.Scalar) -> BidiClass {
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: .europeanNumber
        case 0x660...0x669, 0x10D30...0x10D49: .arabicNumber
        case 0x5D0...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF: .rightToLeft
        case 0x10800...0x10FFF, 0x1E800...0x1EFFF: .rightToLeft
        case 0x2D, 0xB7, 0x2B9...0x2BA, 0x2C2...0x2CF, 0x2D2...0x2DF: .neutral
        case 0x2E5...0x2ED, 0x375, 0x200C...0x200D, 0x2E2F, 0x30FB: .neutral
        case 0xA67F, 0xA700...0xA721, 0xA788: .neutral
        default: .leftToRight
        }
    }
}
