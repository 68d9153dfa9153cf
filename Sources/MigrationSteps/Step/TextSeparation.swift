import ConfigDocument
package import SchemaValidation

/// How a text is an array: its elements with a separator between them.
package struct TextSeparation: Sendable, Equatable {
    package var separator: String
    /// The type of the elements in the array; nil for strings.
    package var items: JSONType?

    package init(_ separator: String, items: JSONType? = nil) {
        (self.separator, self.items) = (separator, items)
    }
}
