import ConfigDocument
package import JSONSchema
import SchemaTemplates

/// A directory of user templates: a file `NAME.mustache` replaces the template NAME.
package struct TemplateFolder: Sendable {
    /// The version of the template context, documented in Documentation/Templates.md. It increases
    /// when a name is removed or changes its meaning; new names do not change it.
    package static let contextVersion = 2

    private let path: String
    private static let ending = ".mustache"

    /// - Parameter path: the directory of the templates.
    package init(_ path: String) { self.path = path }

    struct File {
        var name: String
        var path: String
        var text: String
    }

    /// The templates in the directory.
    ///
    /// - Throws: for files that are not templates of this package, that were written for another
    ///   version of the context, or that use names which the context does not have.
    func files() throws(TemplateError) -> [File] {
        var findings: [Finding] = []
        var files: [File] = []
        for name in try names() where name.hasSuffix(Self.ending) && !name.hasPrefix(".") {
            let path = FilePath.joined(path, name)
            let stem = String(name.dropLast(Self.ending.count))
            guard Templates.all[stem] != nil else {
                var finding = Finding(message: "there is no template \(quoted(stem))", file: path)
                finding.suggestion = OptionsReader.advice(
                    for: stem,
                    among: Templates.all.keys.sorted()
                )
                findings.append(finding)
                continue
            }
            do throws(FileSystem.Failure) {
                let bytes = try FileSystem.read(path)
                let text = String(decoding: bytes, as: UTF8.self)
                findings += Self.faults(of: text, named: stem, at: path)
                files.append(File(name: stem, path: path, text: Self.withoutFinalNewline(text)))
            } catch {
                var finding = Finding(
                    message: "the template cannot be read: \(error.reason)",
                    file: path
                )
                finding.isUnjudged = error.isTooLarge
                findings.append(finding)
            }
        }
        if files.isEmpty, findings.isEmpty {
            let message =
                "there is no template in this directory; templates have names such as NAME\(Self.ending)"
            findings.append(Finding(message: message, file: path))
        }
        guard findings.isEmpty else { throw TemplateError(findings: findings) }
        return files
    }

    private func names() throws(TemplateError) -> [String] {
        do throws(FileSystem.Failure) {
            return try FileSystem.names(in: path)
        } catch {
            throw TemplateError(findings: [
                Finding(message: "the templates cannot be read: \(error.reason)", file: path)
            ])
        }
    }

    /// Writes the package's own templates, for customisation. Existing files are not overwritten.
    ///
    /// - Returns: the names of the written files, and of those that already existed.
    package func export() throws(SchemaError) -> (written: [String], kept: [String]) {
        var written: [String] = []
        var kept: [String] = []
        do throws(FileSystem.Failure) {
            try FileSystem.makeFolder(path)
            for (name, text) in Templates.all.sorted(by: { $0.key < $1.key }) {
                let file = name + Self.ending
                let path = FilePath.joined(path, file)
                if FileSystem.isFile(path) || FileSystem.isSymbolicLink(path) {
                    kept.append(file)
                    continue
                }
                let head =
                    "{{! \(Self.marker)\(Self.contextVersion): see Documentation/Templates.md }}"
                try FileSystem.write(head + "\n" + text + "\n", to: path)
                written.append(file)
            }
        } catch {
            throw SchemaError(findings: [
                Finding(
                    message: "the templates cannot be written: \(error.reason)",
                    file: error.path
                )
            ])
        }
        return (written, kept)
    }

    // MARK: The content of a template

    private static let marker = "schemac templates, version "

    /// Editors end a file with a line break; the package's own templates end without one.
    private static func withoutFinalNewline(_ text: String) -> String {
        text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private static func faults(of text: String, named name: String, at path: String) -> [Finding] {
        var findings: [Finding] = []
        if let range = text.firstRange(of: marker) {
            let digits = text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if Int(digits) != contextVersion {
                var finding = Finding(
                    message:
                        "the template is written for version \(digits) of the template context; "
                        + "this schemac has version \(contextVersion)",
                    file: path
                )
                finding.suggestion =
                    "export the templates again, and repeat your changes (Documentation/Templates.md)"
                finding.position = position(line: 1, column: 1, in: text)
                return [finding]
            }
        }
        for (tag, line, column) in tags(in: text) where !Templates.names.contains(tag) {
            var finding = Finding(
                message: "the template \(name) has no variable \(quoted(tag))",
                file: path
            )
            finding.suggestion = Suggestion.closest(
                to: tag,
                in: Templates.names.sorted()
            ).map {
                "did you mean \(quoted($0))?"
            }
            finding.position = position(line: line, column: column, in: text)
            findings.append(finding)
        }
        return findings
    }

    /// The names in tags, with their positions. Comments, partials and settings have none.
    private static func tags(in text: String) -> [(name: String, line: Int, column: Int)] {
        var found: [(String, Int, Int)] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            var rest = line[...]
            while let open = rest.firstRange(of: "{{") {
                rest = rest[open.upperBound...]
                let column = line.distance(from: line.startIndex, to: rest.startIndex) + 1
                var name = rest.prefix { $0 != "}" && $0 != "{" }
                if rest.hasPrefix("{") { name = rest.dropFirst().prefix { $0 != "}" } }
                rest = rest[name.endIndex...]
                guard let first = name.first, !"!>%=$<".contains(first) else { continue }
                let plain = name.drop { "#^/& ".contains($0) }.prefix { !" (".contains($0) }
                if plain != ".", !plain.isEmpty {
                    found.append((String(plain), number + 1, column))
                }
            }
        }
        return found
    }

    static func position(line: Int, column: Int, in text: String) -> SourcePosition {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let before = lines.prefix(max(0, line - 1)).reduce(0) { $0 + $1.utf8.count + 1 }
        return SourcePosition(offset: before + column - 1, line: line, column: column)
    }
}
