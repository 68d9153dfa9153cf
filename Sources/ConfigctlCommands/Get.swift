import ArgumentParser
import ConfigDocument
import LimitOptions
import SchemaValidation
import TypedConfig

struct Get: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the value of one setting.",
        discussion: """
            A setting that no layer sets has the default of its schema. Strings are printed as \
            text, objects and arrays as YAML; --format json prints everything as JSON.

            Secrets are printed as <secret>, and placeholders such as ${env:NAME} as they are \
            written; --reveal prints the values themselves. Nobody knows which values of a file \
            without a schema are secret, so it is printed only with --without-schema. Control \
            characters are escaped, with a warning; --raw prints a string byte for byte.

            Exit status: 0 if the value is printed, 1 if the configuration is invalid, 2 if it \
            cannot be read.

            EXAMPLES
              Print a setting:
                configctl get http server.port
              Print an element of an array as JSON:
                configctl get http /server/hosts/0 --format json
              Read a secret into a variable of the shell:
                token=$(configctl get http token --reveal --raw)
            """
    )

    @Argument(
        help: "The configuration: the name of its file without the extension.",
        completion: FolderOptions.names
    )
    var name: String

    @Argument(help: "The setting, such as server.port, tags[0] or /server/port.")
    var key: String

    @Flag(
        name: [.customLong("reveal"), .customLong("show-secrets")],
        help: "Print secrets and the values of placeholders."
    )
    var reveal = false

    @Flag(help: "Print a string byte for byte, control characters included.")
    var raw = false

    @Flag(help: "Also print from a file of an unknown type.")
    var withoutSchema = false

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    /// A setting that is missing in the file has the default of the schema.
    private func setting(
        of value: DocumentValue,
        in system: ConfigSystem
    ) throws(ConfigError) -> DocumentValue {
        do throws(ConfigError) {
            return try value.setting(at: DocumentPath(key), in: name)
        } catch {
            let settings = (try? system.explain(name, key)) ?? []
            guard settings.count == 1, settings[0].path == DocumentPath(key),
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
                        "the type of the file is unknown, and with it which values are secret",
                    suggestion: "pass --schemas DIR, or --without-schema to print it anyway",
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
                    "warning: some characters are printed as escapes; --raw prints the value as it is"
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
