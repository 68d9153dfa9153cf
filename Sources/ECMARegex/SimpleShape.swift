/// Recognises patterns that need no automaton.
enum SimpleShape {
    static func matcher(for root: PatternNode) -> PatternMatcher? {
        if case .choice(let alternatives) = root { return wholeWords(alternatives) }
        var terms = root.flattenedTerms[...]
        let startsThere = terms.first?.isAssertion(.start) ?? false
        terms = terms.drop { $0.isAssertion(.start) }
        let endsThere = terms.last?.isAssertion(.end) ?? false
        while terms.last?.isAssertion(.end) ?? false { terms.removeLast() }
        let core = PatternNode.joined(Array(terms))

        if let words = FiniteLanguage.words(of: core) {
            if words.count == 1 {
                return literal(words[0], startsThere: startsThere, endsThere: endsThere)
            }
            guard startsThere, endsThere else { return nil }
            return WordList(words).map(PatternMatcher.words)
        }
        guard startsThere, endsThere, let run = ClassRun(core) else { return nil }
        return LengthCheck(run).map(PatternMatcher.length)
            ?? WholeRun(run).map(PatternMatcher.run)
    }

    private static func literal(
        _ text: [UInt8],
        startsThere: Bool,
        endsThere: Bool
    ) -> PatternMatcher {
        if text.isEmpty, !(startsThere && endsThere) { return .everything }
        let place: LiteralMatcher.Place =
            switch (startsThere, endsThere) {
            case (true, true): .whole
            case (true, false): .prefix
            case (false, true): .suffix
            case (false, false): .anywhere
            }
        return .literal(LiteralMatcher(text, place))
    }

    /// `^a$|^b$`.
    private static func wholeWords(_ alternatives: [PatternNode]) -> PatternMatcher? {
        var words: [[UInt8]] = []
        for alternative in alternatives {
            let terms = alternative.flattenedTerms
            guard terms.count >= 2, terms[0].isAssertion(.start),
                terms[terms.count - 1].isAssertion(.end),
                let more = FiniteLanguage.words(of: .joined(Array(terms.dropFirst().dropLast())))
            else { return nil }
            words.append(contentsOf: more)
        }
        return WordList(words).map(PatternMatcher.words)
    }
}
