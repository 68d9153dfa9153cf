import ConfigDocument
import ECMARegex
import JSONSchema

/// Strings for a schema of type string.
enum SampleText {
    /// Common kinds of strings, some of which fit common patterns.
    private static let usual = [
        "alpha", "beta-2", "Gamma", "x", "a_b", "1.0.0", "2.3.4", "v1.2", "Agent-1", "Agent-12",
        "agent-3", "30 days", "1 year", "2025-11-03T07:15:42Z", "2025-11-03", "07:15", "main",
        "https://example.com/a", "http://example.com", "me@example.com", "path/to/file.txt", "/abs",
        "./rel", "123", "0", "#ff8800", "200000000000000011", "UPPER", "8080:80", "10.0.0.1", "*",
        "00000000-0000-4000-8000-000000000001", "name@1.0.0", "10s", "5m", "1h", "50%", "en-GB",
    ]

    private static let formats: [String: String] = [
        "date-time": "2025-11-03T07:15:42Z", "date": "2025-11-03", "time": "07:15:42Z",
        "duration": "PT1H", "email": "me@example.com", "hostname": "example.com",
        "ipv4": "10.0.0.1", "ipv6": "::1", "uri": "https://example.com/a",
        "uri-reference": "a/b", "uuid": "00000000-0000-4000-8000-000000000001", "regex": "^a+$",
        "json-pointer": "/a/b",
    ]

    private static let mostScalars = 100_000

    /// - Returns: nil if no known string fits the pattern.
    static func text(_ cursor: Cursor, _ random: inout SampleRandom) -> String? {
        let least = cursor["minLength"]?.int ?? 0
        let most = cursor["maxLength"]?.int ?? Int.max
        var candidates = usual
        if let format = cursor["format"]?.string, let text = formats[format] { candidates = [text] }
        if let known = cursor["default"]?.string { candidates.append(known) }
        candidates.append(contentsOf: (cursor["examples"]?.elements ?? []).compactMap(\.string))
        if let source = cursor["pattern"]?.string, let pattern = try? Pattern(source) {
            candidates = candidates.filter { (try? pattern.matches($0)) ?? false }
        }
        candidates = candidates.compactMap { text in
            var text = text
            // Bound: both are small, and the first is the smaller one.
            if text.unicodeScalars.count < least, least <= mostScalars, cursor["pattern"] == nil {
                text += String(repeating: "x", count: least - text.unicodeScalars.count)
            }
            let count = text.unicodeScalars.count
            return count >= least && count <= most ? text : nil
        }
        return candidates.randomElement(using: &random)
    }

    /// A name that matches a pattern: one of the usual strings, or the pattern's literal beginning
    /// with a suffix; nil if neither matches.
    static func name(matching source: String) -> String? {
        guard let pattern = try? Pattern(source, leniency: .annexB) else { return nil }
        let start = source.drop { $0 == "^" }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_/@:".contains($0)) }
        let candidates = [start + "undeclared", start + "1", start + "-a", start].map(String.init)
        return [candidates, usual].joined().first {
            !$0.isEmpty && (try? pattern.matches($0)) ?? false
        }
    }
}
