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

        guard let runs = ClassRun.runs(of: core) else {
            guard startsThere, endsThere, let words = FiniteLanguage.words(of: core) else {
                return nil
            }
            return WordList(words).map(PatternMatcher.words)
        }
        if let text = ClassRun.literal(runs) {
            return literal(text, startsThere: startsThere, endsThere: endsThere)
        }
        guard startsThere else { return nil }
        if endsThere, runs.count == 1, let length = LengthCheck(runs[0]) {
            return .length(length)
        }
        if endsThere, runs.count <= 6, let words = FiniteLanguage.words(of: core) {
            return WordList(words).map(PatternMatcher.words)
        }
        return ClassRuns(runs, endsThere: endsThere).map(PatternMatcher.classRuns)
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

/// All texts that a node matches, where they are few.
enum FiniteLanguage {
    static let maximumWords = 32

    static func words(of node: PatternNode) -> [[UInt8]]? {
        var words: [[UInt8]] = [[]]
        for term in node.flattenedTerms {
            guard let choices = wordsOfTerm(term), words.count * choices.count <= maximumWords
            else { return nil }
            words = words.flatMap { word in choices.map { word + $0 } }
        }
        return words
    }

    private static func wordsOfTerm(_ term: PatternNode) -> [[UInt8]]? {
        switch term {
        case .empty:
            return [[]]
        case .scalar(let value):
            return utf8(value).map { [$0] }
        case .set(let set):
            guard set.count <= 4 else { return nil }
            let members = set.spans.flatMap { Array($0.low...$0.high) }
            let words = members.compactMap(utf8)
            return words.count == members.count ? words : nil
        case .choice(let alternatives):
            var words: [[UInt8]] = []
            for alternative in alternatives {
                guard let more = self.words(of: alternative) else { return nil }
                words.append(contentsOf: more)
                if words.count > maximumWords { return nil }
            }
            return words
        case .repetition(let body, let count) where count.maximum == 1:
            guard let more = words(of: body) else { return nil }
            return [[]] + more
        default:
            return nil
        }
    }

    private static func utf8(_ value: UInt32) -> [UInt8]? {
        Unicode.Scalar(value).map { Array(String($0).utf8) }
    }
}
