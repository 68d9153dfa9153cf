public import SchemaValidation

extension ValidationProgram {
    /// What a program checks and keeps besides the rules of its schema.
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

        /// As the dialect of the schema says; nothing is kept for outputs.
        public init() {}

        /// For configuration files: formats are checked, content is taken as it is.
        public static let configuration: Options = {
            var options = Options()
            options.assertsFormats = true
            options.assertsContent = false
            return options
        }()
    }

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
        let sites = compiler.sites
        let storage = ProgramStorage(
            compiled: tables,
            ProgramSites { sites.tables() },
            patterns: compiler.compiledPatterns
        )
        guard let storage else {
            let finding = Finding(
                message: "the schema makes no sound program",
                file: graph.file(of: graph.root)
            )
            throw SchemaError(findings: [finding])
        }
        self.init(storage, keepsDecimals: options.heldTypes.keepsDecimals)
    }
}
