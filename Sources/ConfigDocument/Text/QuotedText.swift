/// Text from a document as messages quote it: escaped, so that it cannot break the line or reorder
/// it on a terminal, and cut when long.
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

/// Text as it is, but for what would break its line or reorder it; cut after `limit` scalars.
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

/// A key as messages name it: as it is where it is a plain word, else in quotes.
package func shownKey(_ key: String) -> String {
    let isPlain =
        !key.isEmpty && key.utf8.count <= 100
        && key.unicodeScalars.allSatisfy { scalar in
            ("0"..."9").contains(scalar) || "_-.$@/".unicodeScalars.contains(scalar)
                || (scalar.properties.isAlphabetic && VisibleText.isPrintable(scalar))
        }
    return isPlain ? key : quoted(key)
}

/// The name of a file or a configuration as messages write it: as it is, or in quotes where it could
/// be taken for something else.
package func shownName(_ name: String) -> String {
    let isPlain =
        name.unicodeScalars.allSatisfy(VisibleText.isPrintable)
        && !name.hasPrefix(" ") && !name.hasPrefix("\"") && printable(name) == name
    return isPlain ? name : quoted(name, limit: 1000)
}

/// A whole output, of one line or several, as a terminal, a log or a report may have it. Whatever would
/// move the cursor, hide or reorder something, and what a CI system would take for a command at the
/// beginning of a line, is written as an escape. To be called last, where it is printed.
package func printable(_ text: String) -> String {
    Escape.message.printable(text, where: VisibleText.contains)
}

/// The same for JSON, in which the escapes are JSON's own, so that it means what it meant.
package func printableJSON(_ text: String) -> String {
    Escape.json.printable(text, where: VisibleText.isPrintable)
}

private enum Escape {
    case message, json

    func printable(_ scalar: Unicode.Scalar) -> String {
        VisibleText.isPrintable(scalar) ? String(scalar) : escaped(scalar)
    }

    /// In quotes a space must be seen to be another one than it looks like.
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

    /// Whether there is nothing to look for: most of what is printed.
    private static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            guard 0x20...0x7E ~= byte || byte == 0x0A || byte == 0x09 else { return false }
            if byte == last, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return false }
            last = byte
        }
        return true
    }

    /// Where commands to a CI system begin: `::error …` as a line's first word (GitHub), `##[error]`,
    /// `##vso[…]` and `##teamcity[…]` anywhere in it.
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
