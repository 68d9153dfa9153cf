/// A compiled pattern: one of several ways to the same answer.
enum PatternMatcher: Sendable {
    case everything
    case nothing
    case literal(LiteralMatcher)
    case words(WordList)
    case length(LengthCheck)
    case run(WholeRun)
    case dfa(DFA)
    case nfa(NFA)
    indirect case backtracking(BacktrackProgram)
    case conjunction(Conjunction)

    /// The cheapest matcher for the pattern.
    static func best(for pattern: ParsedPattern) throws(PatternError) -> PatternMatcher {
        guard pattern.references.isEmpty else {
            return .backtracking(try BacktrackCompiler.program(for: pattern))
        }
        let root = pattern.root.trimmedForSearch
        if pattern.lookCount > 0, let parts = PatternConjunction(root) {
            return try conjunction(parts)
        }
        return try best(for: root)
    }

    /// The cheapest matcher for a tree without back-references.
    private static func best(for root: PatternNode) throws(PatternError) -> PatternMatcher {
        if let matcher = SimpleShape.matcher(for: root) { return matcher }
        let nfa = try NFABuilder.nfa(for: root)
        switch Determiniser.dfa(for: nfa) {
        case .everything: return .everything
        case .nothing: return .nothing
        case .table(let dfa): return .dfa(dfa)
        case nil: return .nfa(nfa)
        }
    }

    private static func conjunction(
        _ parts: PatternConjunction
    ) throws(PatternError) -> PatternMatcher {
        var matchers: [Conjunction.Part] = []
        for part in parts.required {
            let matcher = try best(for: part.trimmedForSearch)
            if case .everything = matcher { continue }
            matchers.append(Conjunction.Part(matcher: matcher, expected: true))
        }
        for part in parts.forbidden {
            let matcher = try best(for: part.trimmedForSearch)
            matchers.append(Conjunction.Part(matcher: matcher, expected: false))
        }
        return .conjunction(Conjunction(matchers))
    }

    func matches(
        _ text: UnsafeRawBufferPointer,
        _ steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        switch self {
        case .everything: return true
        case .nothing: return false
        case .literal(let literal): return literal.matches(text)
        case .words(let words): return words.matches(text)
        case .length(let length): return length.matches(text)
        case .run(let run): return run.matches(text)
        case .dfa(let dfa): return dfa.matches(text)
        case .nfa(let nfa): return try NFASimulation.matches(nfa, text, &steps)
        case .backtracking(let program): return try Backtracker.matches(program, text, &steps)
        case .conjunction(let conjunction): return try conjunction.matches(text, &steps)
        }
    }
}

/// Several patterns that must, or must not, occur in the same text.
final class Conjunction: Sendable {
    struct Part: Sendable {
        let matcher: PatternMatcher
        let expected: Bool
    }

    private let parts: [Part]

    init(_ parts: [Part]) {
        self.parts = parts
    }

    func matches(
        _ text: UnsafeRawBufferPointer,
        _ steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        for index in parts.indices
        where try parts[index].matcher.matches(text, &steps) != parts[index].expected {
            return false
        }
        return true
    }
}
