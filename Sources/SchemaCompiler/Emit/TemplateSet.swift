import ConfigDocument
public import JSONSchema
import Mustache
import SchemaTemplates

/// The templates by name, parsed once: those of the package, or the user's replacements.
package struct TemplateSet: Sendable {
    private var templates: [String: MustacheTemplate] = [:]
    /// True if types may be divided into several files; a user's template `File` always produces
    /// one.
    private(set) var divides = true

    /// - Throws: the errors of all templates, with their lines.
    package init(_ texts: [String: String] = Templates.all) throws(TemplateError) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            templates[name] = try Self.parsed(text, name: name)
        }
    }

    /// - Parameter folder: a directory in which `NAME.mustache` replaces the template NAME.
    package init(overriddenBy folder: String?) throws(TemplateError) {
        try self.init()
        guard let folder else { return }
        let files = try TemplateFolder(folder).files()
        divides = !files.contains { $0.name == "File" }
        for file in files {
            templates[file.name] = try Self.parsed(file.text, name: file.name, path: file.path)
        }
    }

    package func render(_ name: String, _ context: [String: Any]) -> String {
        templates[name]?.render(context) ?? ""
    }

    private static func parsed(
        _ text: String,
        name: String,
        path: String? = nil
    ) throws(TemplateError) -> MustacheTemplate {
        // Pages are escaped by the rules of HTML. Swift values are escaped before they are passed
        // in.
        let type = Templates.areHTML.contains(name) ? "HTML" : "TEXT"
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(type)}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            var finding = Finding(
                message: "the template \(name) is not valid Mustache: \(words(for: error.error))",
                file: path ?? name
            )
            // The first line is the one added above, which is not part of the user's file.
            let line = max(1, error.context.lineNumber - 1)
            finding.position = TemplateFolder.position(
                line: line,
                column: error.context.columnNumber,
                in: text
            )
            throw TemplateError(findings: [finding])
        } catch {
            throw TemplateError(findings: [
                Finding(message: "the template \(name) is not valid Mustache", file: path ?? name)
            ])
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect:
            "the section that ends here is not the one that began last"
        case MustacheTemplate.Error.unfinishedName: "a tag is not closed with }}"
        case MustacheTemplate.Error.expectedSectionEnd: "a section is not closed"
        default: "a tag is malformed"
        }
    }
}

/// An error in templates.
public struct TemplateError: Error, Sendable, CustomStringConvertible {
    /// All findings in the templates.
    public var findings: [Finding]

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
