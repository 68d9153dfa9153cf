import ConfigDocument
import SchemaValidation

/// A schema identified by its document and tape index: the same in the graphs of all schemas of a
/// run.
package struct SchemaPlace: Hashable, Sendable {
    /// The name of the document.
    package var file: String
    /// The index on the document's tape.
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
