import ConfigDocument
import JSONSchema

/// The types of one document on their way to Swift.
struct SchemaUnit {
    let source: SchemaSource
    let graph: SchemaGraph
    var model: Model
    let rootName: String
    /// The formats of the options that were met.
    let chosenFormats: Set<String>
    /// The document whose types they are.
    let file: String
    /// For the types of a document that is no schema of the run: the unit whose file declares them.
    var host: Int?

    /// The types of a schema.
    init(
        _ source: SchemaSource,
        _ graph: SchemaGraph,
        named rootName: String,
        demanded: [SchemaNode] = [],
        _ options: CompilerOptions
    ) throws(SchemaError) {
        let analysis = Analysis(
            of: graph,
            rootName: rootName,
            demanded: demanded,
            options: options
        )
        guard analysis.findings.isEmpty else { throw SchemaError(findings: analysis.findings) }
        model = analysis.model
        (self.source, self.graph, self.rootName) = (source, graph, rootName)
        (chosenFormats, file) = (analysis.chosenFormats, graph.file(of: graph.root))
    }

    /// The types of a document that schemas of the run refer to.
    init(
        libraryAt root: SchemaNode,
        demanded: [SchemaNode],
        named name: String,
        host: Int,
        _ unit: SchemaUnit,
        _ options: CompilerOptions
    ) {
        let analysis = Analysis(
            ofLibrary: root,
            in: unit.graph,
            named: name,
            demanded: demanded,
            options: options
        )
        model = analysis.model
        (source, graph, rootName, self.host) = (unit.source, unit.graph, name, host)
        (chosenFormats, file) = (analysis.chosenFormats, graph.file(of: root))
    }

    func place(ofEntryPoint number: Int) -> SchemaPlace {
        SchemaPlace(model.entryPoints[number - 1], in: graph)
    }
}
