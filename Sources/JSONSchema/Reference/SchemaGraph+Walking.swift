package import ConfigDocument

extension SchemaGraph {
    /// All schemas of a document, in the order of its text, whether anything refers to them or not.
    package func schemas(inDocument document: Int) -> [SchemaNode] {
        resourceOfSchema[document].indices
            .filter { resourceOfSchema[document][$0] != Self.noSchema }
            .map { SchemaNode(document: document, index: $0) }
    }

    /// All references that lead somewhere.
    package var references: [(from: SchemaNode, target: SchemaNode)] {
        (Array(targets) + Array(dynamicTargets)).map { ($0.key, $0.value) }
    }
}

extension Cursor {
    /// The tape indices of the value and of all that is in it.
    package var subtree: Range<Int> { index..<document.storage.view.next(after: index) }
}
