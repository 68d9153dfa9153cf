public import SchemaValidation

/// Why configuration cannot be used: everything that was found, in document order.
public struct ConfigError: Error, Sendable {
    public var findings: [Finding]

    public init(findings: [Finding]) { self.findings = findings }

    package init(_ finding: Finding) { findings = [finding] }
}

extension ConfigError: CustomStringConvertible {
    /// All findings as compilers print them, one below the other.
    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
