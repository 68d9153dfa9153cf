public import ConfigDocument

/// A document that was checked at build time, and becomes a value in Swift.
public struct EmbeddedDocument: Sendable {
    /// What the property is called where no name is given.
    public static let defaultName = "embedded"

    /// The name of its schema.
    public var schema: String
    /// The static property of the schema's type that holds the value.
    public var name: String
    /// The document, which is valid.
    public var document: Document

    /// - Parameter schema: the name of the schema that the document was checked by.
    public init(schema: String, name: String = defaultName, document: Document) {
        self.schema = schema
        self.name = name
        self.document = document
    }

    /// The property as the template prints it.
    struct Text {
        var name: String
        var docs: [String]
        var value: String
    }
}
