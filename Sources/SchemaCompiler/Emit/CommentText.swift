/// A doc comment as lines of text: the description of the schema, then bounds, default and examples
/// in words.
enum CommentText {
    static func lines(_ documentation: Documentation, indent: Int) -> [String] {
        guard !documentation.isEmpty else { return [] }
        let width = 100 - indent - 4
        var text = documentation.text
        var trailing: [String] = []
        if let bounds = phrase(documentation.bounds, unlessIn: text) { text = joined(text, bounds) }
        if let value = documentation.defaultText { trailing.append("Default: \(value).") }
        if !documentation.examples.isEmpty {
            let word = documentation.examples.count == 1 ? "Example" : "Examples"
            trailing.append("\(word): \(documentation.examples.joined(separator: ", ")).")
        }
        trailing += documentation.notes
        if !trailing.isEmpty {
            text =
                text.isEmpty
                ? trailing.joined(separator: " ")
                : ended(text) + " " + trailing.joined(separator: " ")
        }
        return SwiftText.commentLines(text, width: width).map { $0.isEmpty ? "///" : "/// " + $0 }
    }

    private static func phrase(_ bounds: [String], unlessIn text: String) -> String? {
        guard !bounds.isEmpty else { return nil }
        return bounds.joined(separator: ", ")
    }

    /// A single sentence includes the bounds; after several, they are a sentence of their own.
    private static func joined(_ text: String, _ bounds: String) -> String {
        if text.isEmpty { return capitalized(bounds) + "." }
        var sentence = Substring(text)
        while let last = sentence.last, last.isWhitespace || last == "." { sentence.removeLast() }
        let isOne = !sentence.contains {
            $0 == "." || $0.isNewline || $0 == "!" || $0 == "?" || $0 == "`"
        }
        return isOne ? "\(sentence), \(bounds)." : "\(ended(text)) \(capitalized(bounds))."
    }

    private static func ended(_ text: String) -> String {
        var text = text
        while let last = text.last, last.isWhitespace { text.removeLast() }
        guard let last = text.last, !".!?:;".contains(last) else { return text }
        return text + "."
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
