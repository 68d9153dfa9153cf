import ECMARegex
import Testing

/// Compares the engines on random patterns and strings.
struct PatternDifferentialTests {
    private static let engines: [Pattern.Strategy] = [.dfa, .nfa, .backtracking]

    @Test(arguments: UInt64(1)...8)
    func allEnginesAgree(seed: UInt64) throws {
        var random = PatternGenerator(seed: seed)
        var compared = 0
        for _ in 0..<80 {
            let source = random.pattern()
            let chosen = try Pattern(source)
            var others = try Self.engines.compactMap { try Pattern(source, on: $0) }
            for _ in 0..<12 {
                let text = random.text()
                let expected = try chosen.matches(text)
                for (index, other) in others.enumerated().reversed() {
                    guard let verdict = try? other.matches(text) else {
                        others.remove(at: index)
                        continue
                    }
                    compared += 1
                    #expect(
                        verdict == expected,
                        "\(source) on \(text.debugDescription): \(other.strategy) says \(verdict)"
                    )
                }
            }
        }
        #expect(compared > 1_500)
    }

    /// Rewrites for searching must not change the verdict.
    @Test(arguments: [
        "a*b+", "(?:ab)*c|a+", ".*x.*", "^.*x", "x.*$", "(a|b)+$", #"\b\w+\b"#, "(?:a?b?){2,3}c*",
        "a{2,}b*",
    ])
    func trimmingKeepsTheVerdict(source: String) throws {
        let chosen = try Pattern(source)
        let other = try #require(try Pattern(source, on: .backtracking))
        var random = PatternGenerator(seed: 99)
        for _ in 0..<300 {
            let text = random.text()
            #expect(try chosen.matches(text) == other.matches(text), "on \(text.debugDescription)")
        }
    }
}

/// Random patterns similar to hand-written ones, with short strings for them.
struct PatternGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    private mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 11) % UInt64(limit))
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[next(below: choices.count)]
    }

    mutating func text() -> String {
        (0..<next(below: 9)).map { _ in
            pick(["a", "b", "c", "1", "_", "-", " ", "\n", "é", "€", "😀", "\u{2028}"])
        }.joined()
    }

    mutating func pattern() -> String {
        pick(["", "^", "^"]) + disjunction(depth: 2) + pick(["", "$"])
    }

    private mutating func disjunction(depth: Int) -> String {
        var source = alternative(depth: depth)
        while next(below: 5) == 0 { source += "|" + alternative(depth: depth) }
        return source
    }

    private mutating func alternative(depth: Int) -> String {
        (0..<next(below: 4) + 1).map { _ in term(depth: depth) }.joined()
    }

    private mutating func term(depth: Int) -> String {
        let kind = next(below: 10)
        if depth == 0 || kind < 6 { return atom() }
        if kind == 6 {
            return pick(["(?=", "(?!", "(?<=", "(?<!"]) + disjunction(depth: depth - 1) + ")"
        }
        return pick(["(", "(?:"]) + disjunction(depth: depth - 1) + ")" + quantifier()
    }

    private mutating func atom() -> String {
        if next(below: 8) == 0 { return pick(["^", "$", #"\b"#, #"\B"#]) }
        return pick([
            "a", "b", "c", "1", "_", "é", "😀", ".", #"\d"#, #"\w"#, #"\s"#, #"\W"#, "[ab]", "[^a]",
            "[a-c]",
            "[é-€]", "[^😀]", "[]", "[^]", #"\p{L}"#, #"\n"#, #"[\w.-]"#,
        ]) + quantifier()
    }

    private mutating func quantifier() -> String {
        next(below: 2) == 0
            ? "" : pick(["*", "+", "?", "{2}", "{1,}", "{0,2}", "{2,3}", "*?", "+?", "??"])
    }
}
