import JSONSchema

/// Schemas that a value is held to at once: what a Swift type is made for.
///
/// Equal shapes become one type, so a shape names as few schemas as say the same.
struct Shape: Hashable {
    struct Part: Hashable {
        let node: SchemaNode
        /// Leaves out `anyOf` and `oneOf`, whose branches were dealt out already.
        var withoutBranches = false
    }

    /// All of these apply.
    var parts: [Part]
    /// One of these applies as well.
    var either: [[Part]] = []
    /// Only values of these kinds are meant.
    var kinds = KindSet.all

    init(_ parts: [Part], either: [[Part]] = [], kinds: KindSet = .all) {
        self.parts = parts
        self.either = either
        self.kinds = kinds
    }

    init(_ node: SchemaNode) { self.init([Part(node: node)]) }
}
