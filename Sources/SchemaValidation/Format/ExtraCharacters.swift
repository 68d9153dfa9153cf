/// The characters beyond ASCII that are allowed in a component of an IRI: RFC 3987, section 2.2.
enum ExtraCharacters {
    case none
    /// `ucschar` without the bidirectional formatting characters, which section 4.1 forbids.
    case letters
    /// Also `iprivate`: allowed in the query of an IRI.
    case lettersAndPrivateUse
    /// `ucschar` and `iprivate`: allowed in the literals of a URI template.
    case all

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .none: false
        case .letters: Self.isUCSChar(scalar) && !Self.isBidiFormatting(scalar)
        case .lettersAndPrivateUse:
            (Self.isUCSChar(scalar) && !Self.isBidiFormatting(scalar)) || Self.isPrivate(scalar)
        case .all: Self.isUCSChar(scalar) || Self.isPrivate(scalar)
        }
    }

    /// `ucschar`: no control, private-use or noncharacter, and in plane 14 only from U+E1000 on.
    private static func isUCSChar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x1_0000...0xD_FFFF, 0xE_1000...0xE_FFFD: scalar.value & 0xFFFF <= 0xFFFD
        default: false
        }
    }

    private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE000...0xF8FF, 0xF_0000...0xF_FFFD, 0x10_0000...0x10_FFFD: true
        default: false
        }
    }

    /// LRM, RLM, LRE, RLE, PDF, LRO and RLO: invisible, so nobody could retype the IRI.
    private static func isBidiFormatting(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E...0x200F, 0x202A...0x202E: true
        default: false
        }
    }
}
