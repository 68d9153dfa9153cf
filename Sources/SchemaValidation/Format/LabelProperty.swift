/// The IDNA2008 status of a code point in a label: RFC 5892, section 3, derived from the Unicode
/// properties in the standard library.
enum LabelProperty {
    /// `PVALID`
    case valid
    /// `CONTEXTJ` and `CONTEXTO`: allowed if the code point's contextual rule holds.
    case contextual
    /// `DISALLOWED` and `UNASSIGNED`
    case disallowed

    init(_ scalar: Unicode.Scalar) {
        if let exception = Self.exception(scalar) {
            self = exception
        } else if scalar.isASCII {
            self = ByteSet.lowerCaseLabel.contains(UInt8(scalar.value)) ? .valid : .disallowed
        } else if scalar.value == 0x200C || scalar.value == 0x200D {
            self = .contextual
        } else {
            let isValid = Self.isLetterOrDigit(scalar) && !Self.isUnstableOrIgnorable(scalar)
            self = isValid ? .valid : .disallowed
        }
    }

    /// Section 2.6, `Exceptions`; section 2.7, `BackwardCompatible`, is still empty.
    private static func exception(_ scalar: Unicode.Scalar) -> LabelProperty? {
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .valid
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: .contextual
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .disallowed
        default: nil
        }
    }

    /// Section 2.1, `LetterDigits`; excludes unassigned code points.
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter: true
        case .decimalNumber, .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    /// Sections 2.2 to 2.4 and 2.9: code points changed by case folding or compatibility mapping,
    /// those ignorable by property or block, and old Hangul letters.
    private static func isUnstableOrIgnorable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return true
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return true
        default:
            let properties = scalar.properties
            return properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint
                || properties.isWhitespace || properties.isNoncharacterCodePoint
        }
    }
}

extension ByteSet {
    /// Section 2.5, `LDH`: the characters of an ASCII label, in lower case.
    fileprivate static let lowerCaseLabel = ByteSet(
        low: 0x03FF_2000_0000_0000,
        high: 0x07FF_FFFE_0000_0000
    )
}
