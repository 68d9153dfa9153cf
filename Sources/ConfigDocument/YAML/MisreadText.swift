/// Plain text that readers of YAML 1.1 interpret as a boolean, a number, a date or a merge.
///
/// It is a string in YAML 1.2, but other programs may read the same files.
enum MisreadText {
    static func contains(_ text: [UInt8]) -> Bool {
        guard let first = text.first else { return true }
        if text.starts(with: [0x2D, 0x2D, 0x2D]) || text.starts(with: [0x2E, 0x2E, 0x2E]) {
            return true
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            return isNumberOrDate(text)
        default:
            return text.count <= 5
                && words.contains(String(decoding: text, as: UTF8.self).lowercased())
        }
    }

    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "=",
    ]

    /// Hexadecimal, octal and binary numbers, `1_000`, `1:20`, `1.5e3`, dates and times. The check
    /// is broad, except for versions and addresses (`1.2.3`), which consist of digits and dots
    /// only.
    private static func isNumberOrDate(_ text: [UInt8]) -> Bool {
        var dots = 0
        var others = 0
        var hasDigit = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
                UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "t"), UInt8(ascii: "T"),
                UInt8(ascii: "z"), UInt8(ascii: "Z"), 0x20:
                others += 1
            case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b"):
                guard index > 0, text[index - 1] == UInt8(ascii: "0") else {
                    return isSpecial(text)
                }
                return true
            default: return isSpecial(text)
            }
        }
        return hasDigit && !(dots >= 2 && others == 0) || dots + others == text.count
    }

    private static func isSpecial(_ text: [UInt8]) -> Bool {
        let word = String(decoding: text, as: UTF8.self).lowercased()
        return [".inf", "+.inf", "-.inf", ".nan"].contains(word)
    }
}
