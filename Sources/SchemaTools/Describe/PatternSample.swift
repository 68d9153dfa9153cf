import ECMARegex

/// A string that matches a simple pattern, found by trial and error.
enum PatternSample {
    private static let candidates = [
        "", "a", "A", "0", "1", "abc", "name", "example", "Example", "EXAMPLE", "1.0", "1.0.0",
        "v1.0.0", "1.2.3.4", "#ffffff", "0x0", "/", "/path", "./path", "https://example.org/",
        "example.org", "a/b", "a:b", "a.b", "a-b", "a_b", "@a/b", "10s", "1m", "1h", "10MB", "100%",
        "2030-01-31", "12:00", "en", "en-US", "*", "latest", "stable", "${name}", "$name",
        "00000000", "00000000-0000-0000-0000-000000000000",
    ]

    /// A usual text, if one matches, or one made for the pattern.
    static func text(matching pattern: String, least: Int = 0, most: Int = .max) -> String? {
        guard let compiled = try? Pattern(pattern, leniency: .annexB) else { return nil }
        let usual = candidates.first { candidate in
            let length = candidate.unicodeScalars.count
            return length >= least && length <= most
                && (try? compiled.matches(candidate)) == true
        }
        return usual ?? Pattern.matchingText(pattern, least: least, most: most)
    }
}
