import ConfigDocument
import SchemaValidation

/// The standard's meta-schemas as documents, so that references to them resolve without any file.
enum MetaSchemaDocuments {
    static func document(at uri: String) -> Document? {
        guard let text = MetaSchemas.text(for: uri) else { return nil }
        return try? Document(parsing: "\(text)", as: .json, named: uri)
    }
}
