public import ConfigDocument

/// A problem with a document or a schema, located in both.
public struct Finding: Sendable, Hashable {
    /// The severities of findings.
    public enum Severity: String, Sendable {
        case error
        case warning
    }

    /// The severity; an error by default.
    public var severity = Severity.error
    /// The problem in words: the subject, its value unless secret, and the rule.
    public var message: String
    /// A repair, if there is an obvious one: `did you mean "timeout"?`
    public var suggestion: String?
    /// The file that contains the value, as the caller named it.
    public var file: String
    /// The position of the value in that file; nil if it has no text.
    public var position: SourcePosition?
    /// The location of the value in the document, as a JSON Pointer.
    public var instanceLocation = ""
    /// The path to the keyword from the root of the schema, `$ref`s included.
    public var keywordLocation = ""
    /// The location of the keyword in its own schema: `file#pointer`.
    public var absoluteKeywordLocation = ""
    /// The position of the keyword in the text of its schema.
    public var schemaPosition: SourcePosition?
    /// True if the file could not be validated: it was unreadable, or a limit stopped the check.
    public var isUnjudged = false
    /// True if it is about the key of a member rather than its value.
    package var isOfKey = false

    package var isError: Bool { severity == .error }

    /// Creates a finding about a file; set the places in the document and the schema if they are
    /// known.
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

    /// Creates the finding for a file that could not be read.
    public init(_ error: DocumentError) {
        self.init(message: error.message, file: error.file, position: error.position)
        isUnjudged = error.isUnjudged
    }
}

extension Finding: CustomStringConvertible {
    /// The format of compilers, with the two locations on a second line if they are known:
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

/// An unusable schema, with all findings.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    /// All findings, in document order.
    public var findings: [Finding]

    /// Creates an error from findings.
    public init(findings: [Finding]) { self.findings = findings }

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}

extension Finding {
    /// The description without its second line.
    package var oneLine: String {
        description.split(separator: "\n").first.map(String.init) ?? description
    }
}
