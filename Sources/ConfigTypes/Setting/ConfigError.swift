public import SchemaValidation

/// An unusable configuration: all findings, in document order.
public struct ConfigError: Error, Sendable {
    /// All findings, in document order.
    public var findings: [Finding]

    /// Creates an error from findings.
    public init(findings: [Finding]) { self.findings = findings }

    package init(_ finding: Finding) { findings = [finding] }
}

extension ConfigError: CustomStringConvertible {
    /// All findings in the format of compilers, one per line.
    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
