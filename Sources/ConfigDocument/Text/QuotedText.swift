/// Text from a document, quoted for messages: escaped, so that it can neither break the line nor
/// reorder it on a terminal, and shortened if it is long.
package func quoted(_ text: String, limit: Int = 80) -> String {
    var result = "\""
    var length = 0
    for scalar in text.unicodeScalars {
        if length == limit { return result + "…\"" }
        length += 1
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case " ": result += " "
        default: result += Escape.message.quotable(scalar)
        }
    }
    return result + "\""
}

/// Text without escapes, except for characters that would break its line or reorder it; shortened
/// to `limit` scalars.
package func singleLine(_ text: String, limit: Int = 200) -> String {
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
        if length == limit { return result + "…" }
        length += 1
        result += Escape.message.printable(scalar)
    }
    return result
}

/// A key in messages: unquoted if it is a plain word, otherwise quoted.
package func shownKey(_ key: String) -> String {
    let isPlain =
        !key.isEmpty && key.utf8.count <= 100
        && key.unicodeScalars.allSatisfy { scalar in
            ("0"..."9").contains(scalar) || "_-.$@/".unicodeScalars.contains(scalar)
                || (scalar.properties.isAlphabetic && VisibleText.isPrintable(scalar))
        }
    return isPlain ? key : quoted(key)
}

/// The name of a file or a configuration in messages; quoted if it could be mistaken for something
/// else.
package func shownName(_ name: String) -> String {
    let isPlain =
        name.unicodeScalars.allSatisfy(VisibleText.isPrintable)
        && !name.hasPrefix(" ") && !name.hasPrefix("\"") && printable(name) == name
    return isPlain ? name : quoted(name, limit: 1000)
}

/// Makes a whole output of one or more lines safe for a terminal, a log or a report. Characters
/// that would move the cursor, or hide or reorder text, are escaped, as are commands to a CI system
/// at the beginning of a line. Apply it last, when printing.
package func printable(_ text: String) -> String {
    Escape.message.printable(text, where: VisibleText.contains)
}

/// The same for JSON, with JSON's own escapes, so that the meaning is unchanged.
package func printableJSON(_ text: String) -> String {
    Escape.json.printable(text, where: VisibleText.isPrintable)
}

private enum Escape {
    case message, json

    func printable(_ scalar: Unicode.Scalar) -> String {
        VisibleText.isPrintable(scalar) ? String(scalar) : escaped(scalar)
    }

    /// Within quotes, unusual spaces must be distinguishable from normal ones.
    func quotable(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.generalCategory == .spaceSeparator ? escaped(scalar) : printable(scalar)
    }

    func printable(_ text: String, where isVisible: (Unicode.Scalar) -> Bool) -> String {
        guard !Self.isPlain(text) else { return text }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line in
            let commands = Self.commands(in: line)
            var result = ""
            for index in line.indices {
                let scalar = line[index]
                let isShown = scalar == "\t" || isVisible(scalar)
                result += isShown && !commands.contains(index) ? String(scalar) : escaped(scalar)
            }
            return result
        }.joined(separator: "\n")
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        switch self {
        case .message: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        case .json:
            String(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }
    }

    /// True if there is nothing to escape, as in most output.
    private static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            guard 0x20...0x7E ~= byte || byte == 0x0A || byte == 0x09 else { return false }
            if byte == last, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return false }
            last = byte
        }
        return true
    }

    /// The starts of commands to a CI system: `::error …` as the first word of a line (GitHub),
    /// `##[error]`, `##vso[…]` and `##teamcity[…]` anywhere in it.
    private static func commands(
        in line: Substring.UnicodeScalarView
    ) -> Set<Substring.UnicodeScalarView.Index> {
        var found: Set<Substring.UnicodeScalarView.Index> = []
        let start = line.drop { $0.properties.isWhitespace || !VisibleText.isPrintable($0) }
        if start.starts(with: "::".unicodeScalars) {
            let rest = start.dropFirst(2).drop { $0.properties.isAlphabetic || $0 == "-" }
            let isNamed = rest.startIndex > start.index(start.startIndex, offsetBy: 2)
            if isNamed, rest.first == " " || rest.starts(with: "::".unicodeScalars) {
                found.insert(start.startIndex)
            }
        }
        var rest = line[...]
        while let index = rest.firstIndex(of: "#") {
            let after = rest[rest.index(after: index)...]
            if after.first == "#",
                after.dropFirst().drop(while: \.properties.isAlphabetic).first == "["
            {
                found.insert(index)
            }
            rest = after
        }
        return found
    }
}
