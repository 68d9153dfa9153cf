/// Determines which characters can be written unescaped, so that a text shows its exact content.
package enum VisibleText {
    /// False for control characters, line separators, byte order marks, non-characters, and
    /// characters that are invisible or reorder text on a screen. Joiners are accepted, because
    /// scripts and emoji need them.
    package static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        case 0..<0xA0: false
        case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
        case 0x2028, 0x2029, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: false
        default: !isBidirectional(scalar) && !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// The same for a message, in which joiners are not needed.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        guard !(0x20...0x7E).contains(scalar.value) else { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
            return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
