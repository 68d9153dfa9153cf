import ArgumentParser
import ConfigDocument
import SchemaValidation
import TypedConfig

struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints one setting of a configuration file.",
        discussion: """
            The key is a dotted path or a JSON Pointer. Strings are printed as text, objects and arrays \
            as YAML, or as JSON where they hold what is printed as an escape; with --format json everything \
            is printed as JSON. Secrets are <secret>, and \
            ${env:NAME} is printed as it is written, unless --reveal asks for the values themselves. Without a schema nothing says which values are secret, so \
            a file of an unknown type is printed only with --without-schema, and names that look like \
            those of secrets still only with --reveal. Control characters and what a CI system would \
            take for a command are printed as escapes, with a warning, unless --raw asks for the string \
            itself.

            EXAMPLES
              configctl get unified_config system.environment
              configctl get coordinates agents.Agent-1.chat_input_coordinates[0]
              configctl get coordinates /agents/Agent-1 --format json
            """
    )

    @Argument(
        help: "The configuration: its file's name without the ending.",
        completion: FolderOptions.names
    )
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @Flag(
        name: [.customLong("reveal"), .customLong("show-secrets")],
        help: "Prints secrets, and what variables stand for, as they are."
    )
    var reveal = false

    @Flag(help: "Prints a string byte for byte, control characters included.")
    var raw = false

    @Flag(help: "Prints from a file of an unknown type, too.")
    var withoutSchema = false

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

    /// A setting that is missing in the file has the default of the schema.
    private func setting(
        of value: DocumentValue,
        in system: ConfigSystem
    ) throws(ConfigError) -> DocumentValue {
        do throws(ConfigError) {
            return try value.setting(at: SettingPath(key), in: name)
        } catch {
            let settings = (try? system.explain(name, key)) ?? []
            guard settings.count == 1, settings[0].path.tokens == SettingPath(key).tokens,
                let value = settings[0].value
            else { throw error }
            return value
        }
    }

    func run() throws {
        let system = try folder.system()
        // A file without a known type is read unvalidated.
        let isKnown = system.names.contains(name)
        if !isKnown, !withoutSchema, !reveal,
            let file = try system.files().first(where: { $0.name == name })
        {
            throw ConfigError(findings: [
                Finding(
                    message:
                        "the file is of an unknown type, so nothing says which values are secret",
                    suggestion: "pass --schemas DIR, or --without-schema to print it nevertheless",
                    file: file.path
                )
            ])
        }
        let value =
            reveal
            ? try system.load(name, validate: isKnown)
            : try system.redacted(name, validate: isKnown)
        let setting = try setting(of: value, in: system)
        switch (printing.format, setting) {
        case (.text, .string(let text)) where raw: Output.standard.writeLine(text)
        case (.text, .string(let text)):
            Output.standard.write(text)
            if printable(text) != text {
                Output.standardError.write(
                    "warning: escapes stand for some characters of the value; --raw prints it as it is"
                )
            }
        case (.text, .object), (.text, .array):
            let yaml = String(decoding: setting.encoded(as: .yaml), as: UTF8.self)
            // JSON is also valid YAML, and can escape all characters.
            guard printable(yaml) == yaml else { return Output.standard.write(setting) }
            Output.standard.write(yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml)
        default: Output.standard.write(setting)
        }
    }
}
