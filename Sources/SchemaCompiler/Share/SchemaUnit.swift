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
        var analyser = Analyser(graph: graph, options: options)
        model = analyser.analyse(rootName: rootName, demanded: demanded)
        guard analyser.findings.isEmpty else { throw SchemaError(findings: analyser.findings) }
        (self.source, self.graph, self.rootName) = (source, graph, rootName)
        (chosenFormats, file) = (analyser.chosenFormats, graph.file(of: graph.root))
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
        var analyser = Analyser(graph: unit.graph, options: options)
        model = analyser.analyseLibrary(named: name, root: root, demanded: demanded)
        (source, graph, rootName, self.host) = (unit.source, unit.graph, name, host)
        (chosenFormats, file) = (analyser.chosenFormats, graph.file(of: root))
    }

    func place(ofEntryPoint number: Int) -> SchemaPlace {
        SchemaPlace(model.entryPoints[number - 1], in: graph)
    }
}
