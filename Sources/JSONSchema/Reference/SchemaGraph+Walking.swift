package import ConfigDocument
import SchemaValidation

extension SchemaGraph {
    /// All schemas of a document, in the order of its text, whether referenced or not.
    package func schemas(inDocument document: Int) -> [SchemaNode] {
        resourceOfSchema[document].indices
            .filter { resourceOfSchema[document][$0] != Self.noSchema }
            .map { SchemaNode(document: document, index: $0) }
    }

    /// The schemas that apply to a value or its contents wherever this one does: its subschemas,
    /// except definitions, and the schemas that it refers to.
    package func appliedSchemas(in node: SchemaNode) -> [SchemaNode] {
        guard cursor(of: node).isObject else { return [] }
        let target = targets[node]
        let draft = dialect(of: node).draft
        var found = [target, dynamicTargets[node]].compactMap { $0 }
        if target != nil, draft.referenceHidesSiblings { return found }
        documents[node.document].withTape { view in
            SubschemaKeyword.forEachApplied(of: node.index, in: view, draft) {
                found.append(SchemaNode(document: node.document, index: $0))
            }
        }
        return found
    }

    /// All resolved references.
    package var references: [(from: SchemaNode, target: SchemaNode)] {
        (Array(targets) + Array(dynamicTargets)).map { ($0.key, $0.value) }
    }
}

extension Cursor {
    /// The tape indexes of the value and of all its contents.
    package var subtree: Range<Int> { index..<document.storage.view.next(after: index) }
}
