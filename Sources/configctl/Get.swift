import ArgumentParser
import TypedConfig

struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints one setting of a configuration file.",
        discussion: """
            The key is a dotted path or a JSON Pointer. Text is printed as it is, objects and arrays
            as YAML; with --format json everything is printed as JSON.

            EXAMPLES
              configctl get unified_config system.environment
              configctl get coordinates agents.Agent-1.chat_input_coordinates[0]
              configctl get coordinates /agents/Agent-1 --format json
            """
    )

    @Argument(help: "The configuration: its file's name without the ending.")
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system()
        // A file of no known type is read as it is.
        let isKnown = system.names.contains(name)
        let value = try system.load(name, validate: isKnown)
        let setting = try value.setting(at: SettingPath(key), in: name)
        switch (folder.format, setting) {
        case (.text, .string(let text)): Output.standard.write(text)
        case (.text, .object), (.text, .array):
            let yaml = String(decoding: setting.encoded(as: .yaml), as: UTF8.self)
            Output.standard.write(yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml)
        default: Output.standard.write(setting)
        }
    }
}
