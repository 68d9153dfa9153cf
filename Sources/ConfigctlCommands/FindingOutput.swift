import SchemaValidation
import TypedConfig

extension Output {
    /// Prints a finding in the format of compilers, with a coloured severity on a terminal.
    func write(_ finding: Finding) {
        let severity = finding.severity.rawValue + ":"
        let colour: Colour = finding.severity == .error ? .red : .yellow
        let text = finding.description
        guard let range = text.firstRange(of: severity) else { return write(text) }
        write(
            String(text[..<range.lowerBound]),
            severity,
            colour,
            String(text[range.upperBound...])
        )
    }
}

extension DocumentValue {
    init(_ finding: Finding) {
        var object = DocumentObject()
        object["severity"] = .string(finding.severity.rawValue)
        object["message"] = .string(finding.message)
        object["suggestion"] = finding.suggestion.map(DocumentValue.string)
        object["file"] = .string(finding.file)
        object["line"] = finding.position.map { .int($0.line) }
        object["column"] = finding.position.map { .int($0.column) }
        object["instanceLocation"] = .string(finding.instanceLocation)
        object["keywordLocation"] = .string(finding.keywordLocation)
        object["absoluteKeywordLocation"] = .string(finding.absoluteKeywordLocation)
        self = .object(object)
    }
}
