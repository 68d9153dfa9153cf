import ECMARegex
import Testing

/// The strategy chosen for each kind of pattern.
struct PatternStrategyTests {
    @Test(
        arguments: [
            ("", .everything), (".*", .everything), ("^", .everything), ("^.*", .everything),
            ("a*|b", .everything),
            (#"^[\s\S]*"#, .everything), ("x?$", .everything), ("[]", .nothing),
            ("^default$", .equality), ("^$", .equality), (#"^\$schema$"#, .equality),
            ("^a{3}$", .equality),
            ("^x-", .prefix), ("^x-.*", .prefix), ("^//.*", .prefix), (#"\.json$"#, .suffix),
            (#".*\.json$"#, .suffix),
            ("foo", .containment), (".*foo.*", .containment), ("^(a|bb)$", .words),
            ("^in$|^out$", .words),
            ("^(in|ex)clude$", .words), ("^[oO][nN]$", .words), ("^.*$", .length),
            ("^.{2,64}$", .length),
            (#"^[\s\S]{3}$"#, .length), ("^[^]*$", .length), ("^[a-z]+$", .classRun),
            (#"^[\w.-]{1,255}$"#, .classRun),
            ("^[^/]+$", .classRun), ("^([a-z]|[0-9])*$", .classRun), (#"^\d+\.\d+$"#, .dfa),
            (".+foo", .dfa),
            (#"\bfoo\b"#, .dfa), ("a|b", .dfa), (#"^\p{L}+$"#, .dfa), ("^(?!foo)", .conjunction),
            (#"^(?=.*\d).{8,}$"#, .conjunction), ("^[a-z-]+(?<!-)$", .conjunction),
            ("a(?=b)c", .nfa),
            ("(?!a)b", .nfa), (#"^([ab]{1,256}){1,6}b{1,6}c$"#, .nfa), (#"(a)\1"#, .backtracking),
        ] as [(String, Pattern.Strategy)]
    )
    func takesTheCheapestWay(source: String, expected: Pattern.Strategy) throws {
        #expect(try Pattern(source).strategy == expected)
    }
}
