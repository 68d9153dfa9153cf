/// A path with quoted keys, as messages write keys that are not plain words:
/// `hosts["a.b"].ports[0]` or `"a b".port`.
struct QuotedPath {
    private(set) var path = DocumentPath()
    private var rest: Substring

    /// Nil if no key is quoted, or the string is not entirely in this format.
    init?(_ text: String) {
        rest = text[...]
        guard text.hasPrefix("\"") || text.contains("[\"") else { return nil }
        if rest.first == "\"" {
            guard takeQuoted() else { return nil }
        } else if rest.first != "[" {
            takeWord()
        }
        while let mark = rest.popFirst() {
            switch mark {
            case ".": takeWord()
            case "[": guard takeBrackets() else { return nil }
            default: return nil
            }
        }
    }

    private mutating func takeWord() {
        let word = rest.prefix { $0 != "." && $0 != "[" }
        path.append(.key(String(word)))
        rest = rest[word.endIndex...]
    }

    private mutating func takeBrackets() -> Bool {
        if rest.first == "\"" {
            guard takeQuoted() else { return false }
        } else {
            let digits = rest.prefix { $0 != "]" }
            guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                return false
            }
            path.append(.index(digits: String(digits)))
            rest = rest[digits.endIndex...]
        }
        return rest.popFirst() == "]"
    }

    /// Parses a key with the escapes of `quoted`.
    private mutating func takeQuoted() -> Bool {
        rest.removeFirst()
        var key = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"":
                path.append(.key(key))
                return true
            case "\\":
                guard let escaped = takeEscape() else { return false }
                key.unicodeScalars.append(escaped)
            default: key.append(character)
            }
        }
        return false
    }

    private mutating func takeEscape() -> Unicode.Scalar? {
        switch rest.popFirst() {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "\"": return "\""
        case "\\": return "\\"
        case "u":
            guard rest.popFirst() == "{" else { return nil }
            let digits = rest.prefix { $0 != "}" }
            rest = rest[digits.endIndex...].dropFirst()
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        default: return nil
        }
    }
}
