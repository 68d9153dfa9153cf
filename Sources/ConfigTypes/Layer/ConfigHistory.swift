public import ConfigDocument
package import SchemaValidation

/// The versions of a type's documents: `ConfigMigrations` for types with older versions.
public protocol ConfigHistory: Sendable {
    /// Migrates a document of an older version to the newest; nil if it is current.
    ///
    /// - Parameters:
    ///   - document: the document, which is not changed.
    ///   - name: the name of the configuration.
    func upgraded(_ document: Document, of name: String) throws(ConfigError) -> UpgradedDocument?
}

/// The history of types without older versions.
public struct NoHistory: ConfigHistory {
    /// Creates the history, of which there is only one.
    public init() {}

    /// Returns nil, because all documents have the only version.
    public func upgraded(
        _ document: Document,
        of name: String
    ) throws(ConfigError) -> UpgradedDocument? { nil }
}

/// A document migrated in memory, with the positions of its values in the file.
public struct UpgradedDocument: Sendable {
    package let document: Document
    package let layered: LayeredValue
    /// A part that the migration left undone, although the document can be used.
    package let warning: Finding?
    /// The paths of values that the older schema marks as secrets.
    package let secrets: [DocumentPath]

    package init(
        _ document: Document,
        _ layered: LayeredValue,
        warning: Finding?,
        secrets: [DocumentPath] = []
    ) {
        self.document = document
        self.layered = layered
        self.warning = warning
        self.secrets = secrets
    }
}
