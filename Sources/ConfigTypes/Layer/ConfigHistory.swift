public import ConfigDocument
package import SchemaValidation

/// The versions that documents of a type may be of: `ConfigMigrations`, for types that have some.
public protocol ConfigHistory: Sendable {
    /// A document of an older version as one of the newest; nil where it is of that already.
    ///
    /// - Parameter name: that of the configuration.
    func upgraded(_ document: Document, of name: String) throws(ConfigError) -> UpgradedDocument?
}

/// For types without older versions.
public struct NoHistory: ConfigHistory {
    public init() {}

    public func upgraded(
        _ document: Document,
        of name: String
    ) throws(ConfigError) -> UpgradedDocument? { nil }
}

/// A document that was migrated in memory, with the places that its values had in the file.
public struct UpgradedDocument: Sendable {
    package let document: Document
    package let layered: LayeredValue
    /// What the migration left undone, though the document can be used.
    package let warning: Finding?

    package init(_ document: Document, _ layered: LayeredValue, warning: Finding?) {
        self.document = document
        self.layered = layered
        self.warning = warning
    }
}
