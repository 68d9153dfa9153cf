public import ConfigDocument
package import ECMARegex

/// A schema compiled to instructions: what checks documents, at build time and at run time.
public struct ValidationProgram: Sendable {
    public struct Options: Sendable {
        /// Whether `format` is checked; nil follows the schema's dialect.
        public var assertsFormats: Bool?
        /// Whether `contentEncoding` and `contentMediaType` are checked; nil follows the dialect,
        /// which says so in draft-07 alone.
        public var assertsContent: Bool?
        /// Whether annotations such as `title` and `default` are kept for `output(for:as:)`. They
        /// cost no time, but their text.
        public var keepsAnnotations = false

        /// Whether the program knows which numbers generated types cannot hold, and so what
        /// `misfits(in:)` finds. It costs an instruction for each schema of a number.
        package var knowsNumbers = false
        /// What else decides that: options of the compiler that makes the types.
        package var heldTypes = HeldTypes()

        public init() {}

        /// For configuration files: formats are checked, content is taken as it is.
        public static let configuration: Options = {
            var options = Options()
            options.assertsFormats = true
            options.assertsContent = false
            return options
        }()
    }

    /// What one run may cost.
    public var budget = Budget()
    let storage: ProgramStorage
    /// Whether every number is held that is not to be whole.
    private(set) var keepsDecimals = false

    /// Compiles a schema and all that it refers to.
    ///
    /// - Parameter entryPoints: further schemas of the graph that `accepts(_:entryPoint:)` shall
    ///   be able to start from. They are numbered from 1 in the given order; 0 is the root.
    public init(
        compiling graph: SchemaGraph,
        entryPoints: [SchemaNode] = [],
        options: Options = Options()
    ) throws(SchemaError) {
        do throws(SchemaError) {
            try self.init(compilingUnchecked: graph, entryPoints: entryPoints, options: options)
        } catch {
            throw SchemaError(findings: SchemaCheck.adding(to: error.findings, graph))
        }
        let findings = SchemaCheck.findings(graph)
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
    }

    /// Compiles without the meta-schema's opinion: for the meta-schemas themselves.
    init(
        compilingUnchecked graph: SchemaGraph,
        entryPoints: [SchemaNode],
        options: Options
    ) throws(SchemaError) {
        let compiler = ProgramCompiler(graph: graph, options: options)
        let tables = try compiler.compile(entryPoints: entryPoints)
        let storage = ProgramStorage(tables, compiler.sites, patterns: compiler.compiledPatterns)
        guard let storage else {
            let finding = Finding(
                message: "the schema makes no sound program",
                file: graph.file(of: graph.root)
            )
            throw SchemaError(findings: [finding])
        }
        self.storage = storage
        keepsDecimals = options.heldTypes.keepsDecimals
    }

    /// Whether a document is valid. Stops at the first failure.
    public func accepts(_ document: Document) -> Bool { accepts(document.root) }

    /// Whether a value in a document is valid by the schema at an entry point.
    public func accepts(_ cursor: Cursor, entryPoint: Int = 0) -> Bool {
        // Without a closure, whose call small documents would notice.
        defer { withExtendedLifetime(cursor) {} }
        return accepts(cursor.document.storage.view, at: cursor.index, entryPoint: entryPoint)
    }

    /// The same over memory that a `JSONReader` lends.
    package func accepts(_ view: TapeView, at index: Int = 0, entryPoint: Int = 0) -> Bool {
        guard storage.tables.entryPoints.indices.contains(entryPoint) else { return false }
        return FastEngine.accepts(
            index,
            in: view,
            program: storage,
            entryPoint: entryPoint,
            budget: budget
        )
    }

    /// Everything that is wrong with a document, in document order; empty when it is valid.
    public func findings(in document: Document) -> [Finding] {
        report(on: document).filter { $0.severity == .error }
    }

    /// The findings of a document and its warnings, such as settings that are deprecated.
    public func report(on document: Document) -> [Finding] {
        document.withTape { view in
            let engine = explain(view)
            // To explain takes more steps than to decide: a document that is valid stays so.
            if engine.isExhausted, accepts(view) { return [] }
            if engine.problems.isEmpty { return [] }
            let report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            return report.findings(engine.problems, isFull: engine.isFull)
        }
    }

    /// A pattern of the schema, ready to run; nil where no such pattern is in the program.
    package func pattern(_ source: String) -> Pattern? { storage.pattern(source) }

    func explain(_ view: TapeView) -> ExhaustiveEngine {
        var shallow = budget
        shallow.maxDepth = min(budget.maxDepth, DeepStack.exhaustiveLevels)
        var engine = ExhaustiveEngine(program: storage, view: view, budget: shallow)
        engine.run(entryPoint: 0)
        guard engine.isTooDeep, budget.maxDepth > shallow.maxDepth else { return engine }
        let deep = DeepStack.run(levels: budget.maxDepth) {
            var engine = ExhaustiveEngine(program: storage, view: view, budget: budget)
            engine.run(entryPoint: 0)
            return engine
        }
        return deep ?? engine
    }

    /// The program as printable ASCII without `"` and `\`, to be embedded in generated source.
    package func encoded() -> String { ProgramCoding.encode(storage.tables, storage.sites.tables) }

    /// Reads what `encoded` wrote; nil where it is no program of this version of the package.
    package init?(decoding text: StaticString) {
        guard text.hasPointerRepresentation else { return nil }
        self.init(
            decoding: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    package init?(decoding text: String) {
        var text = text
        guard let program = text.withUTF8({ ValidationProgram(decoding: $0) }) else { return nil }
        self = program
    }

    private init?(decoding text: UnsafeBufferPointer<UInt8>) {
        guard let (tables, sites) = ProgramCoding.decode(text),
            let storage = ProgramStorage(tables, sites)
        else { return nil }
        self.storage = storage
    }
}
