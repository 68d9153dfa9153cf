import ConfigDocument
public import JSONSchema
import Mustache
import SchemaTemplates

/// The templates by name, parsed once: those of the package, and the user's in their place.
package struct TemplateSet: Sendable {
    private var templates: [String: MustacheTemplate] = [:]
    /// Whether types may be divided into several files: a template of the user's makes one.
    private(set) var divides = true

    /// - Throws: what is wrong with any template, at its line.
    package init(_ texts: [String: String] = Templates.all) throws(TemplateError) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            templates[name] = try Self.parsed(text, name: name)
        }
    }

    /// - Parameter folder: `NAME.mustache` in it takes the place of the template NAME.
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
        // Pages escape by HTML's rules. Swift has its own, which are kept before a value gets here.
        let type = Templates.areHTML.contains(name) ? "HTML" : "TEXT"
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(type)}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            var finding = Finding(
                message: "the template \(name) is no Mustache: \(words(for: error.error))",
                file: path ?? name
            )
            // The first line is the one above, which the user has not written.
            let line = max(1, error.context.lineNumber - 1)
            finding.position = TemplateFolder.position(
                line: line,
                column: error.context.columnNumber,
                in: text
            )
            throw TemplateError(findings: [finding])
        } catch {
            throw TemplateError(findings: [
                Finding(message: "the template \(name) is no Mustache", file: path ?? name)
            ])
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect:
            "the section that ends here has another name than the one that began last"
        case MustacheTemplate.Error.unfinishedName: "a tag is not closed with }}"
        case MustacheTemplate.Error.expectedSectionEnd: "a section is not ended"
        default: "a tag is malformed"
        }
    }
}

/// Templates that cannot be used.
public struct TemplateError: Error, Sendable, CustomStringConvertible {
    /// Everything that is wrong with the templates.
    public var findings: [Finding]

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
