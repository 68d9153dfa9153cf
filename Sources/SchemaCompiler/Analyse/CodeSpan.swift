import ConfigDocument

/// A value shown literally in Markdown: a code span whose fence is longer than any run of backticks
/// in the value.
///
/// CommonMark 0.31, section 6.1.
package enum CodeSpan {
    package static func of(_ value: String) -> String {
        let text = singleLine(value, limit: .max)
        let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        // A reader strips one space from both ends, so that a value may begin with a backtick.
        let isStripped = text.hasPrefix(" ") && text.hasSuffix(" ") && text.contains { $0 != " " }
        let padding = text.isEmpty || text.hasPrefix("`") || text.hasSuffix("`") || isStripped
        return padding ? "\(fence) \(text) \(fence)" : fence + text + fence
    }

    private static func longestRun(of character: Unicode.Scalar, in text: String) -> Int {
        var longest = 0
        var current = 0
        for scalar in text.unicodeScalars {
            current = scalar == character ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
