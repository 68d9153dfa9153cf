import ECMARegex
import Testing

/// Patterns and strings that make other engines hang, and patterns of excessive size.
struct PatternHostileTests {
    private static let long = String(repeating: "a", count: 100_000)

    @Test(
        arguments: [
            ("^(a+)+$", long + "!", false), ("(a|a)*b", long, false),
            ("(x+x+)+y", String(repeating: "x", count: 50_000), false),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", long, false), ("^(a|aa)+$", long + "b", false),
            ("^(.*a){11}$", long + "!", false),
            ("(.*)*=", long, false), ("^((a*)*)*b", long, false),
            ("(?:a?){50}a{50}$", String(repeating: "a", count: 99), true),
            ("^(a?){40}a{40}$", String(repeating: "a", count: 40), true),
            (#"^(\w+\s?)*$"#, long + "!", false),
            (
                #"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$"#,
                long, false
            ),
            (#"(?=(a+)+$)b"#, long, false), ("(?<!(a|aa)+)b", long + "b", false),
            ("^(?!.*(a|a)*b).*c$", long + "c", true),
        ] as [(String, String, Bool)]
    )
    func staysLinearWhereOthersExplode(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(arguments: [#"^(a+)+\1$"#, #"^(a*)*\1b"#, #"(a|a)*\1c"#, #"^(?:(a+)\1?)+$"#])
    func givesUpWhereOnlyBacktrackingHelps(pattern: String) throws {
        let compiled = try Pattern(pattern)
        let text = String(repeating: "a", count: 2_000) + "!"
        #expect(throws: PatternBudgetExceeded.self) { try compiled.matches(text) }
    }

    @Test func givesUpAnAutomatonThatIsTooSlowForTheText() throws {
        let pattern = try Pattern("(?:a{0,900}b?){60}!")
        #expect(pattern.strategy == .nfa)
        #expect(throws: PatternBudgetExceeded.self) { try pattern.matches(Self.long) }
    }

    @Test(arguments: [
        "(a{1000}){1000}", "((a{100}){100}){100}", "(?:a?){1000000}",
        "((((((a{9}){9}){9}){9}){9}){9}){9}",
        "^(?:a{1,1000}){1,1000}$", "a{999999999999}",
    ])
    func refusesWhatWouldBeTooLarge(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }

    @Test(arguments: [
        "(?:){1000000000}", #"(?:\b){999999999}a"#, "(?:(?:)*)*a", "(?:^)*a", "(?:a{0}){99999}a",
    ])
    func repeatsNothingAsOftenAsAsked(pattern: String) throws {
        #expect(try Pattern(pattern).matches("a"))
    }

    @Test(arguments: [
        String(repeating: "a", count: 100_000), String(repeating: "a|", count: 50_000),
        String(repeating: "[a-z]", count: 20_000),
        String(repeating: "(a)", count: 33_000), String(repeating: "a?", count: 50_000),
        String(repeating: #"\d"#, count: 50_000),
        "[" + String(repeating: "a-z", count: 33_000) + "]",
        String(repeating: "(?=a)", count: 2_000),
        "(" + String(repeating: "word|", count: 20_000) + ")",
        String(repeating: "(?:a|b)*", count: 12_000),
    ])
    func compilesPatternsOf100KB(pattern: String) throws {
        let compiled = try Pattern(pattern)
        _ = try? compiled.matches("abc")
        _ = try? compiled.matches(String(repeating: "a", count: 1_000))
    }

    @Test func copesWithThousandsOfDifferentSets() {
        let scalars = (0x4E00..<0x7E00).compactMap { Unicode.Scalar($0).map(Character.init) }
        #expect(throws: Never.self) { try Pattern(String(scalars) + "|x") }
        let classes = scalars.prefix(6_000).map { "[^\($0)]" }.joined()
        _ = try? Pattern("^" + classes)
    }

    @Test func looksAroundAsDeepAsGroupsMayBe() throws {
        let source = String(repeating: "(?=", count: 250) + "a" + String(repeating: ")", count: 250)
        #expect(try Pattern(source).matches("ba"))
        #expect(try Pattern(source + #"(a)\1"#).matches("baa"))
    }

    @Test func survivesTextThatIsNotUTF8() throws {
        let texts: [[UInt8]] = [
            [0xFF], [0xE2, 0x80], [0xF0, 0x9F], [0x80, 0x80], [0xC3], [0xF7, 0xBF, 0xBF, 0xBF],
            [0x61, 0xE2],
        ]
        for source in [".", "^.{1,3}$", #"^\p{L}+$"#, #"(?<=.)a|é"#, #"(.)\1"#, "^[^é]+$", "€"] {
            let pattern = try Pattern(source)
            for text in texts { _ = try text.withUnsafeBytes { try pattern.matches($0) } }
        }
    }
}
