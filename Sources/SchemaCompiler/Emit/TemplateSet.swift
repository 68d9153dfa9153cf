import Mustache
import SchemaTemplates

/// The templates by name, parsed once.
struct TemplateSet: Sendable {
    private var templates: [String: MustacheTemplate] = [:]

    /// - Throws: where a template's text is no Mustache.
    init(_ texts: [String: String] = Templates.all) throws(TemplateError) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            do {
                // As text: HTML's escapes would be wrong in Swift, which has its own.
                templates[name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
            } catch {
                throw TemplateError(name: name, message: "\(error)")
            }
        }
    }

    func render(_ name: String, _ context: [String: Any]) -> String {
        templates[name]?.render(context) ?? ""
    }
}

/// A template that cannot be used.
public struct TemplateError: Error, Sendable {
    public var name: String
    public var message: String
}
