/// The meaning of a plain scalar in the core schema of YAML 1.2 (section 10.3.2).
///
/// Text that YAML 1.1 interprets differently, such as `no`, `on`, `1:20` and dates, is a string,
/// and `0777` is the number 777, not an octal number.
enum CoreSchema {
    enum Meaning: Equatable {
        case null
        case `false`
        case `true`
        /// Digits with an optional sign, fraction or exponent.
        case decimal
        /// `0x` or `0o` with digits.
        case hexadecimal
        case octal
        /// `.inf` or `.nan`, which have no JSON value.
        case notFinite
        case string
    }

    /// The meaning of a plain scalar's text.
    static func meaning(of text: UnsafeRawBufferPointer) -> Meaning {
        guard let first = text.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            return number(text)
        case UInt8(ascii: "~"):
            return text.count == 1 ? .null : .string
        case UInt8(ascii: "n"), UInt8(ascii: "N"):
            return isWord(text, "null", "Null", "NULL") ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"):
            return isWord(text, "true", "True", "TRUE") ? .true : .string
        case UInt8(ascii: "f"), UInt8(ascii: "F"):
            return isWord(text, "false", "False", "FALSE") ? .false : .string
        default: return .string
        }
    }

    private static func isWord(
        _ text: UnsafeRawBufferPointer,
        _ lower: StaticString,
        _ title: StaticString,
        _ upper: StaticString
    ) -> Bool {
        equals(text, lower) || equals(text, title) || equals(text, upper)
    }

    private static func equals(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.count where text[index] != word.utf8Start[index] { return false }
        return true
    }

    private static func number(_ text: UnsafeRawBufferPointer) -> Meaning {
        if text.count > 2, text[0] == UInt8(ascii: "0") {
            if text[1] == UInt8(ascii: "x") {
                return text.dropFirst(2).allSatisfy(isHexadecimal) ? .hexadecimal : .string
            }
            if text[1] == UInt8(ascii: "o") {
                return text.dropFirst(2).allSatisfy { $0 &- 0x30 < 8 } ? .octal : .string
            }
        }
        var index = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") ? 1 : 0
        let whole = skipDigits(text, &index)
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            if whole + skipDigits(text, &index) == 0 { return special(text) }
        } else if whole == 0 {
            return .string
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count,
                text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-")
            {
                index += 1
            }
            if skipDigits(text, &index) == 0 { return .string }
        }
        return index == text.count ? .decimal : .string
    }

    @inline(__always)
    private static func skipDigits(_ text: UnsafeRawBufferPointer, _ index: inout Int) -> Int {
        let start = index
        while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 { index &+= 1 }
        return index &- start
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") <= 5
    }

    /// `.inf` with an optional sign, or `.nan`.
    private static func special(_ text: UnsafeRawBufferPointer) -> Meaning {
        let isSigned = text[0] != UInt8(ascii: ".")
        let word = UnsafeRawBufferPointer(rebasing: text[(isSigned ? 1 : 0)...])
        if isWord(word, ".inf", ".Inf", ".INF") { return .notFinite }
        return !isSigned && isWord(word, ".nan", ".NaN", ".NAN") ? .notFinite : .string
    }
}
