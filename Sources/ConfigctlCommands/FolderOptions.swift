import ArgumentParser
import ConfigSchemas
import LimitOptions
import Logging
import TypedConfig

/// A command with the options that all commands share.
protocol FolderCommand: ParsableCommand {
    var folder: FolderOptions { get set }
}

/// The options of all commands: the files, their schemas, the layers over them and the record of changes.
struct FolderOptions: ParsableArguments {
    @Option(
        name: [.customShort("d"), .customLong("directory")],
        help: "The directory of the configuration files (default: config).",
        completion: .directory
    )
    var givenDirectory: String?

    @Option(
        help: "A directory of schemas, for types that are not built in.",
        completion: .directory
    )
    var schemas: String?

    @Flag(
        name: .customLong("exact-decimals"),
        inversion: .prefixedNo,
        help: "Numbers of those types are ExactDecimal in the program, which holds every digit."
    )
    var givenExactDecimals: Bool?

    @Option(help: "The stage whose files NAME.STAGE.yaml override the others.")
    var overlay: String?

    @Option(
        help:
            "A directory of secret files that override the config files. Their values are never printed.",
        completion: .directory
    )
    var secrets: String?

    @Option(
        help: "A file of variables, such as .env, which are read like those of the environment.",
        completion: .file()
    )
    var dotenv: String?

    @Option(help: "The prefix of environment variables that override the files.")
    var environment: String?

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

    @Flag(
        name: .customLong("strict"),
        inversion: .prefixedNo,
        help: "A variable with the prefix that no setting takes is an error."
    )
    var givenStrict: Bool?

    @Option(
        help: "A directory that ${file:…} in configuration files may lead to. Repeatable.",
        completion: .directory
    )
    var allow: [String] = []

    @Option(
        help: "The directory of the audit trail (default: .audit in the directory of the files).",
        completion: .directory
    )
    var trailFolder: String?

    @Option(
        name: .customLong("audit-key"),
        help: "The file with the secret that seals the audit trail.",
        completion: .file()
    )
    var auditKeyFile: String?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    var directory: String { givenDirectory ?? "config" }

    var exactDecimals: Bool { givenExactDecimals ?? false }

    var strict: Bool { givenStrict ?? false }

    /// Takes from the settings of the tool each option that the command line does not have.
    mutating func add(_ settings: ConfigctlConfig) {
        givenDirectory = givenDirectory ?? settings.directory
        schemas = schemas ?? settings.schemas
        givenExactDecimals = givenExactDecimals ?? settings.exactDecimals
        overlay = overlay ?? settings.overlay
        secrets = secrets ?? settings.secrets
        dotenv = dotenv ?? settings.dotenv
        environment = environment ?? settings.environment
        arguments = settings.arguments + arguments
        main = main ?? settings.main
        givenStrict = givenStrict ?? settings.strict
        allow = settings.allow + allow
        trailFolder = trailFolder ?? settings.audit.folder
        auditKeyFile = auditKeyFile ?? settings.audit.key
    }

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
        // It may lie beside the files, where it is not a file without a type.
        if try system.files().contains(where: { $0.name == ConfigctlConfig.schema.name }) {
            system.register([ConfigctlConfig.self])
        }
        if let schemas { system.register(try validator(of: schemas)) }
        if !reportsNotes { writeNotes(on: system) }
        return system
    }

    /// The only configuration with a file in the directory: a service that loads it probably has
    /// only its type.
    private var onlyName: String? {
        let system = try? ConfigSystem(directory: directory)
        let files = (try? system?.files()) ?? []
        let names = Set(
            files.filter { !["monitor", "configctl"].contains($0.name) }.map {
                $0.name.prefix { $0 != "." }
            }
        )
        return names.count == 1 ? names.first.map(String.init) : nil
    }

    func writeNotes(on system: ConfigSystem) {
        let notes = system.notesOnStages + system.notesOnMisspeltTexts
        notes.forEach(Output.standardError.write)
    }

    /// - Throws: the errors of the schemas. They are not the files that the command was asked to
    ///   check, so nothing was validated.
    func validator(of schemas: String) throws(ConfigError) -> ConfigValidator {
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
                message: "there is no schema in this directory",
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
        let settings = try? ConfigctlConfig.ofWorkingDirectory()
        let system = try? ConfigSystem(
            directory: folder ?? settings?.directory ?? "config",
            types: CommandTool.current.types
        )
        return (try? system?.files().map(\.name)) ?? []
    }
}
