import SchemaCompiler

/// A construct of other regular expression dialects (PCRE, Python, Java, POSIX) that ECMA-262
/// interprets differently without an error.
///
/// JSON Schema's `pattern` is ECMA-262 (2020-12, core, section 6.4).
struct ForeignPattern: Equatable {
    /// The construct: `\Z`.
    var construct: String
    /// Its meaning in ECMA-262: `the letter Z`.
    var meaning: String
    /// The equivalent in ECMA-262: `$`.
    var repair: String

    /// All kinds of constructs in a pattern, each once, in order.
    static func all(in pattern: String) -> [ForeignPattern] {
        var scan = ForeignPatternScan(Array(pattern.unicodeScalars))
        return scan.run()
    }
}

private struct ForeignPatternScan {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var isInClass = false
    private var found: [ForeignPattern] = []

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func run() -> [ForeignPattern] {
        while index < scalars.count {
            switch scalars[index] {
            case "\\": takeEscape()
            case "[": takeOpeningBracket()
            case "]":
                isInClass = false
                index += 1
            case "{": takeBrace()
            case "&" where isInClass && text(2) == "&&":
                note("&&", "the character &, once", "a class without the set operation")
                index += 2
            default: index += 1
            }
        }
        return found
    }

    private mutating func note(_ construct: String, _ meaning: String, _ repair: String) {
        guard !found.contains(where: { $0.construct == construct }) else { return }
        found.append(ForeignPattern(construct: construct, meaning: meaning, repair: repair))
    }

    /// The next characters, starting with the current one.
    private func text(_ count: Int) -> String {
        String(String.UnicodeScalarView(scalars[index..<min(index + count, scalars.count)]))
    }

    // MARK: Escapes

    private mutating func takeEscape() {
        let letter = index + 1 < scalars.count ? scalars[index + 1] : nil
        defer { index += 2 }
        guard let letter, letter.isASCII else { return }
        if letter == "<" || letter == ">", !isInClass {
            return note("\\\(letter)", "the character \(letter)", "\\b")
        }
        guard letter.properties.isAlphabetic else { return }
        switch letter {
        case "b", "B", "d", "D", "s", "S", "w", "W", "t", "n", "v", "f", "r", "c", "k": return
        case "x": noteHexadecimal()
        case "u": return
        case "p", "P": noteProperty(letter)
        default:
            note(
                "\\\(letter)",
                "the letter \(letter)",
                isInClass ? Self.repairInClass(of: letter) : Self.repair(of: letter)
            )
        }
    }

    /// A class contains characters: neither anchors nor strings.
    private static func repairInClass(of letter: Unicode.Scalar) -> String {
        switch letter {
        case "A": "^ in front of the class, which cannot hold an anchor"
        case "Z", "z": "$ behind the class, which cannot hold an anchor"
        case "h": "\\t and a space"
        case "R": "\\r\\n"
        case "H", "N": "\(repair(of: letter)) as another alternative of the class"
        default: repair(of: letter)
        }
    }

    private static func repair(of letter: Unicode.Scalar) -> String {
        switch letter {
        case "A": "^"
        case "Z", "z": "$"
        case "h": "[\\t ]"
        case "H": "[^\\t ]"
        case "R": "(?:\\r\\n|[\\n\\r])"
        case "N": "."
        case "a": "\\x07"
        case "e": "\\x1B"
        case "Q", "E": "a backslash before each character that needs one"
        default: "\(letter) alone"
        }
    }

    /// `\x{A1}`, which ECMA-262 interprets as a repeated `x`, or as `x` followed by braces.
    private mutating func noteHexadecimal() {
        guard index + 2 < scalars.count, scalars[index + 2] == "{",
            let end = scalars[(index + 2)...].firstIndex(of: "}")
        else { return }
        let digits = String(String.UnicodeScalarView(scalars[(index + 3)..<end]))
        guard UInt32(digits, radix: 16) != nil else { return }
        note("\\x{\(digits)}", "the letter x, then {\(digits)}", "\\u{\(digits)}")
    }

