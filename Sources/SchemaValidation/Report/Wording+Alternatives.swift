import ConfigDocument

/// The words for alternatives and for what `not` refuses, in the terms of the settings.
extension Wording {
    func forbidden(_ forbidden: Problem.Forbidden) -> String {
        switch forbidden {
        case .keys(let keys) where keys.count == 1 && !isSecret:
            "setting \(quoted(keys[0])) is not allowed\(subject == Self.document ? " here" : place)"
        case .keys(let keys) where !isSecret:
            "\(subject) has \(Self.choice([keys], "and")), which are not allowed together"
        case .kinds(let kinds) where !isSecret:
            "\(statement); \(Self.names(kinds)) is not allowed here"
        case .values(let values) where values.count > 1 && !isSecret && maySay(values):
            "\(statement); \(Self.list(values, "or")) is not allowed here"
        default: "\(statement), which is not allowed here"
        }
    }

    /// `"a" or "b" with "c"`: groups of keys, the first dozen of each.
    static func choice(_ groups: [[String]], _ word: String) -> String {
        guard groups.count > 1 else { return list((groups.first ?? []).map { quoted($0) }, "and") }
        return list(
            groups.prefix(most).map { keys in
                shortened(keys.map { quoted($0) }).joined(separator: " with ")
            },
            word,
            more: groups.count - most
        )
    }

    private static func list(_ texts: [String], _ word: String, more: Int = 0) -> String {
        let texts = shortened(texts, more: more)
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    private static let most = 12

    /// The first dozen, and the number of the others.
    private static func shortened(_ texts: [String], more: Int = 0) -> [String] {
        let rest = max(0, texts.count - most) + max(0, more)
        return texts.prefix(most) + (rest > 0 ? ["\(rest) more"] : [])
    }

    /// An alternative as a reader recognises it; the names in a secret are hidden.
    func alternative(_ number: Int, _ name: String?) -> String {
        guard let name, !isSecret else { return "number \(number + 1)" }
        return "the one with \(quoted(name))"
    }
}
