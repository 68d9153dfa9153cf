public import ConfigDocument

/// One thing that is wrong with a document or a schema, located in both.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable {
        case error
        case warning
    }

    public var severity = Severity.error
    /// What is wrong, in words: the thing, its value unless secret, the rule.
    public var message: String
    /// How to repair it, where one repair is plain: `did you mean "timeout"?`
    public var suggestion: String?
    /// The file that holds the value, as the caller named it.
    public var file: String
    /// Where the value stands in that file; nil where there is no text to point to.
    public var position: SourcePosition?
    /// The value in the document, as a JSON Pointer.
    public var instanceLocation = ""
    /// The keyword that said no, by the way that led there, `$ref`s included.
    public var keywordLocation = ""
    /// The keyword that said no, by the schema that holds it: `file#pointer`.
    public var absoluteKeywordLocation = ""
    /// Where the keyword stands in the text of its schema.
    public var schemaPosition: SourcePosition?
    /// Whether nothing is known of the file: it could not be read, or a limit ended the look at it.
    public var isUnjudged = false

    public init(
        message: String,
        suggestion: String? = nil,
        file: String,
        position: SourcePosition? = nil
    ) {
        self.message = message
        self.suggestion = suggestion
        self.file = file
        self.position = position
    }

    /// A text that could not be read, as a finding.
    public init(_ error: DocumentError) {
        self.init(message: error.message, file: error.file, position: error.position)
        isUnjudged = error.isUnjudged
    }
}

extension Finding: CustomStringConvertible {
    /// As compilers print it, with the two locations on a second line where they are known:
    ///
    ///     config/http.yaml:4:7: error: port is 70000; the largest allowed value is 65535
    ///       at /port, by schemas/http/3.0.0.schema.json#/properties/port/maximum
    public var description: String {
        let name = shownName(file)
        let place = position.map { "\(name):\($0.line):\($0.column)" } ?? name
        var text = "\(place): \(severity.rawValue): \(message)"
        if let suggestion { text += "; \(suggestion)" }
        text = singleLine(text, limit: .max)
        if !absoluteKeywordLocation.isEmpty {
            let instance = instanceLocation.isEmpty ? "the root" : singleLine(instanceLocation)
            text += "\n  at \(instance), by \(singleLine(absoluteKeywordLocation, limit: 500))"
        }
        return text
    }
}

/// A schema that cannot be used, with every reason that was found.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    public var findings: [Finding]

    public init(findings: [Finding]) { self.findings = findings }

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}

extension Finding {
    /// Without its second line.
    package var oneLine: String {
        description.split(separator: "\n").first.map(String.init) ?? description
    }
}
