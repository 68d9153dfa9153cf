import ConfigDocument
import SchemaValidation

/// The meta-schemas of the standard as documents, so that references to them need no file.
enum MetaSchemaDocuments {
    static func document(at uri: String) -> Document? {
        guard let text = MetaSchemas.text(for: uri) else { return nil }
        return try? Document(parsing: "\(text)", as: .json, named: uri)
    }
}
