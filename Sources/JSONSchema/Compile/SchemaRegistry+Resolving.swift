public import ConfigDocument
import SchemaValidation

extension SchemaRegistry {
    /// Resolves all references of a schema, and of all schemas that they lead to, except those in
    /// unreferenced definitions.
    ///
    /// - Parameter baseURI: the URI that the document was retrieved from: the base of relative
    ///   references in a schema without `$id`.
    public func resolve(
        _ document: Document,
        baseURI: String
    ) throws(SchemaError) -> SchemaGraph {
        var resolver = Resolver(registry: self)
        let (graph, faults) = resolver.resolve(document, baseURI: baseURI)
        guard faults.isEmpty else {
            throw SchemaError(findings: Self.findings(in: graph, faults))
        }
        return graph
    }

    /// Resolves as much as possible, and returns the graph with all findings: unresolved references
    /// and invalid keywords, in one run. Unresolved references in unreferenced definitions are
    /// returned separately, since they do no harm.
    package func examine(
        _ document: Document,
        baseURI: String
    ) -> (graph: SchemaGraph, findings: [Finding], unused: [Finding]) {
        var resolver = Resolver(registry: self)
        let (used, faults) = resolver.resolve(document, baseURI: baseURI)
        let (graph, unused) = resolver.resolveUnused()
        return (
            graph, Self.findings(in: used, faults),
            unused.isEmpty ? [] : unused.error(documents: graph.documents).findings
        )
    }

    private static func findings(in graph: SchemaGraph, _ faults: SchemaFaults) -> [Finding] {
        let compiler = ProgramCompiler(graph: graph, options: .configuration)
        let all = faults.adding(compiler.keywordFaults())
        return SchemaCheck.adding(to: all.error(documents: graph.documents).findings, graph)
    }
}
