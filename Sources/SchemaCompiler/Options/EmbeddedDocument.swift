public import ConfigDocument

/// A document that was validated at build time, and becomes a value in Swift.
public struct EmbeddedDocument: Sendable {
    /// The name of the property, if no other one is given.
    public static let defaultName = "embedded"

    /// The name of the document's schema.
    public var schema: String
    /// The static property of the schema's type that holds the value.
    public var name: String
    /// The valid document.
    public var document: Document

    /// - Parameter schema: the name of the schema that the document was validated by.
    public init(schema: String, name: String = defaultName, document: Document) {
        self.schema = schema
        self.name = name
        self.document = document
    }

    /// The property as printed by the template.
    struct Text {
        var name: String
        var docs: [String]
        var value: String
    }
}
