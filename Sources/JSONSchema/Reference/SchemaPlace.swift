import ConfigDocument
import SchemaValidation

/// A schema by its document and its place there: the same in the graphs of all schemas of a run.
package struct SchemaPlace: Hashable, Sendable {
    /// The document by its name.
    package var file: String
    /// The place on the document's tape.
    package var index: Int

    package init(_ node: SchemaNode, in graph: SchemaGraph) {
        file = graph.file(of: node)
        index = graph.cursor(of: node).index
    }

    package init(file: String, index: Int) {
        self.file = file
        self.index = index
    }
}
