/// The notation of a string in YAML: plain if that is safe, otherwise quoted.
package enum YAMLText {
    /// libyaml accepts keys of up to 1024 characters without a `?`.
    static let longestSimpleKey = 1000

    package static func scalar(_ text: String, inFlow: Bool) -> String {
        if isPlain(text, inFlow: inFlow) { return text }
        let prefersSingleQuotes =
            text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            && text.unicodeScalars.allSatisfy(VisibleText.contains)
        return prefersSingleQuotes ? singleQuoted(text) : doubleQuoted(text)
    }

    /// A key; numbers are not quoted if adjacent ones are not.
    static func key(_ text: String, inFlow: Bool, isNumbered: Bool) -> String {
        isNumbered && isNumber(text) ? text : scalar(text, inFlow: inFlow)
    }

    /// True if every reader interprets the text as a whole number.
    package static func isNumber(_ text: String) -> Bool {
        let isDecimal = !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        return isDecimal && text.utf8.count <= 18 && (text == "0" || text.utf8.first != 0x30)
    }

    // MARK: Plain

    /// True if the text can be written without quotes: it contains no indicator, and neither the
    /// core schema of YAML 1.2 nor a reader of YAML 1.1 interprets it as anything but a string.
    static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        guard mayStart(first, next: bytes.count > 1 ? bytes[1] : 0) else { return false }
        guard last != 0x20, last != UInt8(ascii: ":") else { return false }
        for index in bytes.indices {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch bytes[index] {
            case UInt8(ascii: ":"): if inFlow || next == 0x20 { return false }
            case UInt8(ascii: "#"): if bytes[max(0, index - 1)] == 0x20 { return false }
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
                UInt8(ascii: "}"):
                if inFlow { return false }
            case 0..<0x20, 0x7F: return false
            case 0x80...:
                return text.unicodeScalars.allSatisfy(isPlain) && !MisreadText.contains(bytes)
                    && isPlain(asciiPart(of: text), inFlow: inFlow)
            default: break
            }
        }
        let meaning = bytes.withUnsafeBytes { CoreSchema.meaning(of: $0) }
        return meaning == .string && !MisreadText.contains(bytes)
    }

    /// The text with each non-ASCII character replaced by a letter.
    private static func asciiPart(of text: String) -> String {
        String(
            decoding: text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : 0x78 },
            as: UTF8.self
        )
    }

    /// Unusual spaces could be mistaken for a normal one.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: false
        default: VisibleText.contains(scalar)
        }
    }

    private static func mayStart(_ first: UInt8, next: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"),
            UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "("),
            UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "^"), UInt8(ascii: "\\"), 0x80...:
            return true
        case UInt8(ascii: "-"):
            return next == UInt8(ascii: "-") || (next | 0x20) &- UInt8(ascii: "a") < 26
        default: return false
        }
    }

    // MARK: Quoted

    package static func singleQuoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(scalar)
            if scalar == "'" { result.unicodeScalars.append(scalar) }
        }
        return result + "'"
    }

    package static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0": result += "\\0"
            case "\u{1B}": result += "\\e"
            case _ where VisibleText.contains(scalar): result.unicodeScalars.append(scalar)
            default: result += escape(scalar.value)
            }
        }
        return result + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }
}
