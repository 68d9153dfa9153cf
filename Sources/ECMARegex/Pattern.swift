/// A compiled `pattern`: an ECMA-262 regular expression in Unicode mode, searched for anywhere in
/// a text.
///
/// Immutable and safe to share between threads; a class, so that engines can run it without
/// reference counting. Most patterns compile to a table or a simple check; matching then allocates
/// nothing and takes time linear in the text. Patterns whose table would be too large, and those
/// with look-arounds other than at an anchored edge, are still linear, but slower. Only
/// back-references need backtracking, which has a budget of steps.
///
/// JSON Schema 2020-12, core, section 6.4; ECMA-262, section 22.2.
package final class Pattern: Sendable {
    package let source: String
    private let matcher: PatternMatcher

    /// Compiles a pattern.
    ///
    /// Fails on everything that Unicode mode forbids, unless `leniency` allows it, and on patterns
    /// with excessive nesting, repetition or length.
    package init(
        _ source: String,
        leniency: PatternLeniency = .strict
    ) throws(PatternError) {
        self.source = source
        matcher = try .best(for: PatternParser.parse(source, leniency: leniency))
    }

    /// Compiles a pattern for one engine, so that tests can compare engines; nil if that engine
    /// cannot run it.
    package init?(
        _ source: String,
        leniency: PatternLeniency = .strict,
        on engine: Strategy
    ) throws(PatternError) {
        self.source = source
        let pattern = try PatternParser.parse(source, leniency: leniency)
        switch engine {
        case .backtracking:
            matcher = .backtracking(try BacktrackCompiler.program(for: pattern))
        case .nfa where pattern.references.isEmpty:
            matcher = .nfa(try NFABuilder.nfa(for: pattern.root))
        case .dfa where pattern.references.isEmpty:
            switch Determiniser.dfa(for: try NFABuilder.nfa(for: pattern.root)) {
            case .everything: matcher = .everything
            case .nothing: matcher = .nothing
            case .table(let dfa): matcher = .dfa(dfa)
            case nil: return nil
            }
        default:
            return nil
        }
    }

    /// Fails on the syntax errors that `init` reports, but compiles nothing: the check for `format:
    /// regex`.
    package static func check(
        _ source: String,
        leniency: PatternLeniency = .strict
    ) throws(PatternError) {
        _ = try PatternParser.parse(source, leniency: leniency)
    }

    /// The default budget of steps, both for one match and for all matches with the patterns of a
    /// document: some tenths of a second.
    package static let maxSteps = 50_000_000

    /// True if the pattern occurs in the text, which must be well-formed UTF-8.
    ///
    /// - Parameter steps: the remaining budget, reduced by this call.
    package func matches(
        _ text: UnsafeRawBufferPointer,
        within steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        try matcher.matches(text, &steps)
    }

    /// True if the pattern occurs in the text, which must be well-formed UTF-8.
    package func matches(_ text: UnsafeRawBufferPointer) throws(PatternBudgetExceeded) -> Bool {
        var steps = Self.maxSteps
        return try matches(text, within: &steps)
    }

    /// True if the pattern occurs in the text.
    package func matches(_ text: String) throws(PatternBudgetExceeded) -> Bool {
        let fast = text.utf8.withContiguousStorageIfAvailable { bytes in
            Result<Bool, PatternBudgetExceeded> { () throws(PatternBudgetExceeded) in
                try matches(UnsafeRawBufferPointer(bytes))
            }
        }
        if let fast { return try fast.get() }
        return try Array(text.utf8).withUnsafeBufferPointer {
            (bytes) throws(PatternBudgetExceeded) in
            try matches(UnsafeRawBufferPointer(bytes))
        }
    }
}

/// The strategy for matching a pattern; for tests and tuning.
extension Pattern {
    package enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// Every text matches.
        case everything
        case nothing
        /// The whole text equals one literal.
        case equality
        case prefix
        case suffix
        case containment
        /// The whole text equals one of a few words.
        case words
        case length
        /// The whole text consists of members of one set.
        case classRun
        case dfa
        case nfa
        /// Several of the above, one for each look-around and one for the rest.
        case conjunction
        case backtracking
    }

    package var strategy: Strategy {
        switch matcher {
        case .everything: .everything
        case .nothing: .nothing
        case .literal(let literal):
            switch literal.place {
            case .whole: .equality
            case .prefix: .prefix
            case .suffix: .suffix
            case .anywhere: .containment
            }
        case .words: .words
        case .length: .length
        case .run: .classRun
        case .dfa: .dfa
        case .nfa: .nfa
        case .conjunction: .conjunction
        case .backtracking: .backtracking
        }
    }
}
