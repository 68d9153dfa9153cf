public import SchemaValidation

/// What was found in several files, file by file.
public struct ValidationReport: Sendable, Equatable {
    /// One configuration, and what is wrong with it.
    public struct Entry: Sendable, Equatable {
        /// The configuration that the file holds: its schema's name.
        public var name: String
        /// The file as it was named; the folder where there is no file.
        public var file: String
        /// Everything that is wrong, in document order; empty for a valid one without warnings.
        public var findings: [Finding]
        /// Whether there is one such file, and it could be read and judged within the limits.
        public var isReadable = true

        /// Whether there is no error. Warnings are allowed.
        public var isValid: Bool { !findings.contains { $0.severity == .error } }
    }

    /// In the order of their names.
    public var entries: [Entry]
    /// What is not of one configuration: see `ConfigSystem.notes`.
    public var notes: [Finding] = []

    /// Whether every configuration is valid; warnings do not count.
    public var isValid: Bool { entries.allSatisfy(\.isValid) }

    /// The findings of all files, then the notes.
    public var findings: [Finding] { entries.flatMap(\.findings) + notes }

    /// The findings in one configuration; nil where it was not looked at.
    public subscript(name: String) -> [Finding]? {
        entries.first { $0.name == name }?.findings
    }
}

extension ValidationReport: CustomStringConvertible {
    /// All findings, then one line that counts.
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
