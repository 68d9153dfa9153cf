import ConfigDocument
import JSONSchema

/// Converts named types to the declarations of a generated file: the types, the schema for checking
/// documents, and everything that accompanies them.
struct Lowering {
    let options: CompilerOptions
    let references: References

    /// - Throws: the errors that make it impossible to check, embed or migrate documents.
    func lowered(_ file: NamedFile) throws(SchemaError) -> SwiftFile {
        let (source, model) = (file.source, file.types.model)
        // Options may exclude everything that a document declares.
        let libraries = file.libraries.map(\.model).filter { !$0.declared.isEmpty }
        let program = try program(of: file)
        let variables = VariableNames(model)
        let root = model.rootName
        var warnings = ([model] + libraries).flatMap(\.warnings)
        let migrations = try migrations(to: source, rootName: root)
        let runtime = [RuntimeName.module] + (migrations == nil ? [] : [RuntimeName.migrations])
        if options.checksVariables {
            warnings += variables.findings + variables.warnings(at: source.document.root)
        }
        return SwiftFile(
            source: source,
            types: SwiftSection(
                model,
                options,
                schema: try schema(of: source, program, variables),
                embedded: try embedded(in: source, model, program)
            ),
            libraries: libraries.map { SwiftSection($0, options, schema: nil, ownedBy: root) },
            migrations: migrations,
            imports: Set(options.imports + runtime),
            fileCount: FileParts.count(forSchemaOf: source.document.storage.sourceBytes.count),
            references: references.paths(readFor: source),
            warnings: references.located(warnings)
        )
    }

    private func program(of file: NamedFile) throws(SchemaError) -> ValidationProgram {
        try ValidationProgram(
            compiling: file.graph,
            entryPoints: file.types.model.entryPoints,
            options: .configuration
        )
    }

    private func schema(
        of source: SchemaSource,
        _ program: ValidationProgram,
        _ variables: VariableNames
    ) throws(SchemaError) -> SwiftSchema {
        var place: String?
        if case .pointer(let pointer) = try VersionPlace.read(source) { place = pointer }
        return SwiftSchema(
            name: source.name,
            version: source.version,
            versionPlace: place,
            variables: variables.named,
            descriptions: options.keepsDescriptions ? variables.descriptions : [],
            program: program.encoded(),
            format: program.format
        )
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

    // MARK: Older versions

    /// - Returns: nil if there is a single version that does not declare its place in documents.
    private func migrations(
        to newest: SchemaSource,
        rootName: String
    ) throws(SchemaError) -> SwiftMigrations? {
        guard let history = newest.history else { return nil }
        let plan = try MigrationPlan(history, newest: newest, rootName: rootName)
        guard !plan.versions.isEmpty else { return nil }
        var migrations = SwiftMigrations(
            rootName: rootName,
            custom: plan.custom,
            files: plan.migrations
        )
        for version in plan.versions {
            let schema: String
            if version.isNewest {
                schema = "schema"
            } else if plan.typed.contains(version.name) {
                schema = "\(version.typeName).schema"
                migrations.typed.append(try section(of: version))
            } else {
                schema = version.constantName
                migrations.constants.append((schema, try untyped(version.source)))
            }
            migrations.versions.append(
                SwiftMigrations.Version(schema: schema, place: version.place)
            )
        }
        return migrations
    }

    /// The types of an older version.
    private func section(
        of version: MigrationPlan.Version
    ) throws(SchemaError) -> SwiftSection {
        let frontEnd = FrontEnd(
            options: options,
            references: References([version.source], options)
        )
        let unit = try frontEnd.analysed(version.source, as: version.typeName)
        let file = try frontEnd.named([unit])[0]
        let model = file.types.model
        let schema = try schema(of: version.source, try program(of: file), VariableNames(model))
        return SwiftSection(model, options, schema: schema)
    }

    private func untyped(_ source: SchemaSource) throws(SchemaError) -> SwiftSchema {
        let resolved = try ResolvedSchema(source, options)
        let program = try ValidationProgram(compiling: resolved.graph, options: .configuration)
        return SwiftSchema(
            name: source.name,
            version: source.version,
            program: program.encoded(),
            format: program.format
        )
    }
}
