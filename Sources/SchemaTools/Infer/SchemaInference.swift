package import ConfigDocument
package import JSONSchema
import SchemaCompiler

/// Infers a schema from valid config files, as a starting point.
///
/// It accepts every file that it was inferred from: members of all objects at a place are required,
/// unknown members are refused, and a few repeated strings become an enum. Settings that look like
/// secrets, by name or value, are marked as such, and neither their values nor their comments
/// appear in the schema.
///
///     var inference = SchemaInference()
///     for document in documents { inference.add(document) }
///     print(inference.text)
package struct SchemaInference: Sendable {
    private var root = Observation()
    private var title: String?

    /// - Parameter title: the title of the schema; nil for none.
    package init(title: String? = nil) { self.title = title }

    /// Takes the documents of files into account.
    ///
    /// - Throws: a finding for each file that cannot be read.
    package mutating func add(files: [String]) throws(SchemaError) {
        var findings: [Finding] = []
        for file in files {
            do throws(DocumentError) {
                add(try Document(contentsOf: file))
            } catch {
                findings.append(Finding(error))
            }
        }
        if !findings.isEmpty { throw SchemaError(findings: findings) }
    }

    /// Takes a document into account.
    package mutating func add(_ document: Document) {
        root.add(document.root, comments: CommentReader(document))
    }

    /// The schema as JSON.
    package var text: String {
        var schema = DocumentObject()
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        if let title { schema["title"] = .string(title) }
        for (key, value) in root.schema.members { schema[key] = value }
        return String(decoding: DocumentValue.object(schema).encoded(as: .json), as: UTF8.self)
    }
}
