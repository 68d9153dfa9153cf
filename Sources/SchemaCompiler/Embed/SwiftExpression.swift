/// An expression of calls and lists, wrapped like the formatter does.
struct SwiftExpression {
    enum Shape { case plain, call, list, chain }

    private let shape: Shape
    /// All of a plain expression; otherwise the text before the elements, including its bracket.
    private var head: String
    private var elements: [SwiftExpression] = []
    private var tail = ""
    /// The length on a single line, in characters.
    private var length: Int

    init(_ text: String) {
        shape = .plain
        head = text
        length = text.count
    }

    private init(_ shape: Shape, _ head: String, _ elements: [SwiftExpression], _ tail: String) {
        self.shape = shape
        self.head = head
        self.elements = elements
        self.tail = tail
        length =
            head.count + tail.count + elements.reduce(0) { $0 + $1.length }
            + max(0, elements.count - 1) * (shape == .chain ? 0 : 2)
    }

    static func call(_ name: String, _ arguments: [SwiftExpression]) -> SwiftExpression {
        SwiftExpression(.call, name + "(", arguments, ")")
    }

    static func list(_ elements: [SwiftExpression]) -> SwiftExpression {
        SwiftExpression(.list, "[", elements, "]")
    }

    static func map(_ entries: [(key: String, value: SwiftExpression)]) -> SwiftExpression {
        if entries.isEmpty { return SwiftExpression("[:]") }
        let elements = entries.map { $0.value.labelled(SwiftText.literal($0.key)) }
        return SwiftExpression(.list, "[", elements, "]")
    }

    /// The expression with properties set one by one.
    func setting(_ values: [(name: String, value: SwiftExpression)]) -> SwiftExpression {
        if values.isEmpty { return self }
        let steps = values.map { name, value in
            let path = SwiftExpression("\\.\(SwiftText.member(name))")
            return SwiftExpression.call(".setting", [path, value.labelled("to")])
        }
        return SwiftExpression(.chain, "", [self] + steps, "")
    }

    func labelled(_ label: String) -> SwiftExpression {
        var result = self
        result.head = "\(label): \(head)"
        result.length += label.count + 2
        return result
    }

    /// - Parameters:
    ///   - column: the column of its first character; further lines are indented by `indent`.
    ///   - following: the number of characters that follow it on its last line.
    func text(column: Int, indent: Int, following: Int = 0) -> String {
        if elements.isEmpty || column + length + following <= CallText.width { return line }
        if shape == .chain { return chain(column: column, indent: indent) }
        let inner = String(repeating: " ", count: indent + 4)
        let outer = String(repeating: " ", count: indent)
        let isFlat = elements.allSatisfy { $0.elements.isEmpty }
        let joined = elements.map(\.line).joined(separator: ", ")
        let separator = shape == .list ? "," : ""
        // A list of plain values may be on one line of its own.
        if shape == .list, isFlat, indent + 4 + joined.count + 1 <= CallText.width {
            return "\(head)\n\(inner)\(joined),\n\(outer)\(tail)"
        }
        let lines = elements.enumerated().map { index, element in
            let isLast = index == elements.count - 1
            let end = isLast ? separator : ","
            return inner
                + element.text(column: indent + 4, indent: indent + 4, following: end.count)
                + end
        }
        return "\(head)\n\(lines.joined(separator: "\n"))\n\(outer)\(tail)"
    }

    private func chain(column: Int, indent: Int) -> String {
        let inner = String(repeating: " ", count: indent + 4)
        let steps = elements.dropFirst().map { $0.text(column: indent + 4, indent: indent + 4) }
        let first = elements.first?.text(column: column, indent: indent) ?? ""
        return head + ([first] + steps).joined(separator: "\n" + inner)
    }

    private var line: String {
        let separator = shape == .chain ? "" : ", "
        return head + elements.map(\.line).joined(separator: separator) + tail
    }
}