    /// `\pL` without braces.
    private mutating func noteProperty(_ letter: Unicode.Scalar) {
        guard index + 2 < scalars.count, scalars[index + 2] != "{" else { return }
        let name = scalars[index + 2]
        guard "CLMNPSZ".unicodeScalars.contains(name) else { return }
        note("\\\(letter)\(name)", "the letters \(letter)\(name)", "\\\(letter){\(name)}")
    }

    // MARK: Classes

    private mutating func takeOpeningBracket() {
        if index + 1 < scalars.count, scalars[index + 1] == ":", takeNamedClass() { return }
        if isInClass, takeCollation() { return }
        guard !isInClass else {
            index += 1
            return
        }
        isInClass = true
        index += 1
        let isNegated = index < scalars.count && scalars[index] == "^"
        if isNegated { index += 1 }
        guard index < scalars.count, scalars[index] == "]" else { return }
        // A bracket that closes an empty class here is the first member of one in other dialects.
        let rest = scalars[(index + 1)...].prefix { $0 != "[" }
        if rest.contains("]") {
            note(
                isNegated ? "[^]" : "[]",
                isNegated ? "any character" : "a class that matches nothing",
                isNegated ? "[^\\]" : "[\\]"
            )
        }
    }

    /// `[:alpha:]`, or `[:^alpha:]`, intended to be inside a class.
    private mutating func takeNamedClass() -> Bool {
        let isNegated = index + 2 < scalars.count && scalars[index + 2] == "^"
        let start = index + (isNegated ? 3 : 2)
        guard start < scalars.count else { return false }
        guard let colon = scalars[start...].firstIndex(of: ":"), colon + 1 < scalars.count,
            scalars[colon + 1] == "]"
        else { return false }
        let name = String(String.UnicodeScalarView(scalars[start..<colon]))
        guard let members = Self.namedClasses[name] else { return false }
        let (construct, letters) = isNegated ? ("[:^\(name):]", "^\(name)") : ("[:\(name):]", name)
        if isInClass {
            note(
                construct,
                "some of the characters [ : \(letters)",
                isNegated ? "a class of its own, [^\(members)]" : members
            )
        } else {
            note(
                construct,
                "one of the characters : \(letters)",
                "[\(isNegated ? "^" : "")\(members)]"
            )
        }
        index = colon + 2
        // In ECMA-262 the class ends here; in the other dialect it continues.
        return true
    }

    /// `[=a=]`, the letters that sort equal to one, or `[.a.]`, a collating element.
    private mutating func takeCollation() -> Bool {
        guard index + 2 < scalars.count, "=.".unicodeScalars.contains(scalars[index + 1])
        else { return false }
        let mark = scalars[index + 1]
        guard let end = scalars[(index + 2)...].firstIndex(of: mark), end > index + 2,
            end + 1 < scalars.count, scalars[end + 1] == "]"
        else { return false }
        let name = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
        note("[\(mark)\(name)\(mark)]", "some of the characters [ \(mark) \(name)", name)
        index = end + 2
        return true
    }

    /// POSIX 1003.1, section 9.3.5, in the C locale.
    private static let namedClasses = [
        "alpha": "A-Za-z", "digit": "0-9", "alnum": "A-Za-z0-9", "upper": "A-Z", "lower": "a-z",
        "space": "\\s", "blank": "\\t ", "punct": "!-\\/:-@\\[-`{-~", "xdigit": "0-9A-Fa-f",
        "word": "\\w", "cntrl": "\\x00-\\x1F\\x7F", "graph": "!-~", "print": " -~",
    ]

    // MARK: Repetitions

    /// `{,3}`, which is literal text in ECMA-262.
    private mutating func takeBrace() {
        defer { index += 1 }
        guard !isInClass, index > 0, index + 1 < scalars.count, scalars[index + 1] == ",",
            let end = scalars[index...].firstIndex(of: "}"), end > index + 2,
            scalars[(index + 2)..<end].allSatisfy({ ("0"..."9").contains($0) })
        else { return }
        let most = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
        note("{,\(most)}", "text, not a repetition", "{0,\(most)}")
    }
}
