/// Identity escapes and hexadecimal ones.
extension PatternParser {
    /// IdentityEscape: in Unicode mode, only characters that have a meaning unescaped.
    mutating func takeIdentity(at offset: Int, inClass: Bool) throws(PatternError) -> UInt32 {
        let byte = bytes[index]
        if "^$\\.*+?()[]{}|/".utf8.contains(byte) || (inClass && byte == UInt8(ascii: "-")) {
            index += 1
            return UInt32(byte)
        }
        let scalar = takeScalar()
        if leniency == .annexB { return scalar }
        throw PatternError(Self.advice(onEscaped: scalar), at: offset)
    }

    private static func advice(onEscaped scalar: UInt32) -> String {
        let character = Unicode.Scalar(scalar).map { String(Character($0)) } ?? "?"
        let meaning =
            switch character {
            case "A": "write `^` for the start of the text"
            case "Z", "z": "write `$` for the end of the text"
            case "a": "write `\\x07` for a bell"
            case "e": "write `\\x1B` for an escape"
            case "h": "write `[\\t ]` for horizontal space"
            case "R": "write `(?:\\r\\n|[\\n\\r])` for a line break"
            case "Q", "E": "escape each character by itself"
            default: "write `\(character)` alone"
            }
        return "`\\\(character)` is not an escape in Unicode mode; \(meaning)"
    }

    /// The letter of an incomplete escape; an error in strict mode.
    func identity(
        _ letter: Unicode.Scalar,
        at offset: Int,
        or message: String
    ) throws(PatternError) -> UInt32 {
        if leniency == .annexB { return letter.value }
        throw PatternError(message, at: offset)
    }

    /// `HHHH`, a surrogate pair `HHHH\uHHHH`, or `{H…}`, after `\u`; nil for anything else, which
    /// is not consumed.
    mutating func takeUnicodeEscape() -> UInt32? {
        let start = index
        if take("{") {
            var value: UInt32 = 0
            var digits = 0
            while index < bytes.count, let digit = Self.hexDigit(bytes[index]) {
                value = min(value * 16 + digit, 0x11_0000)
                index += 1
                digits += 1
            }
            if digits > 0, value <= ScalarSet.maximum, take("}") { return value }
            index = start
            return nil
        }
        guard let unit = takeHex(digits: 4) else { return nil }
        guard (0xD800...0xDBFF).contains(unit) else { return unit }
        let end = index
        if take("\\u"), let low = takeHex(digits: 4), (0xDC00...0xDFFF).contains(low) {
            return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        index = end
        return unit
    }

    mutating func takeHex(digits: Int) -> UInt32? {
        guard index + digits <= bytes.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = Self.hexDigit(bytes[index + offset]) else { return nil }
            value = value * 16 + digit
        }
        index += digits
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}
