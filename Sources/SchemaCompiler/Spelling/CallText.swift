/// Calls and parameter lists formatted like the formatter does: on one line if they fit, otherwise
/// with one argument per line.
enum CallText {
    static let width = 100

    /// An argument, or a parameter with its default, that can be wrapped between its parts.
    struct Argument: ExpressibleByStringInterpolation {
        /// The kind of the parts: elements, arguments, or a value and the calls on it.
        enum Style { case list, call, chain }

        var head: String
        var parts: [Argument] = []
        var tail = ""
        var style = Style.list

        init(_ head: String, _ parts: [Argument], _ tail: String, _ style: Style = .list) {
            (self.head, self.parts, self.tail, self.style) = (head, parts, tail, style)
        }

        init(stringLiteral value: String) { head = value }

        var line: String {
            head + parts.map(\.line).joined(separator: style == .chain ? "" : ", ") + tail
        }

        /// The argument after some text.
        func behind(_ text: String) -> Argument { Argument(text + head, parts, tail, style) }

        /// - Parameters:
        ///   - indent: the column of the argument, and `base`, the part of it that its lines
        ///     already have.
        ///   - isFollowed: whether a comma follows.
        func broken(indent: Int, base: Int, isFollowed: Bool = true) -> String {
            let width = CallText.width - (isFollowed ? 1 : 0)
            if parts.isEmpty || indent + line.count <= width { return line }
            // A list that is the only argument opens on the line of the call.
            if style == .call, parts.count == 1, parts[0].style == .list, parts[0].head == "[" {
                let list = Argument(head + "[", parts[0].parts, parts[0].tail + tail)
                return list.broken(indent: indent, base: base, isFollowed: isFollowed)
            }
            let inner = String(repeating: " ", count: base + 4)
            if style == .chain { return chain(indent, base, inner) }
            let outer = String(repeating: " ", count: base)
            return "\(head)\n\(lines(indent + 4, base + 4, inner))\n\(outer)\(tail)"
        }

        private func lines(_ indent: Int, _ base: Int, _ inner: String) -> String {
            guard style == .list else {
                return parts.enumerated().map { index, part in
                    let isLast = index == parts.count - 1
                    return inner + part.broken(indent: indent, base: base, isFollowed: !isLast)
                }.joined(separator: ",\n")
            }
            // A single element in a list has no comma.
            let comma = parts.count == 1 ? "" : ","
            let list = parts.map(\.line).joined(separator: ", ") + comma
            if indent + list.count <= CallText.width { return inner + list }
            return parts.map { part in
                inner + part.broken(indent: indent, base: base, isFollowed: !comma.isEmpty) + comma
            }.joined(separator: "\n")
        }

        private func chain(_ indent: Int, _ base: Int, _ inner: String) -> String {
            let first = (parts.first?.broken(indent: indent, base: base) ?? "")
            let calls = parts.dropFirst().map { part in
                inner + part.broken(indent: indent + 4, base: base + 4)
            }
            return ([head + first] + calls).joined(separator: "\n") + tail
        }
    }

    /// - Parameters:
    ///   - opening: the text before the arguments, including the parenthesis.
    ///   - indent: the column of the text in the file.
    ///   - base: the part of this indentation that the lines after the first must include; nil for
    ///     all of it.
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
        let last = arguments.count - 1
        let list = arguments.enumerated().map { index, argument in
            inner + argument.broken(indent: indent + 4, base: base + 4, isFollowed: index < last)
        }
        return "\(opening)\n\(list.joined(separator: ",\n"))\n\(outer)\(closing)"
    }

    /// `name = value`, with the value on a line of its own if it does not fit.
    static func assignment(_ target: String, _ value: String, indent: Int, base: Int) -> String {
        if indent + target.count + 1 + value.count <= width { return "\(target) \(value)" }
        return "\(target)\n" + String(repeating: " ", count: base) + value
    }

    /// A case of a switch, with its statement on a line of its own if it does not fit.
    static func branch(_ pattern: String, _ statement: String, indent: Int) -> String {
        if indent + pattern.count + 1 + statement.count <= width {
            return "\(pattern) \(statement)"
        }
        return "\(pattern)\n" + String(repeating: " ", count: indent + 4) + statement
    }
}
