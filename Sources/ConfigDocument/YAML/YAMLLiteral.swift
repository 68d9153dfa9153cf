/// A text that can be written as a literal block (`|`), line by line (YAML 1.2, 8.1.2).
struct YAMLLiteral {
    /// The lines of the block; empty ones are not indented.
    let lines: [Substring]
    /// `-` if the text ends without a line break, `+` if it ends with several.
    let chomping: String
    /// True if the first line is empty or begins with a space, so that a reader cannot determine
    /// the indentation of the block.
    let needsIndicator: Bool

    /// Nil for a single-line text, and if the block would be inexact or hide something.
    init?(_ text: String) {
        guard text.utf8.contains(0x0A) else { return nil }
        let isExact = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar == "\t" || VisibleText.contains(scalar)
        }
        guard isExact else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map(Substring.init)
        let hasText = lines.contains { line in line.utf8.contains { $0 != 0x20 && $0 != 0x09 } }
        // A blank line at the end could be read as indentation.
        guard hasText, let first = lines.first, first.utf8.first != 0x09 else { return nil }
        let hasBlankEnd = lines.contains { line in
            !line.isEmpty && line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }
        guard !hasBlankEnd else { return nil }
        if text.utf8.last == 0x0A {
            lines.removeLast()
            chomping = lines.last?.isEmpty == true ? "+" : ""
        } else {
            chomping = "-"
        }
        needsIndicator = first.isEmpty || first.utf8.first == 0x20
        if first.isEmpty, lines.first(where: { !$0.isEmpty })?.utf8.first == 0x09 { return nil }
        self.lines = lines
    }
}
