import ConfigDocument

/// A configuration, or a part of one, before and after.
public struct ConfigChange<Value: Sendable>: Sendable {
    /// The value before the change.
    public let old: Value
    /// The value after the change.
    public let new: Value
}

/// A file whose configuration has changed, with the settings that differ.
public struct FileChange: Sendable {
    /// The configuration's name.
    public let name: String
    /// The file as messages name it: the common file of all changes, or the lowest file of the
    /// configuration.
    public let file: String
    /// Every setting whose value has changed, with its origin. Values of secrets are omitted.
    public let settings: [SettingChange]
    /// The settings grouped by file, in the order of the first setting of each file.
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
