public import SchemaValidation

/// The findings of several files, grouped by file.
public struct ValidationReport: Sendable, Equatable {
    /// One configuration and its findings.
    public struct Entry: Sendable, Equatable {
        /// The name of the configuration, which is also that of its schema.
        public var name: String
        /// The file as it was named; the directory if the file does not exist.
        public var file: String
        /// All findings in document order; empty for a valid file without warnings.
        public var findings: [Finding]
        /// True if the file exists, and could be read and validated within the limits.
        public var isReadable = true

        /// True if there is no error; warnings are allowed.
        public var isValid: Bool { !findings.contains { $0.severity == .error } }
    }

    /// The entries, sorted by name.
    public var entries: [Entry]
    /// Findings that belong to no single configuration: see `ConfigSystem.notes`.
    public var notes: [Finding] = []

    /// True if every configuration is valid; warnings do not count.
    public var isValid: Bool { entries.allSatisfy(\.isValid) }

    /// The findings of all files, followed by the notes.
    public var findings: [Finding] { entries.flatMap(\.findings) + notes }

    /// The findings of one configuration; nil if it was not validated.
    public subscript(name: String) -> [Finding]? {
        entries.first { $0.name == name }?.findings
    }
}

extension ValidationReport: CustomStringConvertible {
    /// All findings, followed by the summary line.
    public var description: String {
        (findings.map(\.description) + [summary]).joined(separator: "\n")
    }

    /// `5 files, 2 invalid, 3 errors`
    public var summary: String {
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count - errors
        var parts = [Self.count(entries.count, "file")]
        let invalid = entries.count { !$0.isValid }
        parts.append(invalid == 0 ? "all valid" : "\(invalid) invalid")
        if errors > 0 { parts.append(Self.count(errors, "error")) }
        if warnings > 0 { parts.append(Self.count(warnings, "warning")) }
        return parts.joined(separator: ", ")
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
