/// Keys and strings in TOML syntax.
package enum TOMLText {
    /// A key, quoted unless it consists of letters, digits, `_` and `-`.
    package static func key(_ key: String) -> String {
        let isBare = !key.isEmpty && key.utf8.allSatisfy(TOMLParser.isBare)
        return isBare ? key : basic(key)
    }

    /// Keys separated by dots.
    package static func path(_ keys: [String]) -> String {
        keys.map(key).joined(separator: ".")
    }

    /// A string on one line, in single quotes if that avoids escapes.
    package static func string(_ text: String) -> String {
        let saves = text.utf8.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
        return saves ? literal(text) ?? basic(text) : basic(text)
    }

    /// A string in double quotes.
    package static func basic(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars { result += escaped(scalar) }
        return result + "\""
    }

    /// A string in single quotes; nil if it contains characters that these cannot represent, or
    /// that would be invisible.
    package static func literal(_ text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { $0 != "'" && VisibleText.contains($0) }
        return isPlain ? "'\(text)'" : nil
    }

    /// A string on several lines in three double quotes.
    package static func lines(_ text: String, lineBreak: String) -> String {
        var result = "\"\"\"" + lineBreak
        var quotes = 0
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            let scalar = scalars[index]
            quotes = scalar == "\"" ? quotes + 1 : 0
            if scalar == "\n" {
                result += lineBreak
            } else if scalar == "\"", quotes < 3, scalars.index(after: index) < scalars.endIndex {
                // Three quotes in a row, or a quote at the end, would be read as the closing ones.
                result += "\""
            } else {
                result += escaped(scalar)
                quotes = 0
            }
        }
        return result + "\"\"\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{8}": "\\b"
        case "\u{C}": "\\f"
        case _ where VisibleText.contains(scalar): String(scalar)
        default: escape(scalar.value)
        }
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        let (letter, width) = value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }
}
