import ConfigDocument
public import JSONSchema

/// Compiles schemas to Swift source. Equal input produces equal bytes on every machine.
///
/// Each stage is a value that converts its input to a new output, without changing the input:
///
/// - `References` resolves: a `SchemaSource` becomes a `SchemaGraph`.
/// - `Analyser` derives the types of one schema from the graph: a `SchemaUnit`.
/// - `Owners` decides which unit declares the types of a common document: all units become
///   `OwnedUnits`, complete with the types that only other documents refer to.
/// - `Linker` ensures that each type is declared once in a run: they become `LinkedUnits`.
/// - `Namer` names the types, and applies options by their names: a `NamedFile` for each schema.
/// - `Lowering` adds everything that accompanies the types: the `SwiftFile`.
/// - `Emitter` prints it: the `GeneratedFile`.
///
///     let sources = try SchemaFinder().sources(at: ["schemas"])
///     let files = try Compiler().compile(sources)
public struct Compiler: Sendable {
    /// The options of generated code.
    public var options: CompilerOptions
    private let templates: TemplateSet

    /// - Throws: if a template cannot be read.
    public init(options: CompilerOptions = CompilerOptions()) throws(TemplateError) {
        self.options = options
        templates = try TemplateSet(overriddenBy: options.templates)
    }

    /// - Throws: all errors of the schemas.
    public func compile(_ sources: [SchemaSource]) throws(SchemaError) -> [GeneratedFile] {
        let (files, findings) = compileEach(sources)
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return files
    }

    /// Like `compile`, but returns the files of valid schemas together with the errors of the
    /// others.
    public func compileEach(
        _ sources: [SchemaSource]
    ) -> (files: [GeneratedFile], findings: [Finding]) {
        let chosen = ChosenSchemas(sources, options)
        let references = References(sources, options)
        let frontEnd = FrontEnd(options: options, references: references)
        var diagnostics = Diagnostics(references)
        diagnostics.add(chosen.findings)
        diagnostics.add(NameClashes.findings(in: chosen.sources, prefix: options.prefix))
        let units = chosen.sources.compactMap { source in
            diagnostics.add(source.history?.findings() ?? [])
            return diagnostics.result { () throws(SchemaError) in try frontEnd.analysed(source) }
        }
        let (named, lowered) = lowered(units, frontEnd, &diagnostics)
        let emitter = Emitter(options: options, templates: templates)
        let files = lowered.map(emitter.emitted)
        // If a schema failed, the names of its types are unknown.
        if diagnostics.isEmpty {
            diagnostics.add(chosen.findings(against: named.flatMap(\.all)))
            diagnostics.add(FlatClashes.findings(in: files))
        }
        return (files, diagnostics.findings)
    }

    /// Links, names and lowers the valid schemas. If one of them fails, the others are linked
    /// again, because another schema must declare the types that it would have declared.
    private func lowered(
        _ units: [SchemaUnit],
        _ frontEnd: FrontEnd,
        _ diagnostics: inout Diagnostics
    ) -> (named: [NamedFile], files: [SwiftFile]) {
        let named = diagnostics.result { () throws(SchemaError) in try frontEnd.named(units) } ?? []
        let lowering = Lowering(options: options, references: frontEnd.references)
        var files: [SwiftFile] = []
        var good: [SchemaUnit] = []
        for (unit, types) in zip(units, named) {
            let file = diagnostics.result { () throws(SchemaError) in try lowering.lowered(types) }
            guard let file else { continue }
            files.append(file)
            good.append(unit)
        }
        if good.count < named.count { return lowered(good, frontEnd, &diagnostics) }
        return (named, files)
    }

    /// The skeleton of the functions that an application must implement for a schema; nil if there
    /// are none.
    package func migrationStub(for history: SchemaHistory) throws(SchemaError) -> String? {
        guard let newest = history.versions.last else { return nil }
        let rootName = RootName.swiftName(of: newest, prefix: options.prefix)
        let plan = try MigrationPlan(history, newest: newest, rootName: rootName)
        guard !plan.custom.isEmpty else { return nil }
        return MigrationEmitter(access: options.access, templates: templates)
            .stub(of: plan.custom, rootName: rootName)
    }
}
