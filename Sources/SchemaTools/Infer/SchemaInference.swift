public import ConfigDocument
import SchemaCompiler

/// A schema to start from, made of config files that are known to be right.
///
/// It accepts every file that it was made of: what all objects of a place have is required, what was
/// never seen is refused, and few texts that repeat become an enum. What is called like a secret, or
/// looks like one, is marked as such, and neither its values nor its comments are in the schema.
///
///     var inference = SchemaInference()
///     for document in documents { inference.add(document) }
///     print(inference.text)
public struct SchemaInference: Sendable {
    private var root = Observation()
    private var title: String?

    public init(title: String? = nil) { self.title = title }

    public mutating func add(_ document: Document) {
        root.add(document.root, comments: CommentReader(document))
    }

    /// The schema as JSON.
    public var text: String {
        var schema = DocumentObject()
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        if let title { schema["title"] = .string(title) }
        for (key, value) in root.schema.members { schema[key] = value }
        return String(decoding: DocumentValue.object(schema).encoded(as: .json), as: UTF8.self)
    }
}
