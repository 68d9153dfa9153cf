package import ConfigDocument
import JSONSchema
import MigrationSteps

/// Reads one schema file.
package struct SchemaReader: Sendable {
    package var options: ReadingOptions

    package init(options: ReadingOptions = ReadingOptions()) { self.options = options }

    /// - Parameter name: what the document is called in findings and programs; the path by default.
    package func document(
        at path: String,
        named name: String? = nil
    ) throws(DocumentError) -> Document {
        try Document(contentsOf: path, named: name, options: options)
    }
}
