/// Calls and parameter lists as the formatter leaves them: on one line where they fit, else one
/// argument a line.
enum CallText {
    static let width = 100

    /// An argument, or a parameter with its default. One that ends in a list can be broken there.
    struct Argument: ExpressibleByStringInterpolation {
        var head: String
        var elements: [String] = []
        var tail = ""

        init(_ head: String, _ elements: [String], _ tail: String) {
            (self.head, self.elements, self.tail) = (head, elements, tail)
        }

        init(stringLiteral value: String) { head = value }

        var line: String { head + elements.joined(separator: ", ") + tail }

        /// - Parameters:
        ///   - indent: the column that it stands at, and `base`: how much of that its lines bring.
        func broken(indent: Int, base: Int) -> String {
            // With the comma that follows.
            if elements.isEmpty || indent + line.count < CallText.width { return line }
            let inner = String(repeating: " ", count: base + 4)
            let outer = String(repeating: " ", count: base)
            let list = elements.joined(separator: ", ") + ","
            let isOneLine = indent + 4 + list.count <= CallText.width
            let lines =
                isOneLine ? inner + list : elements.map { inner + $0 + "," }.joined(separator: "\n")
            return "\(head)\n\(lines)\n\(outer)\(tail)"
        }
    }

    /// - Parameters:
    ///   - opening: what stands before the arguments, its parenthesis included.
    ///   - indent: the column that the text will stand at in the file.
    ///   - base: how many of these columns the text's own lines have to bring; all where nil. The
    ///     first line brings none.
    static func lines(
        _ opening: String,
        _ arguments: [Argument],
        _ closing: String,
        indent: Int,
        base: Int? = nil
    ) -> String {
        let line = opening + arguments.map(\.line).joined(separator: ", ") + closing
        if arguments.isEmpty || indent + line.count <= width { return line }
        let base = base ?? indent
        let inner = String(repeating: " ", count: base + 4)
        let outer = String(repeating: " ", count: base)
        let list = arguments.map { inner + $0.broken(indent: indent + 4, base: base + 4) }
        return "\(opening)\n\(list.joined(separator: ",\n"))\n\(outer)\(closing)"
    }

    /// `name = value`, the value on a line of its own where it does not fit.
    static func assignment(_ target: String, _ value: String, indent: Int, base: Int) -> String {
        if indent + target.count + 1 + value.count <= width { return "\(target) \(value)" }
        return "\(target)\n" + String(repeating: " ", count: base) + value
    }

    /// A case of a switch, its statement on a line of its own where it does not fit.
    static func branch(_ pattern: String, _ statement: String, indent: Int) -> String {
        if indent + pattern.count + 1 + statement.count <= width {
            return "\(pattern) \(statement)"
        }
        return "\(pattern)\n" + String(repeating: " ", count: indent + 4) + statement
    }
}
