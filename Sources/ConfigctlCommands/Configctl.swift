import ArgumentParser
import CZlib
import ConfigSchemas
import LimitOptions
import Logging
import ToolReports
import TypedConfig

struct Configctl: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: CommandTool.current.commandName,
            abstract: "Looks after a folder of configuration files.",
            discussion: """
                EXAMPLES
                  configctl validate                       all files in ./config
                  configctl validate messaging --directory /etc/app
                  configctl get unified_config messaging.queue.max_size
                  configctl explain messaging queue --overlay production
                  configctl diff messaging config/messaging.production.yml
                  configctl list --schemas schemas --format json
                  configctl set messaging queue.max_size 200 --dry-run
                  configctl watch
                  configctl --generate-completion-script zsh > ~/.zsh/_configctl

                KEY is a dotted path such as server.ports[0] or hosts["a.b"].port, or a JSON Pointer such as \
                /server/ports/0.

                Exit codes: 0 all is well, 1 findings, 2 wrong use or something that cannot be read.
                """,
            version: ToolVersion.text(
                of: CommandTool.current.commandName,
                libraries: ["zlib \(String(cString: zlibVersion()))"]
            ),
            subcommands: [
                Validate.self, List.self, Get.self, Explain.self, Diff.self, Cache.self,
                SetSetting.self, UnsetSetting.self, FormatFile.self, Watch.self, Migrate.self,
                Rollback.self, Migrations.self, Health.self, Alerts.self,
                Audit.self, Sign.self, Verify.self,
                Report.self, DashboardCommand.self, Doctor.self,
            ]
        )
    }
}

/// The common options of all subcommands.
struct FolderOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: "The folder of the configuration files.",
        completion: .directory
    )
    var directory = "config"

    @Option(help: "The stage whose files NAME.STAGE.yaml are put over the others.")
    var overlay: String?

    @Option(help: "Environment variables with this prefix are put over the files.")
    var environment: String?

    @Option(
        help: "A file of variables, such as .env, that are read as those of the environment are.",
        completion: .file()
    )
    var dotenv: String?

    @Option(
        name: .customLong("argument"),
        parsing: .unconditionalSingleValue,
        help: "A word of the service's command line, such as --http.port=80. Repeatable."
    )
    var arguments: [String] = []

    @Option(
        help: ArgumentHelp(
            "The configuration whose settings variables, arguments and secret files may name without "
                + "it. Without the option, the only one that has a file."
        ),
        completion: FolderOptions.names
    )
    var main: String?

    @Flag(help: "Variables with the prefix that no setting takes are errors.")
    var strict = false

    @Option(
        help: "A folder of secret files that are put over the files. Theirs are never shown.",
        completion: .directory
    )
    var secrets: String?

    @Option(
        help: "A folder that ${file:…} in configuration files may lead to. Repeatable.",
        completion: .directory
    )
    var allow: [String] = []

    @Option(
        help: "A folder of schemas for types that are not built in.",
        completion: .directory
    )
    var schemas: String?

    @Flag(help: "Numbers of those types are ExactDecimal in the program, which holds every digit.")
    var exactDecimals = false

    @OptionGroup(title: "Limits") var limits: LimitOptions

    /// - Parameter reportsNotes: whether the command prints all notes itself. For other commands,
    ///   notes about a missing stage and misspelt variables are printed here, because they affect
    ///   the output.
    func system(
        cache: CacheLimits = CacheLimits(),
        reportsNotes: Bool = false
    ) throws(ConfigError) -> ConfigSystem {
        let options = ConfigctlOptions(
            directory: directory,
            overlay: overlay,
            secrets: secrets,
            dotenv: dotenv,
            environment: environment,
            arguments: arguments,
            isStrict: strict
        )
        let system = try ConfigSystem(
            layers: CommandTool.current.layers(options),
            types: CommandTool.current.types,
            main: main ?? CommandTool.current.main ?? onlyName,
            cache: cache,
            interpolation: Interpolation(folders: allow),
            // Commands print their messages themselves.
            logger: Logger(label: "configctl") { _ in SwiftLogNoOpLogHandler() }
        )
        if let schemas {
            system.register(try validator(of: schemas))
        }
        if !reportsNotes { writeNotes(on: system) }
        return system
    }

    /// The only configuration with a file in the directory: a service that loads it probably has
    /// only its type.
    private var onlyName: String? {
        let system = try? ConfigSystem(directory: directory)
        let files = (try? system?.files()) ?? []
        let names = Set(files.filter { $0.name != "monitor" }.map { $0.name.prefix { $0 != "." } })
        return names.count == 1 ? names.first.map(String.init) : nil
    }

    func writeNotes(on system: ConfigSystem) {
        let notes = system.notesOnStages + system.notesOnMisspeltTexts
        notes.forEach(Output.standardError.write)
    }

    /// - Throws: the errors of the schemas. They are not the files that the command was asked to
    ///   check, so nothing was validated.
    private func validator(of schemas: String) throws(ConfigError) -> ConfigValidator {
        var validator = ConfigValidator(exactDecimals: exactDecimals)
        do throws(ConfigError) {
            try validator.add(schemaFolder: schemas)
        } catch {
            var error = error
            for index in error.findings.indices { error.findings[index].isUnjudged = true }
            throw error
        }
        guard validator.names.isEmpty else { return validator }
        throw ConfigError(findings: [
            Finding(
                message: "there is no schema in this folder",
                suggestion: "expected NAME.schema.json, or NAME/VERSION.schema.json",
                file: schemas
            )
        ])
    }

    /// The configurations of known types that have a file: those that a command without names
    /// refers to.
    ///
    /// - Throws: if there are none, an error that explains how to make types known.
    func typedNames(of system: ConfigSystem) throws(ConfigError) -> [String] {
        if var untyped = try system.untypedFiles() {
            untyped.severity = .error
            if schemas == nil, isFolder("schemas"), let suggestion = untyped.suggestion {
                untyped.suggestion = suggestion + " (the directory \"schemas\" is here)"
            }
            throw ConfigError(findings: [untyped])
        }
        let names = system.namesWithFile
        if names.isEmpty {
            let known = system.names.joined(separator: ", ")
            let isOfStages = try system.files().contains { system.name(below: $0) != nil }
            throw ConfigError(findings: [
                Finding(
                    message: "there is no configuration file; known types are \(known)",
                    suggestion: isOfStages ? "for the files of a stage, pass --overlay" : nil,
                    file: directory
                )
            ])
        }
        return names
    }

    private func isFolder(_ path: String) -> Bool {
        (try? ConfigSystem(directory: path)) != nil
    }
}

extension FolderOptions {
    /// The names for shell completion: those of the files in the directory given on the command
    /// line.
    static let names = CompletionKind.custom { arguments, _, _ in
        let option = arguments.firstIndex { $0 == "--directory" || $0 == "-d" }
        let folder = option.map { arguments.index(after: $0) }.flatMap {
            arguments.indices.contains($0) ? arguments[$0] : nil
        }
        let system = try? ConfigSystem(
            directory: folder ?? "config",
            types: CommandTool.current.types
        )
        return (try? system?.files().map(\.name)) ?? []
    }
}

/// Options for printing results.
struct PrintOptions: ParsableArguments {
    @Option(help: "How to print.")
    var format = OutputFormat.text
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
