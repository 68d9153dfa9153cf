package import ConfigDocument
import SchemaValidation

extension SchemaGraph {
    /// All schemas of a document, in the order of its text, whether anything refers to them or not.
    package func schemas(inDocument document: Int) -> [SchemaNode] {
        resourceOfSchema[document].indices
            .filter { resourceOfSchema[document][$0] != Self.noSchema }
            .map { SchemaNode(document: document, index: $0) }
    }

    /// The schemas that apply to a value, or to what is in it, wherever this one does: those that it
    /// holds, its definitions aside, and those that it refers to.
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

    /// All references that lead somewhere.
    package var references: [(from: SchemaNode, target: SchemaNode)] {
        (Array(targets) + Array(dynamicTargets)).map { ($0.key, $0.value) }
    }
}

extension Cursor {
    /// The tape indices of the value and of all that is in it.
    package var subtree: Range<Int> { index..<document.storage.view.next(after: index) }
}
