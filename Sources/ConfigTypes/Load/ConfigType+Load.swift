public import ConfigDocument
import SchemaValidation

extension ConfigType {
    /// Reads, validates and decodes a file; its extension determines the format.
    ///
    /// - Throws: all problems of the file, in document order.
    public static func load(from path: String) throws(ConfigError) -> Self {
        try decodedAlone(Document.read(path))
    }

    /// Parses, validates and decodes a document.
    ///
    /// - Throws: all problems of the document, in document order.
    public init(
        parsing bytes: [UInt8],
        as format: DocumentFormat,
        named name: String = "<memory>"
    ) throws(ConfigError) {
        self = try Self.decodedAlone(Document.parsed(bytes, as: format, named: name))
    }

    /// Decodes a document without layers. Placeholders are replaced as in a system with the default
    /// interpolation.
    private static func decodedAlone(_ document: Document) throws(ConfigError) -> Self {
        let document = document.configuration
        let upgraded = try migrations.upgraded(document, of: schema.name)
        guard upgraded != nil || PlaceholderText.mayBe(in: document.storage.sourceBytes) else {
            return try decoded(from: document)
        }
        var stack = LayerStack()
        if let upgraded { stack.add(upgraded, of: document) } else { stack.add(document) }
        let name = upgraded?.document.name ?? document.name
        let catalogue = OnDemand { SettingCatalogue(of: Self.self) }
        return try stack.merged(named: name, Interpolation(), catalogue)
            .checking { (document) throws(ConfigError) in try decoded(from: document) }
    }

    /// Validates and decodes a document.
    package static func decoded(
        from document: Document,
        validating: Bool = true
    ) throws(ConfigError) -> Self {
        let program = try schema.program()
        let isValid = !validating || program.accepts(document)
        let context = ReadingContext(document, program: program)
        let value = read(context)
        let misfits = context.findings
        if isValid, misfits.isEmpty { return value }
        var findings = isValid ? [] : program.reasons(against: document, schema: schema.name)
        // The findings of the reader count only for values without a finding by the schema.
        let judged = Set(findings.map(\.instanceLocation))
        findings += misfits.filter { isValid || !judged.contains($0.instanceLocation) }
        throw ConfigError(findings: findings.inDocumentOrder())
    }

    /// Decodes a document, and returns findings for values that the type cannot hold.
    package static func read(
        from document: Document,
        program: ValidationProgram?
    ) -> (value: Self, findings: [Finding]) {
        let context = ReadingContext(document, program: program)
        return (read(context), context.findings)
    }

    private static func read(_ context: ReadingContext) -> Self {
        var reader = ValueReader(context, index: 0)
        return Self(reading: &reader)
    }
}

extension ValidationProgram {
    /// All problems of a document. The fast run comes first; the exhaustive one, which produces the
    /// messages, only runs if it refused the document.
    package func check(_ document: Document, schema name: String) -> [Finding] {
        accepts(document) ? [] : reasons(against: document, schema: name)
    }

    /// The findings for a document that the fast run has refused: never empty.
    fileprivate func reasons(against document: Document, schema name: String) -> [Finding] {
        let findings = findings(in: document)
        if findings.contains(where: { $0.severity == .error }) { return findings.inDocumentOrder() }
        return [
            Finding(
                message: "the document is not valid by the schema \"\(name)\"",
                file: document.name
            )
        ]
    }
}

extension Document {
    package static func read(
        _ path: String,
        named name: String? = nil,
        notingLayout: Bool = false
    ) throws(ConfigError) -> Document {
        do throws(DocumentError) {
            var options = ReadingOptions.configuration
            options.notesLayout = notingLayout
            return try Document(contentsOf: path, named: name, options: options)
        } catch {
            throw ConfigError(Finding(error))
        }
    }

    package static func parsed(
        _ bytes: [UInt8],
        as format: DocumentFormat,
        named name: String
    ) throws(ConfigError) -> Document {
        do throws(DocumentError) {
            return try Document(parsing: bytes, as: format, named: name, options: .configuration)
        } catch {
            throw ConfigError(Finding(error))
        }
    }
}

extension DocumentFormat {
    /// The format of a file by its extension.
    package static func ofFile(_ path: String) throws(ConfigError) -> DocumentFormat {
        do throws(DocumentError) {
            return try DocumentFormat(path: path)
        } catch {
            throw ConfigError(Finding(error))
        }
    }
}

extension ReadingOptions {
    fileprivate static var configuration: ReadingOptions {
        var options = ReadingOptions()
        options.allowsBlankText = true
        return options
    }
}

extension [Finding] {
    /// Findings without a position come first; those at the same position keep their order.
    package func inDocumentOrder() -> [Finding] {
        enumerated().sorted {
            ($0.element.position?.offset ?? -1, $0.offset)
                < ($1.element.position?.offset ?? -1, $1.offset)
        }.map(\.element)
    }
}
