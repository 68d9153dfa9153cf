package import ConfigDocument
package import SchemaValidation

extension KindSet {
    /// The kinds of a `type` keyword's value; all where it is not one.
    package init(type: Cursor) {
        let names =
            type.isArray ? type.elements.compactMap(\.string) : [type.string].compactMap { $0 }
        self =
            names.isEmpty
            ? .all
            : names.reduce(into: []) { $0.formUnion(JSONType(rawValue: $1)?.kinds ?? .all) }
    }
}
