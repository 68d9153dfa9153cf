package import ConfigDocument
import JSONSchema
import MigrationSteps

/// Reads one schema file.
package struct SchemaReader: Sendable {
    package var options: ReadingOptions

    package init(options: ReadingOptions = ReadingOptions()) { self.options = options }

    /// - Parameter name: the name of the document in findings and programs; the path by default.
    package func document(
        at path: String,
        named name: String? = nil
    ) throws(DocumentError) -> Document {
        let format = try Self.format(of: path)
        return try Document(contentsOf: path, as: format, named: name, options: options)
    }

    /// The format of a schema by its extension; JSON if the name has none, as in URIs.
    static func format(of path: String) throws(DocumentError) -> DocumentFormat {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last
        guard let name, name.contains(UInt8(ascii: ".")) else { return .json }
        return try DocumentFormat(path: path)
    }
}
