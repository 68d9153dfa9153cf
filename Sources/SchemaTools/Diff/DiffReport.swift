import ConfigDocument
import SchemaCompiler

/// Reports of a comparison, for people and for machines.
extension SchemaDiff {
    /// One line for each change, in the format of compilers, followed by the required action.
    public var text: String {
        var lines = changes.map(\.text)
        lines += sourceChanges.map {
            "\(newPath): \($0.effect.rawValue) for Swift code: \($0.name) \($0.message)"
        }
        lines.append(summary)
        return lines.joined(separator: "\n")
    }

    /// `2 breaking, 1 automatic; Swift code: 1 breaking`.
    public var summary: String {
        if changes.isEmpty, sourceChanges.isEmpty { return "no differences" }
        let counts = SchemaChange.Severity.allCases.reversed().compactMap { severity in
            let count = changes.filter { $0.severity == severity }.count
            return count == 0 ? nil : "\(count) \(severity.rawValue)"
        }
        let documents = counts.isEmpty ? "none" : counts.joined(separator: ", ")
        let breaking = sourceChanges.filter { $0.effect == .breaking }.count
        let compatible = sourceChanges.count - breaking
        let source = [(breaking, "breaking"), (compatible, "compatible")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return "documents: \(documents); Swift code: \(source.isEmpty ? "none" : source)"
    }

    /// Markdown tables for a pull request.
    public var markdown: String {
        func prose(_ text: String) -> String {
            MarkdownText.escaped(singleLine(text, limit: .max))
        }
        // A pipe ends a table cell, even inside a code span (GFM 0.29, 4.10).
        func code(_ text: String) -> String { CodeSpan.of(text).replacing("|", with: "\\|") }
        var lines = ["## \(prose(oldPath)) → \(prose(newPath))", "", summary, ""]
        if !changes.isEmpty {
            lines += ["| severity | setting | change | to do |", "|---|---|---|---|"]
            lines += changes.map { change in
                let path = change.path.isEmpty ? "the document" : code(change.path)
                return "| \(change.severity.rawValue) | \(path) | \(prose(change.reason)) "
                    + "| \(prose(change.action)) |"
            }
        }
        if !sourceChanges.isEmpty {
            lines += ["", "| Swift code | name | change |", "|---|---|---|"]
            lines += sourceChanges.map {
                "| \($0.effect.rawValue) | \(code($0.name)) | \(prose($0.message)) |"
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The differences as JSON.
    public var json: String {
        let value: DocumentValue = [
            "old": .string(oldPath), "new": .string(newPath),
            "severity": .string(severity.rawValue),
            "changes": .array(changes.map(\.value)),
            "source": .array(
                sourceChanges.map {
                    [
                        "effect": .string($0.effect.rawValue), "name": .string($0.name),
                        "message": .string($0.message),
                    ]
                }
            ),
        ]
        var text = String(decoding: value.encoded(as: .json), as: UTF8.self)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}

extension SchemaChange {
    var text: String {
        let place =
            (new ?? old).map {
                "\($0.file):\($0.position.line):\($0.position.column): "
            } ?? ""
        let name = path.isEmpty ? "the document" : singleLine(path)
        var text = "\(place)\(severity.rawValue): \(name): \(reason)"
        if severity != .safe { text += "; \(action)" }
        if !alsoAt.isEmpty {
            text += "\n  also at " + alsoAt.prefix(4).map { singleLine($0) }.joined(separator: ", ")
            if alsoAt.count > 4 { text += " and \(alsoAt.count - 4) more" }
        }
        if new != nil, let old {
            text += "\n  was \(old.file):\(old.position.line):\(old.position.column)"
        }
        return text
    }

    fileprivate var value: DocumentValue {
        var object = DocumentObject()
        object["kind"] = .string(kind.rawValue)
        object["severity"] = .string(severity.rawValue)
        object["path"] = .string(path)
        object["alsoAt"] = .array(alsoAt.map(DocumentValue.string))
        object["reason"] = .string(reason)
        object["action"] = .string(action)
        object["old"] = old.map(\.value)
        object["new"] = new.map(\.value)
        return .object(object)
    }
}

extension SchemaChange.Place {
    fileprivate var value: DocumentValue {
        [
            "file": .string(file), "line": .int(position.line), "column": .int(position.column),
            "location": .string(location),
        ]
    }
}
