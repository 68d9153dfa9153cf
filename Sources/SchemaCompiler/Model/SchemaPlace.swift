import ConfigDocument
import JSONSchema

/// A schema by its document and its place there: the same in the graphs of all schemas of a run.
struct SchemaPlace: Hashable {
    /// The document by its name.
    var file: String
    /// The place on the document's tape.
    var index: Int

    init(_ node: SchemaNode, in graph: SchemaGraph) {
        file = graph.file(of: node)
        index = graph.cursor(of: node).index
    }
}
