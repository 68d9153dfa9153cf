import ConfigDocument
public import ConfigFiles
public import SchemaValidation

/// Why nothing was saved. The file is as it was.
public enum SaveError: Error, Sendable {
    /// The value, or the file that it should go to, is not what the schema allows.
    case refused(ConfigError)
    /// Somebody else has changed settings since they were loaded: those that both have changed, or
    /// all of theirs where merging was not asked for.
    case conflict(file: String, settings: [SettingChange])
    /// The disk, another writer, or what stands where the file should be.
    case file(FileError)
}

extension SaveError: CustomStringConvertible {
    public var description: String { findings.map(\.description).joined(separator: "\n") }

    /// The same as findings.
    public var findings: [Finding] {
        switch self {
        case .refused(let error): return error.findings
        case .file(let error): return [error.finding]
        case .conflict(let file, let settings):
            return settings.map { change in
                var finding = Finding(
                    message: "not saved: somebody else has changed \(change)",
                    suggestion: "look at the new value, then repeat your change",
                    file: file
                )
                finding.instanceLocation = change.path.pointer
                return finding
            }
        }
    }
}

extension ConfigError {
    /// For callers that take findings of all kinds.
    public init(_ error: SaveError) { self.init(findings: error.findings) }
}
