import ConfigDocument

/// A configuration, or a part of one, before and after.
public struct ConfigChange<Value: Sendable>: Sendable {
    /// The value before.
    public let old: Value
    /// The value that is served now.
    public let new: Value
}

/// A file whose configuration has changed, and what is different.
public struct FileChange: Sendable {
    /// The configuration's name.
    public let name: String
    /// The file, as messages call it: the one that all changes come from, or the lowest of those that
    /// the configuration is made of.
    public let file: String
    /// Every setting that has another value, with the place that it comes from; no value of a
    /// secret.
    public let settings: [SettingChange]
    /// The settings by the files that they come from, in the order of the first of each.
    private let groups: [(file: String, settings: [SettingChange])]

    /// - Parameter file: the lowest of the files.
    init(name: String, file: String, settings: [SettingChange]) {
        var groups: [(file: String, settings: [SettingChange])] = []
        for setting in settings {
            let origin = setting.origin?.file ?? file
            if let index = groups.firstIndex(where: { $0.file == origin }) {
                groups[index].settings.append(setting)
            } else {
                groups.append((origin, [setting]))
            }
        }
        self.name = name
        self.file = groups.count == 1 ? groups[0].file : file
        self.settings = settings
        self.groups = groups
    }
}

extension FileChange: CustomStringConvertible {
    /// One line for each file, and one for each setting.
    public var description: String {
        groups.map { file, settings in
            let lines = settings.map { "  \($0)" }
            return (["\(shownName(file)): \(settings.count) changed"] + lines)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
