/// A compiled pattern: one of several ways to the same answer.
enum PatternMatcher: Sendable {
    case everything
    case nothing
    case literal(LiteralMatcher)
    case words(WordList)
    case length(LengthCheck)
    case classRuns(ClassRuns)
    case dfa(DFA)
    case nfa(NFA)
    case backtracking(BacktrackProgram)
    indirect case conjunction(required: [PatternMatcher], forbidden: [PatternMatcher])

    /// The cheapest way for the pattern.
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

    /// The cheapest way for a tree without back-references.
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
        var required: [PatternMatcher] = []
        var forbidden: [PatternMatcher] = []
        for part in parts.required { required.append(try best(for: part.trimmedForSearch)) }
        for part in parts.forbidden { forbidden.append(try best(for: part.trimmedForSearch)) }
        required.removeAll { if case .everything = $0 { true } else { false } }
        return .conjunction(required: required, forbidden: forbidden)
    }

    func matches(_ text: UnsafeRawBufferPointer) throws(PatternBudgetExceeded) -> Bool {
        switch self {
        case .everything: return true
        case .nothing: return false
        case .literal(let literal): return literal.matches(text)
        case .words(let words): return words.matches(text)
        case .length(let length): return length.matches(text)
        case .classRuns(let runs): return runs.matches(text)
        case .dfa(let dfa): return dfa.matches(text)
        case .nfa(let nfa): return try NFASimulation.matches(nfa, text)
        case .backtracking(let program): return try Backtracker.matches(program, text)
        case .conjunction(let required, let forbidden):
            for part in required where try !part.matches(text) { return false }
            for part in forbidden where try part.matches(text) { return false }
            return true
        }
    }
}
