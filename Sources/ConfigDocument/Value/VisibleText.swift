/// Which characters may be written as they are, so that a text shows what it holds.
enum VisibleText {
    /// False for control characters, line separators, byte order marks, non-characters, and for what
    /// is invisible or reorders text on a screen. Joiners stay, since scripts and emoji need them.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        case 0..<0xA0: false
        case 0xAD, 0x61C, 0x180E: false
        case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: false
        case 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: false
        case 0xE0000...0xE007F: false
        default: true
        }
    }
}
