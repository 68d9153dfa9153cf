import ConfigDocument
public import ConfigFiles
public import SchemaValidation

/// The reason that nothing was saved. The file is unchanged.
public enum SaveError: Error, Sendable {
    /// The value, or the file to write, violates the schema.
    case refused(ConfigError)
    /// Someone else has changed settings since they were loaded. The settings are those that both
    /// sides have changed, or all of theirs if merging was not requested.
    case conflict(file: String, settings: [SettingChange])
    /// An error of the disk, another writer, or an unsuitable file at the path.
    case file(FileError)
}

extension SaveError: CustomStringConvertible {
    public var description: String { findings.map(\.description).joined(separator: "\n") }

    /// The error as findings.
    public var findings: [Finding] {
        switch self {
        case .refused(let error): return error.findings
        case .file(let error): return [error.finding]
        case .conflict(let file, let settings):
            return settings.map { change in
                var finding = Finding(
                    message: "not saved: somebody else has changed \(change)",
                    suggestion: "check the new value, then repeat your change",
                    file: file
                )
                finding.instanceLocation = change.path.pointer
                return finding
            }
        }
    }
}

extension ConfigError {
    /// For callers that accept findings of all kinds.
    public init(_ error: SaveError) { self.init(findings: error.findings) }
}
