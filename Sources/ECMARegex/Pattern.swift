/// A compiled `pattern`: an ECMA-262 regular expression in Unicode mode, searched for anywhere in
/// a text.
///
/// Immutable and free to share between threads; a class, so that an engine can run it without
/// counting references. Most patterns become a table or a simple check, and then matching allocates
/// nothing and takes time in proportion to the text. The exceptions are patterns whose table would
/// be too large, and those with look-arounds that are not at an anchored edge: linear still, at a
/// higher price. Only back-references need backtracking, which has a budget of steps.
///
/// JSON Schema 2020-12, core, section 6.4; ECMA-262, section 22.2.
package final class Pattern: Sendable {
    package let source: String
    private let matcher: PatternMatcher

    /// Compiles a pattern.
    ///
    /// Fails on everything that Unicode mode forbids, unless `leniency` lets it pass, and on patterns
    /// that are nested, repeated or long beyond reason.
    package init(
        _ source: String,
        leniency: PatternLeniency = .strict
    ) throws(PatternError) {
        self.source = source
        matcher = try .best(for: PatternParser.parse(source, leniency: leniency))
    }

    /// Compiles a pattern for one engine, so that tests can compare them; nil where that engine
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

    /// Fails where `init` fails on the syntax, and compiles nothing: what `format: regex` asks.
    package static func check(
        _ source: String,
        leniency: PatternLeniency = .strict
    ) throws(PatternError) {
        _ = try PatternParser.parse(source, leniency: leniency)
    }

    /// What one match, and all matches with the patterns of one document, may cost unless a budget
    /// says otherwise: some tenths of a second.
    package static let maxSteps = 50_000_000

    /// True when the pattern occurs in the text, which must be well-formed UTF-8.
    ///
    /// - Parameter steps: what is left to spend, which is less afterwards.
    package func matches(
        _ text: UnsafeRawBufferPointer,
        within steps: inout Int
    ) throws(PatternBudgetExceeded) -> Bool {
        try matcher.matches(text, &steps)
    }

    /// True when the pattern occurs in the text, which must be well-formed UTF-8.
    package func matches(_ text: UnsafeRawBufferPointer) throws(PatternBudgetExceeded) -> Bool {
        var steps = Self.maxSteps
        return try matches(text, within: &steps)
    }

    /// True when the pattern occurs in the text.
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

/// How a pattern is matched; for tests and tuning.
extension Pattern {
    package enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// There is nothing to check.
        case everything
        case nothing
        /// The whole text is compared with one literal.
        case equality
        case prefix
        case suffix
        case containment
        /// The whole text is compared with a few words.
        case words
        case length
        /// The whole text is members of one set.
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
