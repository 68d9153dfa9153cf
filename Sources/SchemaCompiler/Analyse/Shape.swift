package import JSONSchema

/// Schemas that apply to a value together: the source of a Swift type.
///
/// Equal shapes become one type, so a shape is reduced to the fewest schemas with the same meaning.
package struct Shape: Hashable {
    package struct Part: Hashable {
        package let node: SchemaNode
        /// True if `anyOf` and `oneOf` are omitted, because their branches were already expanded.
        package var withoutBranches = false

        package init(
            node: SchemaNode,
            withoutBranches: Bool = false
        ) {
            self.node = node
            self.withoutBranches = withoutBranches
        }
    }

    /// The schemas that all apply.
    package var parts: [Part]
    /// Groups of schemas, of each of which one applies in addition.
    var either: [[Part]] = []
    /// The kinds of intended values.
    var kinds = KindSet.all

    package init(_ parts: [Part], either: [[Part]] = [], kinds: KindSet = .all) {
        self.parts = parts
        self.either = either
        self.kinds = kinds
    }

    package init(_ node: SchemaNode) { self.init([Part(node: node)]) }
}
