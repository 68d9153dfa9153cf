/// The public declarations of a source that have no doc comment.
///
/// Requirements of a protocol are documented there. Therefore, these are excluded: members
/// of an extension that adds a conformance, operators, and requirements of the protocols of Swift and
/// `ConfigTypes` with well-known names: `description`, `hash(into:)`, `encode(to:)`, `init(reading:)` and others.
struct UndocumentedDeclarations {
    private(set) var lines: [(number: Int, text: String)] = []
    /// The end of the extension with a conformance that is being read.
    private var conformanceEnd: String?
    private var isInLiteral = false
    private var isDocumented = false

    init(in source: String) {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() { read(String(line), number: index + 1) }
    }

    private mutating func read(_ line: String, number: Int) {
        if line.utf8.contains(UInt8(ascii: "\"")), line.matches(of: /"{3}/).count % 2 == 1 {
            isInLiteral.toggle()
        }
        if isInLiteral { return }
        let text = line.drop { $0 == " " }
        if line == conformanceEnd { conformanceEnd = nil }
        if text.contains("extension"), text.starts(with: /(?:public |package )?extension [^ :{]+:/)
        {
            conformanceEnd = line.prefix(line.count - text.count) + "}"
        }
        if Self.isPublic(text), !isDocumented, conformanceEnd == nil, !Self.isRequired(text) {
            lines.append((number, String(text)))
        }
        // Attributes and conditions stand between a comment and what it is about.
        if text.hasPrefix("#if") || text.hasPrefix("#e") || Self.isAttribute(text) { return }
        isDocumented = text.hasPrefix("///")
    }

    private static func isAttribute(_ text: Substring) -> Bool {
        text.hasPrefix("@") && text.wholeMatch(of: /(?:@\w+(?:\([^)]*\))?\ ?)+/) != nil
    }

    private static func isPublic(_ text: Substring) -> Bool {
        (text.hasPrefix("public ") || text.hasPrefix("@"))
            && text.starts(with: /(?:@\w+(?:\([^)]*\))? )*public (?!import)/)
    }

    private static func isRequired(_ text: Substring) -> Bool {
        text.contains(/\b(?:var|let) (?:description|debugDescription|customMirror|rawValue)\b/)
            || text.contains(/\bfunc (?:hash\(into|encode\(to|write\(to)/)
            || text.contains(/\binit\??\((?:from decoder|reading|rawValue|\w+Literal)\b/)
            || text.contains(/\bfunc [^\w\s`(]+ ?[<(]/)
    }
}
