import ConfigDocument
public import DocumentEditing

/// What a save has written.
public struct SaveResult: Sendable {
    /// The file, as messages call it.
    public var file: String
    /// The settings that have other values now; empty where nothing was written.
    public var changes: [SettingChange]
    /// What of the file was written anew though its value did not change: comments and formatting
    /// there are replaced. Empty for most.
    public var notes: [EditNote]
    /// Settings that somebody else had changed since they were loaded, and that were kept.
    public var merged: [SettingChange] = []
}

/// The format that a configuration is saved in.
public enum SaveFormat: String, Sendable, CaseIterable {
    /// That of the file that is there; YAML for a new one.
    case auto
    case yaml
    case json
    /// JSON with comments.
    case jsonc
    case toml

    /// The ending of a new file.
    var ending: String { (DocumentFormat(rawValue: rawValue) ?? .yaml).ending }
}
