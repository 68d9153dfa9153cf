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

    /// `level is "x"; a number or a string that matches ^v is expected`, and a similar name.
    func noneMet(_ expected: [Problem]) -> (message: String, suggestion: String?) {
        var seen: Set<String> = []
        let nouns = expected.flatMap(nouns).filter { seen.insert($0).inserted }
        let more = expected.reduce(0) { $0 + max(0, $1.listCount - Self.most) }
        let names = expected.flatMap { problem -> [String] in
            guard case .notListed(let values) = problem, maySay(values) else { return [] }
            return values
        }
        let closest = text.flatMap { text in
            suggests ? Suggestion.closest(to: text, in: names) : nil
        }
        return (
            "\(statement); \(Self.list(nouns, "or", more: more)) is expected",
            closest.map { "did you mean \(quoted($0))?" }
        )
    }

    /// The expected values as nouns.
    private func nouns(_ problem: Problem) -> [String] {
        switch problem {
        case .wrongKind(let kinds): Self.nouns(kinds)
        case .pattern(let pattern): ["a string that matches \(singleLine(pattern))"]
        case .format(let format): [format.expectation]
        case .notListed(let values) where maySay(values):
            values.prefix(Self.most).map { singleLine(quoted($0), limit: 100) }
        case .notEqual(let values) where maySay(values):
            values.prefix(Self.most).map { singleLine($0, limit: 100) }
        default: ["a value that is not shown"]
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

    static func list(_ texts: [String], _ word: String, more: Int = 0) -> String {
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
