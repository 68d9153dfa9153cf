import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Prints a sample: settings that are set as data, the others as comments that can be uncommented.
struct SamplePrinter {
    let title: String
    let file: String

    func text(_ root: Sample, as format: DocumentFormat) -> String {
        switch format {
        case .json: return String(decoding: root.set.encoded(as: .json), as: UTF8.self)
        case .yaml:
            var lines = comment("\(title): a sample for \(file)", indent: 0)
            guard case .members(let members) = root, members.contains(where: \.isSet) else {
                // A document of comments alone would be null, so an empty object must be explicit.
                if case .members(let members) = root {
                    for member in members { yaml(member, indent: 0, isComment: false, &lines) }
                    lines.append("{}")
                } else {
                    lines += yamlValue(root.set).split(separator: "\n").map(String.init)
                }
                return lines.joined(separator: "\n") + "\n"
            }
            for member in members {
                if !lines.isEmpty, !member.comment.isEmpty { lines.append("") }
                yaml(member, indent: 0, isComment: false, &lines)
            }
            return lines.joined(separator: "\n") + "\n"
        case .jsonc:
            var lines = [
                "// "
                    + SwiftText.commentLines("\(title): a sample for \(file)", width: .max).joined(
                        separator: " "
                    )
            ]
            jsonc(root, prefix: "", suffix: "", indent: 0, isComment: false, &lines)
            return lines.joined(separator: "\n") + "\n"
        case .toml:
            var lines = comment("\(title): a sample for \(file)", indent: 0)
            guard case .members(let members) = root else {
                return String(decoding: root.set.encoded(as: .toml), as: UTF8.self)
            }
            toml(members, path: [], isComment: false, &lines)
            return lines.joined(separator: "\n") + "\n"
        }
    }

    private func comment(_ text: String, indent: Int) -> [String] {
        SwiftText.commentLines(text, width: 96 - indent).map { Self.spaces(indent) + "# " + $0 }
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    // MARK: YAML

    /// A member that is not set is commented out as a whole: removing `# ` from each line makes it
    /// data.
    private func yaml(
        _ member: Sample.Member,
        indent: Int,
        isComment: Bool,
        _ lines: inout [String]
    ) {
        let isCommentHere = isComment || !member.isSet
        guard isCommentHere, !isComment else {
            return yamlLines(member, indent: indent, isComment: isCommentHere, &lines)
        }
        var inner: [String] = []
        yamlLines(member, indent: 0, isComment: true, &inner)
        // The comments of the member itself are not commented out again.
        let said = member.comment.count
        for (index, line) in inner.enumerated() {
            lines.append(Self.spaces(indent) + (index < said ? line : "# " + line))
        }
    }

    private func yamlLines(
        _ member: Sample.Member,
        indent: Int,
        isComment: Bool,
        _ lines: inout [String]
    ) {
        let pad = Self.spaces(indent)
        for line in member.comment { lines.append(line.isEmpty ? pad + "#" : pad + "# " + line) }
        let key = yamlValue(.string(member.key), isKey: true)
        if case .members(let inner) = member.value, !inner.isEmpty {
            let isEmpty = !isComment && !inner.contains { $0.isSet }
            lines.append(pad + key + (isEmpty ? ": {}" : ":"))
            for other in inner { yaml(other, indent: indent + 2, isComment: isComment, &lines) }
            return
        }
        let value = yamlValue(member.value.set).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        if value.count == 1, !isBlockValue(member.value.set), let only = value.first {
            lines.append(pad + key + ": " + only)
        } else {
            lines.append(pad + key + ":")
            for line in value where !line.isEmpty { lines.append(pad + "  " + line) }
        }
    }

    private func isBlockValue(_ value: DocumentValue) -> Bool {
        switch value {
        case .array(let array): !array.isEmpty
        case .object(let object): !object.isEmpty
        default: false
        }
    }

    private func yamlValue(_ value: DocumentValue, isKey: Bool = false) -> String {
        // Multi-line strings are quoted, so that they can be commented out.
        if case .string(let text) = value,
            text.contains(where: \.isNewline) || isKey && text.isEmpty
        {
            return YAMLText.doubleQuoted(text)
        }
        var text = String(decoding: value.encoded(as: .yaml), as: UTF8.self)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    // MARK: TOML

    /// The members of a table: values first, then the tables within it.
    private func toml(
        _ members: [Sample.Member],
        path: [String],
        isComment: Bool,
        _ lines: inout [String]
    ) {
        for member in members where Self.table(member) == nil {
            var output = TOMLOutput()
            if case .string = member.value.set {
                // In one line, so that a comment can hold it.
                output.writeInline(member.value.set)
            } else {
                output.writeValue(member.value.set, column: member.key.utf8.count + 3)
            }
            if !member.comment.isEmpty, !lines.isEmpty, !isComment { lines.append("") }
            lines += member.comment.map { $0.isEmpty ? "#" : "# \($0)" }
            let value = String(decoding: output.bytes, as: UTF8.self)
            let statement = "\(TOMLText.key(member.key)) = \(value)"
            lines += statement.split(separator: "\n").map {
                isComment || !member.isSet ? "# \($0)" : String($0)
            }
        }
        for member in members {
            guard let inner = Self.table(member) else { continue }
            let isCommentHere = isComment || !member.isSet
            if !lines.isEmpty { lines.append(isComment ? "#" : "") }
            lines += member.comment.map { $0.isEmpty ? "#" : "# \($0)" }
            let path = path + [member.key]
            lines.append((isCommentHere ? "# " : "") + "[\(TOMLText.path(path))]")
            toml(inner, path: path, isComment: isCommentHere, &lines)
        }
    }

    private static func table(_ member: Sample.Member) -> [Sample.Member]? {
        guard case .members(let inner) = member.value, !inner.isEmpty else { return nil }
        return inner
    }

    // MARK: JSON with comments

    private func jsonc(
        _ sample: Sample,
        prefix: String,
        suffix: String,
        indent: Int,
        isComment: Bool,
        _ lines: inout [String]
    ) {
        let pad = Self.spaces(indent)
        guard case .members(let members) = sample, !members.isEmpty else {
            let text = String(decoding: sample.set.encoded(as: .json), as: UTF8.self)
            let value = text.split(separator: "\n")
            for (index, line) in value.enumerated() {
                lines.append(
                    pad + (index == 0 ? prefix : "") + line
                        + (index == value.count - 1 ? suffix : "")
                )
            }
            return
        }
        lines.append(pad + prefix + "{")
        let last = members.lastIndex { $0.isSet || isComment }
        for (index, member) in members.enumerated() {
            for line in member.comment { lines.append(Self.spaces(indent + 2) + "// " + line) }
            let isCommentHere = !isComment && !member.isSet
            var inner: [String] = []
            jsonc(
                member.value,
                prefix: JSONOutput.literal(member.key) + ": ",
                suffix: index == last ? "" : ",",
                indent: isCommentHere ? 0 : indent + 2,
                isComment: isComment || !member.isSet,
                &inner
            )
            lines += isCommentHere ? inner.map { Self.spaces(indent + 2) + "// " + $0 } : inner
        }
        lines.append(pad + "}" + suffix)
    }
}
