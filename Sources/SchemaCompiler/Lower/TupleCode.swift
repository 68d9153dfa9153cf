/// The code of a tuple: how each element is initialised and read.
struct TupleCode {
    struct Element {
        let element: Tuple.Element
        /// The reader of the element.
        let method: String
        /// Read as a box, since the blank of what is required is an empty one.
        let isReadAsBox: Bool

        /// True if it may be missing, so that its type is optional and its default nil.
        var isOptional: Bool { !element.isRequired }
    }

    let elements: [Element]
    /// The property for what follows the positions, and the type of its elements.
    let rest: (name: String, type: TypeRef)?

    init(_ tuple: Tuple) {
        elements = tuple.elements.map { element in
            Element(
                element: element,
                method: element.isRequired ? "element" : "optionalElement",
                isReadAsBox: element.isBoxed && element.isRequired
            )
        }
        rest = tuple.rest.map { (tuple.restName, $0) }
    }
}
