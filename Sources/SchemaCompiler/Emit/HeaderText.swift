/// The first line of an extension, wrapped like the formatter does if it is too long.
enum HeaderText {
    /// The first line of a declaration.
    static func opening(
        _ declaration: String,
        conformingTo names: [String],
        indent: Int
    ) -> String {
        let list = names.joined(separator: ", ")
        let line = "\(declaration): \(list)"
        let room = CallText.width - indent
        if line.count + 2 <= room { return line + " {" }
        if line.count <= room { return line + "\n{" }
        return "\(declaration):\n    \(list)\n{"
    }

    static func `extension`(of path: String, conformingTo name: String? = nil) -> String {
        let conformance = name.map { ": \($0)" } ?? ""
        let line = "extension \(path)\(conformance)"
        if line.count + 2 <= CallText.width { return line + " {" }
        if line.count <= CallText.width { return line + "\n{" }
        if let name, path.count + 11 <= CallText.width {
            return "extension \(path):\n    \(name)\n{"
        }
        return broken(path, conformance) + "\n{"
    }

    /// As much of the path as fits, followed by the rest on further lines.
    private static func broken(_ path: String, _ conformance: String) -> String {
        var lines: [String] = []
        var line = "extension "
        for (index, part) in path.split(separator: ".").enumerated() {
            let next = index == 0 ? String(part) : "." + part
            if index > 0, line.count + next.count > CallText.width {
                lines.append(line)
                line = "    "
            }
            line += next
        }
        lines.append(line + conformance)
        return lines.joined(separator: "\n")
    }
}
