/// Calls and parameter lists as the formatter leaves them: on one line where they fit, else one
/// argument a line.
enum CallText {
    static let width = 100

    /// - Parameters:
    ///   - opening: what stands before the arguments, its parenthesis included.
    ///   - indent: the column that the text will stand at in the file.
    ///   - base: how many of these columns the text's own lines have to bring; all where nil. The
    ///     first line brings none.
    static func lines(
        _ opening: String,
        _ arguments: [String],
        _ closing: String,
        indent: Int,
        base: Int? = nil
    ) -> String {
        let line = opening + arguments.joined(separator: ", ") + closing
        if arguments.isEmpty || indent + line.count <= width { return line }
        let inner = String(repeating: " ", count: (base ?? indent) + 4)
        let outer = String(repeating: " ", count: base ?? indent)
        let list = arguments.map { inner + $0 }.joined(separator: ",\n")
        return "\(opening)\n\(list)\n\(outer)\(closing)"
    }
}
