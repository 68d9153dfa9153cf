import Testing

@testable import ECMARegex

@Suite struct MatchingTextTests {
    @Test(arguments: [
        #"^3\.1\.\d+(-.+)?$"#, "^(Alpine Model|OpenOCD)$", #"\.png$"#, "^[A-Fa-f0-9]{64}$", "1.1",
        "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        #"^(text|source)(\.[\w0-9-]+)+$"#, #"^(a|b)\1$"#, "^[^a-z]+$", "",
    ])
    func matches(source: String) throws {
        let text = try #require(Pattern.matchingText(source))
        #expect(try Pattern(source).matches(text))
    }

    @Test func hasTheRequestedLength() {
        #expect(Pattern.matchingText("^[a-z]*$", least: 5) == "aaaaa")
        #expect(Pattern.matchingText("^[a-z]{3,}$", most: 2) == nil)
        #expect(Pattern.matchingText("^(?!a)a$") == nil)
        #expect(Pattern.matchingText("[") == nil)
    }

    /// Repetitions of nothing inside each other would take longer than anyone waits.
    @Test(arguments: [
        "^(?:(?:(?:(?:){1000}){1000}){1000}){1000}x$", "^(?:(?:(?:(?=a)){900}){900}){900}x$",
        "^(?:(?:(?:(?:(?:[b-a]|){99}){99}){99}){99}){99}x$",
    ])
    func givesUpOnRepetitionsOfNothing(source: String) {
        #expect(Pattern.matchingText(source) == nil)
    }
}
