import ConfigDocument
package import JSONSchema
package import MigrationSteps

/// The place of the version in documents: `x-config-version` at the root of a schema.
package enum VersionPlace: Hashable {
    /// `"/version"`: a string in the document.
    case pointer(String)
    /// `"1.0.0"`: no place; documents without a version have this one.
    case fixed(SemanticVersion)

    /// - Throws: if the keyword has another value.
    package static func read(_ source: SchemaSource) throws(SchemaError) -> VersionPlace? {
        guard let keyword = source.document.root["x-config-version"] else { return nil }
        if let text = keyword.string {
            if text.hasPrefix("/"), DocumentPath(pointer: text) != nil { return .pointer(text) }
            if let version = SemanticVersion(text), version.description == source.version {
                return .fixed(version)
            }
        }
        throw SchemaError(findings: [
            Finding(
                message: "x-config-version is \(keyword.shortText)",
                suggestion:
                    "write a JSON Pointer such as \"/version\", or for documents that have no "
                    + "version the schema's own, \(quoted(source.version ?? "1.0.0"))",
                file: source.path,
                position: keyword.position
            )
        ])
    }

    var text: String {
        switch self {
        case .pointer(let text): text
        case .fixed(let version): version.description
        }
    }
}
