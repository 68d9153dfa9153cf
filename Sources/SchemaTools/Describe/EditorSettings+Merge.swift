import ConfigDocument
import DocumentEditing
package import JSONSchema
import SchemaCompiler

extension EditorSettings {
    /// The settings of a file with these associations added; everything else in it stays, comments
    /// included.
    ///
    /// - Parameters:
    ///   - text: the content of `settings.json`, which is JSON with comments.
    ///   - path: the file as messages name it.
    /// - Throws: if the text has a syntax error, or one of the settings has another form.
    package func merged(into text: [UInt8], of path: String) throws(SchemaError) -> [UInt8] {
        var options = ReadingOptions()
        options.allowsBlankText = true
        do {
            let old = try Document(parsing: text, as: .jsonc, named: path, options: options)
            if old.isBlank { return Array(visualStudioCode.utf8) }
            let before = DocumentValue(old.root)
            return try old.applying(merged(into: before, path), over: before).document.source
        } catch let error as DocumentError {
            throw SchemaError(findings: [Finding(error)])
        } catch let error as SchemaError {
            throw error
        } catch {
            throw SchemaError(findings: [Finding(message: "not merged: \(error)", file: path)])
        }
    }

    private func merged(
        into settings: DocumentValue,
        _ path: String
    ) throws(SchemaError) -> DocumentValue {
        guard var object = settings.object else {
            throw Self.unexpected("the file", "an object", path)
        }
        for (key, value) in visualStudioCodeSettings.members {
            guard let old = object[key] else {
                object[key] = value
                continue
            }
            switch (old, value) {
            case (.object(var old), .object(let new)):
                for member in new.members {
                    old[member.key] = try Self.joined(old[member.key], member.value, key, path)
                }
                object[key] = .object(old)
            case (.array(let old), .array(let new)):
                object[key] = .array(try Self.joined(old, new, key, path))
            default:
                let expected = value.array == nil ? "an object" : "an array"
                throw Self.unexpected(quoted(key), expected, path)
            }
        }
        return .object(object)
    }

    /// The patterns of files of a schema: those that are there, then the missing ones. A schema that
    /// is there for a pattern of TOML files stays.
    private static func joined(
        _ old: DocumentValue?,
        _ new: DocumentValue,
        _ key: String,
        _ path: String
    ) throws(SchemaError) -> DocumentValue {
        guard let old else { return new }
        guard let patterns = new.array else { return old }
        // A single pattern may be written without an array.
        let known = old.string.map { [.string($0)] } ?? old.array
        guard let known else { throw unexpected("a schema in \(quoted(key))", "an array", path) }
        let missing = patterns.filter { !known.contains($0) }
        return missing.isEmpty ? old : .array(known + missing)
    }

    /// The entries of `json.schemas`, which are found by their URL.
    private static func joined(
        _ old: [DocumentValue],
        _ new: [DocumentValue],
        _ key: String,
        _ path: String
    ) throws(SchemaError) -> [DocumentValue] {
        var result = old
        for entry in new {
            let index = result.firstIndex { $0.object?["url"] == entry.object?["url"] }
            guard let index, var known = result[index].object,
                let patterns = entry.object?["fileMatch"]
            else {
                result.append(entry)
                continue
            }
            known["fileMatch"] = try joined(known["fileMatch"], patterns, key, path)
            result[index] = .object(known)
        }
        return result
    }

    private static func unexpected(
        _ subject: String,
        _ expected: String,
        _ path: String
    ) -> SchemaError {
        SchemaError(findings: [
            Finding(message: "not merged: \(subject) is not \(expected)", file: path)
        ])
    }
}
