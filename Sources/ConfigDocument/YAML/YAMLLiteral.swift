/// A text that may be written as a literal block (`|`), line by line as it is (YAML 1.2, 8.1.2).
struct YAMLLiteral {
    /// The lines of the block; empty ones stand without indentation.
    let lines: [Substring]
    /// `-` where the text ends without a line break, `+` where it ends with several.
    let chomping: String
    /// Whether the first line begins with a space or is empty, so that a reader could not tell how
    /// far the block is indented.
    let needsIndicator: Bool

    /// Nil for text of one line, and where the block would not be exact or would hide something.
    init?(_ text: String) {
        guard text.utf8.contains(0x0A) else { return nil }
        let isExact = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar == "\t" || VisibleText.contains(scalar)
        }
        guard isExact else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map(Substring.init)
        let hasText = lines.contains { line in line.utf8.contains { $0 != 0x20 && $0 != 0x09 } }
        // A line of blanks at the end could be taken for one that belongs to the indentation.
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
