public import ConfigDocument
import SchemaValidation

extension ConfigType {
    /// Encodes this value as a document, which is valid according to the schema and is read back
    /// equal.
    ///
    /// - Throws: everything in the value that the schema does not allow. The findings have a JSON
    ///   Pointer, but no line, since there is no file yet.
    public func encoded(as format: DocumentFormat) throws(ConfigError) -> [UInt8] {
        let name = Self.schema.name
        let (value, faults) = ValueWriter.write(self)
        if !faults.isEmpty { throw ConfigError(findings: faults.map { $0.finding(in: name) }) }
        if let reason = value.reasonAgainst(format) {
            throw ConfigError(Finding(message: reason, file: name))
        }
        let bytes = value.encoded(as: format)
        let document = try Document.parsed(bytes, as: format, named: name)
        var findings = try Self.schema.program().check(document, schema: name)
        if findings.isEmpty { findings = ownFindings(in: document).filter(\.isError) }
        if findings.isEmpty { return bytes }
        throw ConfigError(findings: findings.withoutPositions())
    }

    /// Validates a value that was created or changed in code against its schema, and by its own check
    /// (`ConfigChecked`).
    ///
    /// - Throws: everything in the value that the two do not allow.
    public func validate() throws(ConfigError) { _ = try encoded(as: .json) }
}

extension ValueWriter.Fault {
    package func finding(in file: String) -> Finding {
        let name = path.isEmpty ? "the document" : path.shown
        var finding = Finding(message: "\(name) \(message)", file: file)
        finding.instanceLocation = path.pointer
        return finding
    }
}

extension [Finding] {
    /// For documents whose text the user has not seen.
    package func withoutPositions() -> [Finding] {
        map { finding in
            var finding = finding
            finding.position = nil
            return finding
        }
    }
}
