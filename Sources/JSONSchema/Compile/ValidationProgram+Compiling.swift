public import SchemaValidation

extension ValidationProgram {
    /// The optional checks and contents of a program.
    public struct Options: Sendable {
        /// True if `format` is checked; nil follows the schema's dialect.
        public var assertsFormats: Bool?
        /// True if `contentEncoding` and `contentMediaType` are checked; nil follows the dialect,
        /// which asserts them only in draft-07.
        public var assertsContent: Bool?
        /// True if annotations such as `title` and `default` are kept for `output(for:as:)`. They
        /// cost memory, but no time.
        public var keepsAnnotations = false

        /// True if the program knows which numbers generated types cannot hold, as needed by
        /// `misfits(in:)`. It costs an instruction for each schema of a number.
        package var knowsNumbers = false
        /// Further options of the compiler that determine these types.
        package var heldTypes = HeldTypes()

        /// Follows the schema's dialect and keeps no annotations.
        public init() {}

        /// For configuration files: formats are checked, content is not.
        public static let configuration: Options = {
            var options = Options()
            options.assertsFormats = true
            options.assertsContent = false
            return options
        }()
    }

    /// Compiles a schema and all schemas that it refers to.
    ///
    /// - Parameter entryPoints: further schemas of the graph that `accepts(_:entryPoint:)` can
    ///   start from. They are numbered from 1 in this order; 0 is the root.
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

    /// Compiles without checking against the meta-schema: for the meta-schemas themselves.
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
                message:
                    "internal error: the schema compiled to an invalid program; please report this",
                file: graph.file(of: graph.root)
            )
            throw SchemaError(findings: [finding])
        }
        self.init(storage, keepsDecimals: options.heldTypes.keepsDecimals)
    }
}
