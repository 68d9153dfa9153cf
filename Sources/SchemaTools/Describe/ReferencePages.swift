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
        var indexTemplate: String { self == .html ? "ReferenceIndex" : "ReferenceIndexText" }
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

    /// Renders a page for each schema, named `NAME.md` or `NAME.html`; if there are several, also
    /// `index.md` or `index.html`, unless a schema has that name.
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
        if sources.count > 1, !sources.contains(where: { $0.name.lowercased() == "index" }) {
            pages.append(("index" + format.fileEnding, index(of: sources, format)))
        }
        return pages
    }

    private func index(of sources: [SchemaSource], _ format: Format) -> String {
        let pages = sources.map { source in
            let root = source.document.root
            let title = root["title"]?.string ?? source.name
            let text = root["description"]?.string.map {
                $0.split(whereSeparator: \.isNewline).joined(separator: " ")
            }
            return [
                "title": format.cell(title),
                "file": Self.link(source.name + format.fileEnding),
                "description": optional(text.map(format.cell)),
            ] as [String: Any]
        }
        return templates.render(format.indexTemplate, ["pages": pages])
    }

    /// A file name as a relative URL.
    private static func link(_ name: String) -> String {
        name.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
                || [".", "-", "_"].contains(scalar)
            if isPlain { return String(Character(scalar)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }
        .joined()
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
        var anchors = Anchors()
        let context: [String: Any] = [
            "title": line(root["title"]?.string ?? source.name),
            "description": optional(root["description"]?.string.map(prose)),
            "file": code(source.shownPath, format),
            "version": optional(source.version.map(line)),
            "example": optional(example(for: source, graph).map(format.preformatted)),
            "settings": describer.settings.map {
                self.context($0, at: anchors.anchor(of: $0.path), format)
            },
        ]
        return templates.render(format.template, context)
    }

    /// A valid document with the defaults of the schema; nil if none is found, or for one that is
    /// long.
    private func example(for source: SchemaSource, _ graph: SchemaGraph) -> String? {
        guard let program = try? ValidationProgram(compiling: graph, options: .configuration),
            let value = SampleFile.value(for: graph, program, named: source.name)
        else { return nil }
        var text = String(decoding: value.encoded(as: .yaml), as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        let isShort = text.utf8.count { $0 == UInt8(ascii: "\n") } < Self.exampleLines
        return value.object?.isEmpty == false && isShort ? text : nil
    }

    private static let exampleLines = 60

    /// Mustache renders a section once for each element, so an empty array hides it.
    private func optional(_ text: String?) -> [String] { text.map { [$0] } ?? [] }

    private func context(
        _ setting: SettingDescription,
        at anchor: String,
        _ format: Format
    ) -> [String: Any] {
        func prose(_ text: String) -> String { self.prose(text, format) }
        func line(_ text: String) -> String { prose(DescriptiveText.line(text)) }
        func code(_ text: String) -> String { self.code(text, format) }
        func short(_ text: String) -> String {
            let text = text.count > Self.shortLength ? text.prefix(Self.shortLength) + "…" : text
            return format == .html ? code(text) : CellText.escaped(CodeSpan.of(text))
        }
        func codes(_ texts: [String]) -> [String] {
            texts.isEmpty ? [] : [texts.map(code).joined(separator: ", ")]
        }
        return [
            "path": code(setting.path),
            "label": format == .html
                ? code(setting.path) : CellText.escaped(CodeSpan.of(setting.path)),
            "anchor": anchor,
            "short": optional(setting.defaultText.map { short($0) }),
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

    /// The longest default in the table of a page, whose columns must fit.
    private static let shortLength = 24
}

/// The anchors of a page, each of which is used once.
private struct Anchors {
    private var used: Set<String> = []

    mutating func anchor(of path: String) -> String {
        let plain = String(path.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        var anchor = plain
        var number = 2
        while !used.insert(anchor).inserted {
            anchor = "\(plain)-\(number)"
            number += 1
        }
        return anchor
    }
}

extension ReferencePages.Format {
    /// Text from a schema in the cell of a table.
    fileprivate func cell(_ text: String) -> String {
        self == .html ? text : MarkdownText.escaped(text)
    }

    /// A document, which Markdown shows indented: a fence could end inside it.
    fileprivate func preformatted(_ text: String) -> String {
        if self == .html { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    }
}

/// Escapes Markdown for the cell of a table, in which a bar ends the cell even in a code span.
private enum CellText {
    static func escaped(_ markdown: String) -> String {
        markdown.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
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
