/// Chooses the Swift names of a type's members: one for each key, distinct, and depending only on
/// its own key unless plain names collide.
enum MemberNames {
    /// - Parameter keys: the keys, with the name requested by the schema, if any.
    static func names(for keys: [(key: String, swiftName: String?)], taken: Set<String> = [])
        -> [String]
    {
        let plain = keys.map { plainName(of: $0.key, swiftName: $0.swiftName) }
        var counts: [String: Int] = [:]
        for name in plain { counts[name, default: 0] += 1 }
        var used = taken
        var result = [String?](repeating: nil, count: keys.count)
        // Unmodified names and those spelled like their key come first.
        for (index, name) in plain.enumerated() {
            let isOwn = counts[name] == 1 || keys[index].swiftName != nil
            if isOwn, used.insert(name).inserted { result[index] = name }
        }
        for (index, name) in plain.enumerated()
        where result[index] == nil && keys[index].key.utf8.elementsEqual(name.utf8) {
            if used.insert(name).inserted { result[index] = name }
        }
        for index in plain.indices where result[index] == nil {
            result[index] = distinct(from: used, key: keys[index].key, plain: plain[index])
            used.insert(result[index] ?? "")
        }
        return result.map { $0 ?? "" }
    }

    private static func plainName(of key: String, swiftName: String?) -> String {
        if let swiftName, let first = swiftName.unicodeScalars.first, !first.properties.isUppercase
        {
            let name = Identifier.cleaned(swiftName)
            if !name.isEmpty { return name }
        }
        let name = Words(key).lowerCamel
        if ReservedNames.members.contains(name) { return name + "Value" }
        return name.isEmpty ? Spelled.out(key).lowerCamel : name
    }

    private static func distinct(from used: Set<String>, key: String, plain: String) -> String {
        let spelled = Spelled.out(key).lowerCamel
        if !spelled.isEmpty, !used.contains(spelled), !ReservedNames.members.contains(spelled) {
            return spelled
        }
        let cased =
            (key.unicodeScalars.first?.properties.isUppercase ?? false) ? "uppercase" : "lowercase"
        let worded = cased + (Words(plain).upperCamel)
        if !plain.isEmpty, !used.contains(worded) { return worded }
        return numbered(plain.isEmpty ? "member" : plain, used)
    }

    /// The last resort, if no word distinguishes two names.
    static func numbered(_ base: String, _ used: Set<String>) -> String {
        var number = 2
        while used.contains("\(base)\(number)") { number += 1 }
        return "\(base)\(number)"
    }
}

/// Words for characters that are not allowed in identifiers.
enum Spelled {
    static func out(_ text: String) -> Words {
        var result = ""
        if text.isEmpty { return Words("empty") }
        for scalar in text.unicodeScalars {
            if let word = words[scalar] {
                result += " \(word) "
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        let words = Words(result)
        if !words.isEmpty { return words }
        return Words(
            text.unicodeScalars.map { "U" + String($0.value, radix: 16, uppercase: true) }.joined(
                separator: " "
            )
        )
    }

    private static let words: [Unicode.Scalar: String] = [
        " ": "space", "!": "bang", "\"": "quote", "#": "hash", "$": "dollar", "%": "percent",
        "&": "and",
        "'": "apostrophe", "(": "open", ")": "close", "*": "any", "+": "plus", ",": "comma",
        "-": "minus",
        ".": "dot", "/": "slash", ":": "colon", ";": "semicolon", "<": "less", "=": "equals",
        ">": "greater", "?": "question", "@": "at", "[": "bracket", "\\": "backslash",
        "]": "bracket",
        "^": "caret", "_": "underscore", "`": "backtick", "{": "brace", "|": "pipe", "}": "brace",
        "~": "tilde", "\n": "newline", "\t": "tab",
    ]
}

enum Identifier {
    /// Keeps only the characters that are allowed in identifiers.
    static func cleaned(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPart = scalar == "_" || !Words(String(Character(scalar))).isEmpty
            if isPart { result.unicodeScalars.append(scalar) }
        }
        guard let first = result.unicodeScalars.first else { return "" }
        return first.properties.numericType != nil ? "_" + result : result
    }
}
