public import ConfigDocument

/// A schema compiled to instructions: what checks documents, at build time and at run time.
public struct ValidationProgram: Sendable {
    public struct Options: Sendable {
        /// Whether `format` is checked; nil follows the schema's dialect.
        public var assertsFormats: Bool?

        public init() {}
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
        throw SchemaError(findings: [Finding(message: "not compiled yet", file: graph.file(of: graph.root))])
    }

    /// Whether a document is valid. Stops at the first failure.
    public func accepts(_ document: Document) -> Bool { accepts(document.root) }

    /// Whether a value in a document is valid by the schema at an entry point.
    public func accepts(_ cursor: Cursor, entryPoint: Int = 0) -> Bool { false }

    /// Everything that is wrong with a document, in document order; empty when it is valid.
    public func findings(in document: Document) -> [Finding] { [] }

    /// The program as printable ASCII without `"` and `\`, to be embedded in generated source.
    package func encoded() -> String { "" }

    /// Reads what `encoded` wrote; nil where it is no program of this version of the package.
    package init?(decoding text: StaticString) { return nil }
}
