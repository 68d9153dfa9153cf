import ConfigDocument
public import JSONSchema
public import SchemaCompiler

/// Pages for the users of a program: every setting of a schema with its type, default and bounds.
public struct ReferencePages: Sendable {
    /// The formats of a page.
    public enum Format: String, Sendable, CaseIterable {
        case markdown
        case html

        var template: String { self == .html ? "ReferencePage" : "ReferenceText" }
        /// The extension of a page's file, with the dot.
        public var fileEnding: String { self == .html ? ".html" : ".md" }
    }

    /// The options of generated code, whose names the pages use.
    public var options: CompilerOptions
    /// The prefix of environment variables; nil omits the variables.
    public var environmentPrefix: String?
    private let templates: TemplateSet

    /// - Throws: if the templates are invalid.
    public init(options: CompilerOptions = CompilerOptions()) throws(TemplateError) {
        self.options = options
        templates = try TemplateSet(overriddenBy: options.templates)
    }

    /// Renders a page for each schema, named `NAME.md` or `NAME.html`.
    ///
    /// - Parameter history: older versions of the schemas, to show the version that introduced a
    ///   setting.
    public func pages(
        for sources: [SchemaSource],
        history: [SchemaSource] = [],
        as format: Format
    ) throws(SchemaError) -> [(name: String, text: String)] {
        var pages: [(name: String, text: String)] = []
        var findings = NameClashes.findings(
            ofOutputs: sources.map { ($0.name + format.fileEnding, $0) }
        )
        let references = References(sources, options)
        for source in sources {
            do throws(SchemaError) {
                let page = try page(for: source, history, references, format)
                pages.append((source.name + format.fileEnding, page))
            } catch {
                findings += references.located(error.findings)
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings.eachOnce) }
        return pages
    }

    private func page(
        for source: SchemaSource,
        _ history: [SchemaSource],
        _ references: References,
        _ format: Format
    ) throws(SchemaError) -> String {
        let graph = try references.registry(for: source).resolve(
            source.document,
            baseURI: source.uri
        )
        var describer = SettingDescriber(graph: graph)
        describer.environmentPrefix = environmentPrefix
        describer.config = source.name
        for old in history
        where old.name == source.name
            && FilePath.folder(old.path) == FilePath.folder(source.path)
        {
            let registry = References([old], options).registry(for: old)
            guard let graph = try? registry.resolve(old.document, baseURI: old.uri) else {
                continue
            }
            var earlier = SettingDescriber(graph: graph)
            earlier.describe()
            describer.history.append((old.version ?? "", Set(earlier.settings.map(\.path))))
        }
        describer.describe()
        let root = graph.cursor(of: graph.root)
        func prose(_ text: String) -> String { self.prose(text, format) }
        func line(_ text: String) -> String { prose(DescriptiveText.line(text)) }
        let context: [String: Any] = [
            "title": line(root["title"]?.string ?? source.name),
            "description": optional(root["description"]?.string.map(prose)),
            "file": code(source.shownPath, format),
            "version": optional(source.version.map(line)),
            "settings": describer.settings.map { self.context($0, format) },
        ]
        return templates.render(format.template, context)
    }

    /// Mustache renders a section once for each element, so an empty array hides it.
    private func optional(_ text: String?) -> [String] { text.map { [$0] } ?? [] }

    private func context(_ setting: SettingDescription, _ format: Format) -> [String: Any] {
        func prose(_ text: String) -> String { self.prose(text, format) }
        func line(_ text: String) -> String { prose(DescriptiveText.line(text)) }
        func code(_ text: String) -> String { self.code(text, format) }
        func codes(_ texts: [String]) -> [String] {
            texts.isEmpty ? [] : [texts.map(code).joined(separator: ", ")]
        }
        return [
            "path": code(setting.path),
            "anchor": Self.anchor(setting.path),
            "type": setting.type,
            "description": optional(setting.text.map(prose)),
            "required": setting.isRequired,
            "default": optional(setting.defaultText.map(code)),
            "values": codes(setting.values),
            // Bounds consist of fixed words and code spans, which are Markdown already.
            "bounds": setting.bounds.isEmpty ? [] : [setting.bounds.joined(separator: ", ")],
            "examples": codes(setting.examples),
            "environment": optional(setting.environment.map(code)),
            "secret": setting.isSecret,
            "deprecated": optional(setting.deprecation.map(line)),
            "since": optional(setting.since.map(line)),
            "note": optional(setting.note),
        ]
    }

    private func prose(_ text: String, _ format: Format) -> String {
        let text = DescriptiveText.paragraphs(text)
        return format == .html ? text : MarkdownText.escaped(text)
    }

    private func code(_ text: String, _ format: Format) -> String {
        format == .html ? singleLine(text, limit: .max) : CodeSpan.of(text)
    }

    private static func anchor(_ path: String) -> String {
        String(path.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}

/// Titles and descriptions as pages show them: without characters that are invisible or that a
/// terminal obeys, and without lines that the log of a CI server takes for a command.
enum DescriptiveText {
    /// Lines stay lines. One that begins with the mark of a command continues the line before it.
    static func paragraphs(_ text: String) -> String {
        var result = ""
        for line in lines(text) {
            let start = line.drop { $0.isWhitespace }
            let isCommand = start.hasPrefix("::") || start.hasPrefix("##")
            if !result.isEmpty { result += isCommand ? " " : "\n" }
            result += isCommand ? start : line[...]
        }
        return result
    }

    static func line(_ text: String) -> String { lines(text).joined(separator: " ") }

    private static func lines(_ text: String) -> [String] {
        text.replacing("\r\n", with: "\n").unicodeScalars
            .split(omittingEmptySubsequences: false, whereSeparator: isLineBreak).map { line in
                var shown = ""
                for scalar in line {
                    shown.unicodeScalars.append(VisibleText.contains(scalar) ? scalar : " ")
                }
                return shown
            }
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

/// Escapes text from a schema for Markdown, so that it never becomes structure or HTML.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var result = ""
        var isLineStart = true
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                result += "\n"
                isLineStart = true
                continue
            }
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "[", "]", "`", "*", "_", "|", "!", "#": result += "\\\(scalar)"
            case "-", "+", "=", ":":
                if isLineStart { result += "\\" }
                result.unicodeScalars.append(scalar)
            default: result.unicodeScalars.append(scalar)
            }
            if !scalar.properties.isWhitespace { isLineStart = false }
        }
        return result
    }
}
