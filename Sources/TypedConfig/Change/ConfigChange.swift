import ConfigDocument

/// A configuration, or a part of one, before and after.
public struct ConfigChange<Value: Sendable>: Sendable {
    public let old: Value
    public let new: Value
}

/// A file whose configuration has changed, and what is different.
public struct FileChange: Sendable {
    /// The configuration's name.
    public let name: String
    /// The file, as messages call it.
    public let file: String
    /// Every setting that has another value, with the place that it comes from; no value of a
    /// secret.
    public let settings: [SettingChange]
}

extension FileChange: CustomStringConvertible {
    /// One line for the file, and one for each setting.
    public var description: String {
        let lines = settings.map { "  \($0)" }
        return (["\(shownName(file)): \(settings.count) changed"] + lines).joined(separator: "\n")
    }
}
