/// Words for the signs of a text that carry meaning, so that `A+` and `A`, or `≥` and `<`, have
/// different names that do not depend on each other. Other punctuation only separates words.
enum SpelledSigns {
    /// The word for the sign at a place, and the number of scalars that it replaces; nil for
    /// letters, digits and separators.
    static func word(at index: Int, in text: [Unicode.Scalar]) -> (word: String, length: Int)? {
        let sign = text[index]
        guard sign.isASCII else {
            return isTelling(sign) ? name(of: sign).map { ($0, 1) } : nil
        }
        let before = index > 0 ? text[index - 1] : nil
        let after = index + 1 < text.count ? text[index + 1] : nil
        switch sign {
        case ".":
            // `TLSv1.2`. The parts of a version or an address of its own are joined in another way.
            let isInside = isDigit(before) && isDigit(after) && !isVersion(around: index, in: text)
            return isInside ? ("dot", 1) : nil
        case "%": return isPart(before) ? ("percent", 1) : nil
        case "#":
            // `C#`, `F#`.
            let isSharp =
                isPart(before) && !isPart(after) && (index < 2 || !isPart(text[index - 2]))
            return isSharp ? ("sharp", 1) : nil
        case "&":
            let isBetween = hasPart(text[..<index].reversed()) && hasPart(text[(index + 1)...])
            return isBetween ? ("and", 1) : nil
        case "+":
            let follows = isPart(text[..<index].last { $0 != "+" })
            return isDigit(after) || follows && !isPart(after) ? ("plus", 1) : nil
        case "-": return before.map(isBlank) ?? true && isDigit(after) ? ("minus", 1) : nil
        case "<", ">", "=", "!", "~", "^": return comparison(at: index, in: text)
        default: return nil
        }
    }

    /// The words for a text without letters and digits, sign by sign.
    static func all(of text: String) -> String {
        var result: [String] = []
        var rest = text[...]
        while let first = rest.unicodeScalars.first {
            if let sign = combined.first(where: { rest.hasPrefix($0.sign) }) {
                result.append(sign.word)
                rest = rest.dropFirst(sign.sign.count)
                continue
            }
            let known = words[first] ?? (first.isASCII || isPart(first) ? nil : name(of: first))
            result.append(known.map { " \($0) " } ?? String(first))
            rest = Substring(rest.unicodeScalars.dropFirst())
        }
        return result.joined()
    }

    /// True if the numbers around a dot are a word, apart from a `v` before them: `ubuntu-22.04`.
    private static func isVersion(around index: Int, in text: [Unicode.Scalar]) -> Bool {
        var before = text[..<index].reversed().drop { isDigit($0) || $0 == "." }
        if before.first == "v" || before.first == "V" { before = before.dropFirst() }
        let after = text[index...].drop { isDigit($0) || $0 == "." }
        return !isPart(before.first) && !isPart(after.first)
    }

    // MARK: Comparisons

    /// `>=1`, `< 5`, `~1.2`: before a number, at the beginning of a word.
    private static func comparison(
        at index: Int,
        in text: [Unicode.Scalar]
    ) -> (word: String, length: Int)? {
        guard index == 0 || isBlank(text[index - 1]) else { return nil }
        let signs = text[index...].prefix { "<>=!~^".unicodeScalars.contains($0) }
        let rest = text[(index + signs.count)...].drop(while: isBlank)
        guard isDigit(rest.first) else { return nil }
        var sign = ""
        sign.unicodeScalars.append(contentsOf: signs)
        let word = combined.first { $0.sign == sign }?.word ?? signs.first.flatMap { words[$0] }
        return word.flatMap { signs.count > 1 && !isCombined(sign) ? nil : ($0, signs.count) }
    }

    private static func isCombined(_ sign: String) -> Bool { combined.contains { $0.sign == sign } }

    private static let combined: [(sign: String, word: String)] = [
        ("<=", " less than or equal to "), (">=", " greater than or equal to "),
        ("==", " equal to "), ("!=", " not equal to "), ("&&", " and "), ("||", " or "),
        ("->", " arrow "), ("=>", " double arrow "),
    ]

    private static let words: [Unicode.Scalar: String] = [
        " ": "space", "!": "bang", "\"": "quote", "#": "hash", "$": "dollar", "%": "percent",
        "&": "and", "'": "apostrophe", "(": "open", ")": "close", "*": "any", "+": "plus",
        ",": "comma", "-": "minus", ".": "dot", "/": "slash", ":": "colon", ";": "semicolon",
        "<": "less than", "=": "equals", ">": "greater than", "?": "question", "@": "at",
        "[": "bracket", "\\": "backslash", "]": "bracket", "^": "caret", "_": "underscore",
        "`": "backtick", "{": "brace", "|": "pipe", "}": "brace", "~": "tilde", "\n": "newline",
        "\t": "tab",
    ]

    // MARK: Unicode

    /// Mathematical signs, currencies, numbers such as ½, and the degree sign. Emoji and dingbats
    /// mostly decorate, and are named only if there is nothing else.
    private static func isTelling(_ sign: Unicode.Scalar) -> Bool {
        switch sign.properties.generalCategory {
        case .mathSymbol, .currencySymbol, .otherNumber: true
        default: sign == "°"
        }
    }

    /// The name in Unicode: `GREATER-THAN OR EQUAL TO`, `EURO SIGN`.
    private static func name(of sign: Unicode.Scalar) -> String? {
        guard !sign.properties.isDefaultIgnorableCodePoint,
            let name = sign.properties.name?.lowercased()
        else { return nil }
        let words = name.split { $0 == " " || $0 == "-" }
        let telling = words.count > 1 && words.last == "sign" ? words.dropLast() : words[...]
        return telling.joined(separator: " ")
    }

    // MARK: Scalars

    private static func isPart(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { Words.isWordPart($0, first: false) } ?? false
    }

    private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ("0"..."9").contains($0) } ?? false
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " }

    /// True if a letter or digit comes first, apart from blanks.
    private static func hasPart(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
        isPart(scalars.first { !isBlank($0) })
    }
}
