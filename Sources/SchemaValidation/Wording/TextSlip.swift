/// A syntax error that turned another value into a string.
///
/// Its repair quotes nothing, so it can also be shown for secrets.
enum TextSlip {
    case noSpaceAfterColon, noSpaceAfterDash, equalsSign, typographicQuote
    /// A character that looks like a space or is invisible, by its code.
    case oddSpace(String)
    case nothingSeen(String)

    init?(_ text: UnsafeRawBufferPointer) {
        let head = text.prefix(100)
        if Self.isAfterWord(UInt8(ascii: ":"), in: text),
            let colon = head.firstIndex(of: UInt8(ascii: ":")), colon + 1 < text.count,
            text[colon + 1] > 0x20, text[colon + 1] != UInt8(ascii: "/")
        {
            self = .noSpaceAfterColon
        } else if text.count > 1, text[0] == UInt8(ascii: "-"), text[1] > 0x20 {
            self = .noSpaceAfterDash
        } else if Self.isAfterWord(UInt8(ascii: "="), in: text) {
            self = .equalsSign
        } else if Self.quotes.contains(where: text.starts) {
            self = .typographicQuote
        } else if let space = Self.spaces.first(where: { Self.begins(text, with: $0.bytes) }) {
            self = space.isSeen ? .oddSpace(space.code) : .nothingSeen(space.code)
        } else {
            return nil
        }
    }

    func repair(for expected: KindSet) -> String? {
        let isObject = !expected.isDisjoint(with: .object)
        switch self {
        case .noSpaceAfterColon where isObject:
            return "write a space after each colon (\"key: value\")"
        case .noSpaceAfterDash where !expected.isDisjoint(with: .array):
            return "write a space after each dash (\"- element\")"
        case .equalsSign where isObject:
            return "write a colon and a space, not \"=\" (\"key: value\")"
        case .typographicQuote:
            return "typographic quotes are part of the text; use plain quotes, or none"
        case .oddSpace(let code): return "replace the \(code) in it with a plain space"
        case .nothingSeen(let code): return "remove the \(code) in it"
        default: return nil
        }
    }

    /// The repair for an unknown key.
    var repairOfKey: String? {
        switch self {
        case .typographicQuote, .oddSpace, .nothingSeen: repair(for: [])
        default: nil
        }
    }

    private static let quotes = ["\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}"]
        .map { Array($0.utf8) }
    private static let spaces = [
        ("\u{A0}", "no-break space (U+00A0)", true),
        ("\u{202F}", "narrow no-break space (U+202F)", true),
        ("\u{3000}", "ideographic space (U+3000)", true),
        ("\u{200B}", "zero-width space (U+200B)", false),
        ("\u{2060}", "word joiner (U+2060)", false),
        ("\u{FEFF}", "byte order mark (U+FEFF)", false),
    ].map { (bytes: Array($0.utf8), code: $1, isSeen: $2) }

    /// True if a sign follows the first word, apart from spaces.
    private static func isAfterWord(_ sign: UInt8, in text: UnsafeRawBufferPointer) -> Bool {
        guard let index = text.prefix(100).firstIndex(of: sign), index > 0 else { return false }
        let word = text[..<index]
        return word.prefix((word.lastIndex { $0 != 0x20 } ?? -1) + 1).allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
    }

    /// True if such a space comes first, or right after the first word.
    private static func begins(_ text: UnsafeRawBufferPointer, with space: [UInt8]) -> Bool {
        let word = text.prefix { $0 > 0x20 && $0 < 0x80 }
        return text[word.endIndex...].starts(with: space)
    }
}
