import ConfigDocument
public import JSONSchema

/// Compiles schemas to Swift source. Equal input gives equal bytes on every machine.
///
///     let sources = try SchemaFinder().sources(at: ["schemas"])
///     let files = try Compiler().compile(sources)
public struct Compiler: Sendable {
    public var options: CompilerOptions
    let templates: TemplateSet

    /// - Throws: where a template cannot be read.
    public init(options: CompilerOptions = CompilerOptions()) throws(TemplateError) {
        self.options = options
        templates = try TemplateSet(overriddenBy: options.templates)
    }

    /// - Throws: all that is wrong with any of the schemas.
    public func compile(_ sources: [SchemaSource]) throws(SchemaError) -> [GeneratedFile] {
        let (files, findings) = compileEach(sources)
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return files
    }

    /// Like `compile`, but hands out what could be compiled beside what is wrong with the others.
    /// What can be compiled, but not be read from an environment, is among both.
    public func compileEach(
        _ sources: [SchemaSource]
    ) -> (files: [GeneratedFile], findings: [Finding]) {
        let chosen = ChosenSchemas(sources, options)
        var findings = chosen.findings
        findings += NameClashes.findings(in: chosen.sources, prefix: options.prefix)
        let references = References(sources, options)
        var units: [SchemaUnit] = []
        for source in chosen.sources {
            findings += source.history?.findings() ?? []
            do throws(SchemaError) {
                let name = RootName.swiftName(of: source, prefix: options.prefix)
                units.append(try unit(of: source, named: name, references))
            } catch {
                findings += references.located(error.findings)
            }
        }
        var files: [GeneratedFile] = []
        do throws(SchemaError) {
            files = try emit(units, references, &findings)
        } catch {
            findings += references.located(error.findings)
        }
        // Where a schema failed, nobody knows what its types would have been called.
        if findings.isEmpty {
            findings = chosen.findings(against: files) + FlatClashes.findings(in: files)
        }
        return (files, findings.eachOnce)
    }

    /// The files of the schemas that nothing is wrong with. Where one fails, the others are named anew:
    /// what it would have declared for them has to be declared by another.
    private func emit(
        _ units: [SchemaUnit],
        _ references: References,
        _ findings: inout [Finding]
    ) throws(SchemaError) -> [GeneratedFile] {
        let types = try named(units)
        var files: [GeneratedFile] = []
        var good: [SchemaUnit] = []
        for (index, unit) in units.enumerated() {
            let libraries = types.filter { $0.unit.host == index && !$0.model.declared.isEmpty }
            do throws(SchemaError) {
                files.append(try file(for: types[index], libraries, references))
                good.append(unit)
            } catch {
                findings += references.located(error.findings)
            }
        }
        if good.count < units.count { return try emit(good, references, &findings) }
        for index in units.indices where options.checksVariables {
            let names = VariableNames(types[index].model)
            findings += references.located(names.findings)
            let root = units[index].source.document.root
            files[index].warnings += references.located(names.warnings(at: root))
        }
        return files
    }

    /// Load, resolve, analyse: for one schema.
    func unit(
        of source: SchemaSource,
        named rootName: String,
        _ references: References
    ) throws(SchemaError) -> SchemaUnit {
        let registry = references.registry(for: source)
        let graph = try registry.resolve(source.document, baseURI: source.uri)
        return try SchemaUnit(source, graph, named: rootName, options)
    }

    /// Shares what the schemas have in common, and names their types.
    func named(_ units: [SchemaUnit]) throws(SchemaError) -> [NamedTypes] {
        var shared = SharedTypes(units, options)
        if options.sharesTypes { try shared.share() }
        var models = shared.units.enumerated().map { index, unit in
            var names = TypeNames(unit.model, avoiding: shared.avoidedNames(in: index))
            names.name(rootAs: unit.rootName)
            return names.model
        }
        var types: [NamedTypes] = []
        for (index, unit) in shared.units.enumerated() {
            var model = models[index]
            model.external = shared.paths(in: index, of: models)
            var chosen = ChosenTypes(model, options)
            chosen.apply()
            types.append(
                NamedTypes(
                    unit: unit,
                    model: chosen.model,
                    names: GeneratedFile.names(in: model),
                    chosenNames: chosen.used.union(unit.chosenFormats),
                    untyped: chosen.untyped
                )
            )
        }
        guard options.namespace == .flat else { return types }
        for index in types.indices where types[index].unit.host == nil {
            var used: Set<String> = []
            for part in types.indices where part == index || types[part].unit.host == index {
                FlatNames.apply(to: &types[part].model, &used)
                models[part] = types[part].model
            }
        }
        for index in types.indices {
            types[index].model.external = shared.paths(in: index, of: models)
        }
        return types
    }

    private func file(
        for types: NamedTypes,
        _ libraries: [NamedTypes],
        _ references: References
    ) throws(SchemaError) -> GeneratedFile {
        let source = types.unit.source
        var migrations = ""
        if let history = source.history {
            migrations = try self.migrations(
                of: history,
                newest: source,
                rootName: types.unit.rootName
            )
        }
        var texts = try texts(of: types, migrates: !migrations.isEmpty)
        for library in libraries { texts[0] += try self.texts(of: library, in: types)[0] }
        texts[0] += migrations
        var file = GeneratedFile(source, types, libraries, text: texts[0])
        file.references = references.paths(readFor: source)
        file.warnings = references.located(
            ([types] + libraries).flatMap { $0.model.warnings }
        )
        file.parts = texts.dropFirst().enumerated().map { index, text in
            GeneratedFile.Part(name: FileParts.name(index + 2, of: source.name), text: text)
        }
        return file
    }

    /// The Swift of a schema's types, a text for each file.
    ///
    /// - Parameters:
    ///   - host: for the types of other documents, those of the schema in whose file they stand.
    ///   - isPart: for older versions, which follow in the file of the newest.
    ///   - migrates: whether the migrations of documents follow.
    func texts(
        of types: NamedTypes,
        in host: NamedTypes? = nil,
        isPart: Bool = false,
        migrates: Bool = false
    ) throws(SchemaError) -> [String] {
        let (source, model) = (types.unit.source, types.model)
        var input = Emitter.Input(
            model: model,
            source: source.shownPath,
            schemaName: source.name,
            version: source.version,
            options: options
        )
        input.isPart = isPart || host != nil
        input.migrates = migrates
        input.codableRoot = host?.model.rootName
        if host == nil {
            let program = try ValidationProgram(
                compiling: types.unit.graph,
                entryPoints: model.entryPoints,
                options: .configuration
            )
            input.program = program.encoded()
            input.variables = VariableNames(model).named
            if !isPart {
                input.embedded = try embedded(in: source, model, program)
                let bytes = source.document.storage.sourceBytes.count
                input.fileCount = FileParts.count(forSchemaOf: bytes)
            }
        }
        return Emitter(input, templates: templates).texts()
    }

    private func embedded(
        in source: SchemaSource,
        _ model: Model,
        _ program: ValidationProgram
    ) throws(SchemaError) -> [EmbeddedDocument.Text] {
        var texts: [EmbeddedDocument.Text] = []
        for document in options.embedded where document.schema == source.name {
            texts.append(
                try EmbeddedValue.text(
                    of: document,
                    model: model,
                    program: program,
                    access: options.access
                )
            )
        }
        return texts
    }
}
