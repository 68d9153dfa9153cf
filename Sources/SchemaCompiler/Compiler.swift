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
        var files: [GeneratedFile] = []
        let references = References(sources, options)
        for source in chosen.sources {
            findings += source.history?.findings() ?? []
            do throws(SchemaError) {
                let (file, notes) = try file(for: source, references)
                files.append(file)
                findings += references.located(notes)
            } catch {
                findings += references.located(error.findings)
            }
        }
        // Where a schema failed, nobody knows what its types would have been called.
        if findings.isEmpty {
            findings = chosen.findings(against: files) + FlatClashes.findings(in: files)
        }
        return (files, findings)
    }

    /// Load, resolve, analyse, emit: for one schema.
    private func file(
        for source: SchemaSource,
        _ references: References
    ) throws(SchemaError) -> (file: GeneratedFile, findings: [Finding]) {
        let rootName = RootName.swiftName(of: source, prefix: options.prefix)
        let types = try types(of: source, named: rootName, references)
        var migrations = ""
        if let history = source.history {
            migrations = try self.migrations(of: history, newest: source, rootName: rootName)
        }
        var file = GeneratedFile(source, model: types.model, text: types.text + migrations)
        file.references = references.paths(readFor: source)
        file.parts = types.parts.enumerated().map { index, text in
            GeneratedFile.Part(name: FileParts.name(index + 2, of: source.name), text: text)
        }
        (file.chosenNames, file.names) = (types.chosenNames, types.names)
        let variables = options.checksVariables ? VariableNames(types.model).findings : []
        return (file, variables)
    }

    /// The types of one schema, as a file or as a part of one.
    func types(
        of source: SchemaSource,
        named rootName: String,
        isPart: Bool = false,
        _ references: References
    ) throws(SchemaError) -> TypesOfSchema {
        let graph = try references.registry(for: source).resolve(
            source.document,
            baseURI: source.uri
        )
        var analyser = Analyser(graph: graph, options: options)
        var model = analyser.analyse(rootName: rootName)
        guard analyser.findings.isEmpty else { throw SchemaError(findings: analyser.findings) }
        var types = TypesOfSchema(names: GeneratedFile.names(in: model))
        var chosen = ChosenTypes(model, options)
        chosen.apply()
        model = chosen.model
        if options.namespace == .flat { FlatNames.apply(to: &model) }
        let program = try ValidationProgram(
            compiling: graph,
            entryPoints: model.entryPoints,
            options: .configuration
        )
        let emitter = Emitter(
            Emitter.Input(
                model: model,
                source: source.shownPath,
                schemaName: source.name,
                version: source.version,
                variables: VariableNames(model).named,
                program: program.encoded(),
                options: options,
                embedded: isPart ? [] : try embedded(in: source, model, program),
                isPart: isPart,
                fileCount: isPart
                    ? 1 : FileParts.count(forSchemaOf: source.document.storage.sourceBytes.count)
            ),
            templates: templates
        )
        types.model = model
        let texts = emitter.texts()
        (types.text, types.parts) = (texts[0], Array(texts.dropFirst()))
        types.chosenNames = chosen.used.union(analyser.chosenFormats)
        return types
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

/// What became of one schema.
struct TypesOfSchema {
    var model = Model()
    var text = ""
    /// What stands in further files.
    var parts: [String] = []
    /// What options may name, and what of it they did name.
    var names: [String]
    var chosenNames: Set<String> = []
}

/// The documents that the references of a run may lead to.
struct References {
    private struct Root: Hashable {
        var path: String?
        var shown: String

        init(_ source: SchemaSource) { (path, shown) = (source.root, source.shownRoot) }
    }

    private var files: [Root: ReferenceFiles] = [:]
    /// The path of each schema of the run by the name that its document goes by.
    private var paths: [String: String] = [:]
    private var documents: [(uri: String, document: Document)] = []

    init(_ sources: [SchemaSource], _ options: CompilerOptions) {
        var maps = options.maps.map {
            ReferenceFiles.Map(
                prefix: $0.prefix,
                folder: FileSystem.canonicalPath($0.folder) ?? $0.folder
            )
        }
        var known: Set<String> = []
        for source in sources {
            paths[source.shownPath] = source.path
            let id = (source.document.root["$id"] ?? source.document.root["id"])?.string
            for uri in [id, source.uri].compactMap({ $0 }) where known.insert(uri).inserted {
                documents.append((uri, source.document))
            }
            // A file beside the schema answers for a URI beside the schema's own.
            if let id, let slash = id.lastIndex(of: "/"), id.contains("://"),
                let folder = FileSystem.canonicalPath(FilePath.folder(source.path))
            {
                let prefix = String(id[...slash])
                if !maps.contains(where: { $0.prefix == prefix && $0.folder == folder }) {
                    maps.append(ReferenceFiles.Map(prefix: prefix, folder: folder))
                }
            }
        }
        for source in sources where files[Root(source)] == nil {
            let root = source.root
            let inside = maps.filter { map in
                options.maps.contains { $0.prefix == map.prefix }
                    || root.map { FilePath.contains($0, map.folder) } ?? false
            }
            files[Root(source)] = ReferenceFiles(
                root: root,
                shownRoot: source.shownRoot,
                maps: inside,
                vendored: options.vendored,
                options: ReadingOptions()
            )
        }
    }

    /// The files that references of this schema, or of others in its folder, have led to so far.
    func paths(readFor source: SchemaSource) -> [String] { files[Root(source)]?.paths ?? [] }

    func registry(for source: SchemaSource) -> SchemaRegistry {
        var registry = SchemaRegistry()
        for (uri, document) in documents { registry.add(document, at: uri) }
        if let files = files[Root(source)] {
            registry.loader = { uri throws(SchemaLoadError) in try files.document(at: uri) }
        }
        return registry
    }

    /// Findings by the paths that the user knows, instead of the names that programs carry.
    func located(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            var finding = finding
            finding.file = path(ofDocument: finding.file)
            return finding
        }
    }

    func path(ofDocument name: String) -> String {
        paths[name] ?? files.values.lazy.compactMap { $0.path(ofDocument: name) }.first ?? name
    }
}
