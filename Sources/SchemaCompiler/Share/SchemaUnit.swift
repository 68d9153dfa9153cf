import ConfigDocument
import JSONSchema

/// The types of one document during their conversion to Swift.
struct SchemaUnit {
    let source: SchemaSource
    let graph: SchemaGraph
    var model: Model
    let rootName: String
    /// The formats with a type in the options that occur in the document.
    let chosenFormats: Set<String>
    /// The document that the types belong to.
    let file: String
    /// For a document that is not a schema of the run: the unit whose file declares its types.
    var host: Int?

    /// Creates the types of a schema.
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

    /// Creates the types of a document that schemas of the run refer to.
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
