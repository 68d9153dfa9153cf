package import ConfigDocument
package import JSONSchema

/// Validates config files against one schema.
package struct ConfigChecker: Sendable {
    private let program: ValidationProgram

    /// - Parameter path: a schema file, or a directory with the versions of one schema.
    package init(
        schemaAt path: String,
        finder: SchemaFinder = SchemaFinder(),
        options: CompilerOptions = CompilerOptions(),
        keepsAnnotations: Bool = false
    ) throws(SchemaError) {
        let sources = try finder.sources(at: [path])
        let source = try Self.chosen(among: sources, at: path)
        try self.init(source, among: sources, options, keepsAnnotations: keepsAnnotations)
    }

    /// The schema of a file, or the newest version in a directory of one schema.
    static func chosen(
        among sources: [SchemaSource],
        at path: String
    ) throws(SchemaError) -> SchemaSource {
        guard let source = sources.last else {
            throw SchemaError(findings: [
                Finding(
                    message: "there is no schema in this directory",
                    suggestion:
                        "schemas have names such as NAME.schema.json or NAME/VERSION.schema.json",
                    file: path
                )
            ])
        }
        if let choice = sources.choice(inFileAt: path) { throw SchemaError(findings: [choice]) }
        guard sources.count == 1 || FilePath.name(path) == source.name else {
            throw SchemaError(findings: [
                Finding(
                    message: "there is more than one schema in this directory",
                    suggestion: "name the file",
                    file: path
                )
            ])
        }
        return source
    }

    /// - Parameter sources: all schemas of the run, as possible targets of references.
    package init(
        _ source: SchemaSource,
        among sources: [SchemaSource],
        _ options: CompilerOptions,
        keepsAnnotations: Bool = false
    ) throws(SchemaError) {
        let references = References(sources, options)
        do throws(SchemaError) {
            let (graph, untyped) = try Self.graph(of: source, among: sources, references, options)
            var programOptions = ValidationProgram.Options.configuration
            programOptions.keepsAnnotations = keepsAnnotations
            programOptions.knowsNumbers = true
            programOptions.heldTypes.keepsDecimals = options.usesExactDecimals
            programOptions.heldTypes.readsDurations = options.formats.contains(.duration)
            programOptions.heldTypes.untyped = untyped
            program = try ValidationProgram(compiling: graph, options: programOptions)
        } catch {
            throw SchemaError(findings: references.located(error.findings))
        }
    }

    /// The schema, and those of its parts that get no type because of the options, which depends on
    /// the names of all types.
    private static func graph(
        of source: SchemaSource,
        among sources: [SchemaSource],
        _ references: References,
        _ options: CompilerOptions
    ) throws(SchemaError) -> (graph: SchemaGraph, untyped: Set<SchemaPlace>) {
        let graph = try references.resolved(source)
        if options.exclude.isEmpty { return (graph, []) }
        // Errors of other schemas are reported when those are compiled.
        let frontEnd = FrontEnd(options: options, references: references)
        let units = ChosenSchemas(sources, options).sources.compactMap { source in
            try? frontEnd.analysed(source)
        }
        let types = ((try? frontEnd.named(units)) ?? []).flatMap(\.all)
        return (graph, Set(types.flatMap(\.untyped)))
    }

    /// All findings in a config file, by the program of its schema.
    package func findings(inFileAt path: String) throws(DocumentError) -> [Finding] {
        findings(in: try Self.configuration(at: path))
    }

    package func findings(in document: Document) -> [Finding] {
        if program.accepts(document) { return program.misfits(in: document) }
        let findings = program.findings(in: document)
        let places = Self.placeholders(in: document)
        return places.isEmpty
            ? findings : findings.filter { !places.contains($0.instanceLocation) }
    }

    /// The locations of placeholders: their values are not known until the configuration is loaded.
    private static func placeholders(in document: Document) -> Set<String> {
        document.withTape { view in
            let texts = (0..<view.next(after: 0)).filter {
                view[$0].kind == .string && PlaceholderText.mayBe(in: view.text(view[$0]))
            }
            if texts.isEmpty { return [] }
            let places = DocumentPlaces(document)
            var found: Set<String> = []
            for index in texts {
                let text = String(decoding: view.text(view[index]), as: UTF8.self)
                if !PlaceholderText(text).isPlain { found.insert(places.path(to: index).pointer) }
            }
            return found
        }
    }

    /// The result in a format of the standard (Core 2020-12, section 12.4), which covers the schema
    /// alone, and the remaining findings: limits that ended the validation, without a result, and
    /// valid values that the type cannot hold.
    func output(
        for document: Document,
        as format: OutputFormat
    ) -> (output: DocumentValue?, findings: [Finding]) {
        if program.accepts(document) {
            return (program.output(for: document, as: format), findings(in: document))
        }
        let unjudged = program.findings(in: document).filter(\.isUnjudged)
        guard unjudged.isEmpty else { return (.none, unjudged) }
        // Refused for its placeholders alone, whose values are judged when they are known.
        if findings(in: document).isEmpty { return (["valid": true], []) }
        return (program.output(for: document, as: format), [])
    }

    static func configuration(at path: String) throws(DocumentError) -> Document {
        try document(at: path).configuration
    }

    /// A config file without its layers; one without content does not count.
    static func document(at path: String) throws(DocumentError) -> Document {
        var options = ReadingOptions()
        options.allowsBlankText = true
        return try Document(contentsOf: path, options: options)
    }
}
