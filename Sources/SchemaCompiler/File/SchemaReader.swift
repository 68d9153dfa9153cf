package import ConfigDocument
import JSONSchema
import MigrationSteps

/// Reads one schema file. The schemas of an OpenAPI document and of a custom resource are read as
/// schemas of 2020-12.
package struct SchemaReader: Sendable {
    package var options: ReadingOptions
    /// The kind of document that refers to the file, whose dialect it has; nil for a schema.
    var referrer: SchemaContainer?

    package init(options: ReadingOptions = ReadingOptions()) { self.options = options }

    /// - Parameter name: the name of the document in findings and programs; the path by default.
    package func document(
        at path: String,
        named name: String? = nil
    ) throws(DocumentError) -> Document {
        let format = try Self.format(of: path)
        let document = try Document(contentsOf: path, as: format, named: name, options: options)
        if let container = SchemaContainer(document) { return container.translated(document) }
        guard let referrer, document.root["$schema"] == nil else { return document }
        return referrer.translated(part: document)
    }

    /// The format of a schema by its extension; JSON if the name has none, as in URIs.
    static func format(of path: String) throws(DocumentError) -> DocumentFormat {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last
        guard let name, name.contains(UInt8(ascii: ".")) else { return .json }
        return try DocumentFormat(path: path)
    }
}
