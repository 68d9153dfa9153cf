package import JSONSchema

/// Schemas that a value is held to at once: what a Swift type is made for.
///
/// Equal shapes become one type, so a shape names as few schemas as say the same.
package struct Shape: Hashable {
    package struct Part: Hashable {
        package let node: SchemaNode
        /// Leaves out `anyOf` and `oneOf`, whose branches were dealt out already.
        package var withoutBranches = false

        package init(
            node: SchemaNode,
            withoutBranches: Bool = false
        ) {
            self.node = node
            self.withoutBranches = withoutBranches
        }
    }

    /// All of these apply.
    package var parts: [Part]
    /// One of these applies as well.
    var either: [[Part]] = []
    /// Only values of these kinds are meant.
    var kinds = KindSet.all

    package init(_ parts: [Part], either: [[Part]] = [], kinds: KindSet = .all) {
        self.parts = parts
        self.either = either
        self.kinds = kinds
    }

    package init(_ node: SchemaNode) { self.init([Part(node: node)]) }
}
