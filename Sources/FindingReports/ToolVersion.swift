/// The version of this package: the one place that says it.
package enum ToolVersion {
    /// As `MAJOR.MINOR.PATCH` (Semantic Versioning 2.0.0).
    package static let current = "0.1.0"
}
