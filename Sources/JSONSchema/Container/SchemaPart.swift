package import ConfigDocument
import SchemaValidation

/// A schema that is a part of a document: of an OpenAPI document, or a definition.
package struct SchemaPart: Sendable {
    /// The name for its type.
    package var name: String
    /// Its place in the document.
    package var path: DocumentPath

    package init(name: String, path: DocumentPath) {
        self.name = name
        self.path = path
    }

    /// The part as a fragment of the document's URI.
    package var fragment: String { "#" + path.pointer }

    /// A schema that refers to the part.
    ///
    /// - Parameter file: the reference to the document.
    package func schema(
        in document: Document,
        at file: String,
        named name: String
    ) throws(DocumentError) -> Document {
        var schema = DocumentObject()
        let dialect = document.root["$schema"] ?? document.root["jsonSchemaDialect"]
        if let text = dialect?.string, Draft(metaSchema: text) != nil {
            schema["$schema"] = .string(text)
        }
        schema["$ref"] = .string(file + "#" + URI.percentEncoded(path.pointer))
        for keyword in ["x-swift-name", "x-config-version"] {
            if let text = document.root[path]?[keyword]?.string { schema[keyword] = .string(text) }
        }
        let bytes = DocumentValue.object(schema).encoded(as: .json)
        return try Document(parsing: bytes, as: .json, named: name)
    }
}
