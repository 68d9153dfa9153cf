import ConfigDocument
public import DocumentEditing

/// The result of a save.
public struct SaveResult: Sendable {
    /// The file as messages name it.
    public var file: String
    /// The changed settings; empty if nothing was written.
    public var changes: [SettingChange]
    /// Parts of the file that were rewritten although their value did not change; their comments
    /// and formatting are replaced. Usually empty.
    public var notes: [EditNote]
    /// Settings that someone else had changed since they were loaded, and that were kept.
    public var merged: [SettingChange] = []
}

/// The format that a configuration is saved in.
public enum SaveFormat: String, Sendable, CaseIterable {
    /// The format of the existing file; YAML for a new file.
    case auto
    case yaml
    case json
    /// JSON with comments.
    case jsonc
    case toml

    /// The file extension of a new file.
    var ending: String { (DocumentFormat(rawValue: rawValue) ?? .yaml).ending }
}
