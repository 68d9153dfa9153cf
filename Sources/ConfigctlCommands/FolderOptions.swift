import ArgumentParser
import ConfigSchemas
import LimitOptions
import Logging
import TypedConfig

/// A command with the options that all commands share.
protocol FolderCommand: ParsableCommand {
    var folder: FolderOptions { get set }
    var limits: LimitOptions { get }
}

/// The policies for files of an older version, as the command line and `configctl.yaml` name them.
enum MigrationChoice: String, ExpressibleByArgument, CaseIterable {
    case inMemory = "in-memory"
    case refuse
}

/// The options of all commands: the files, their schemas, the layers over them and the record of changes.
struct FolderOptions: ParsableArguments {
    @Option(
        name: [.customShort("d"), .customLong("directory")],
        help: ArgumentHelp(
            "The directory of the configuration files (default: config). Repeatable: each overrides those "
                + "before it, and saves go to the first."
        ),
        completion: .directory
    )
    var givenDirectories: [String] = []

    @Option(
        name: .customLong("file"),
        help: ArgumentHelp(
            "A file that overrides those of the directories: NAME=FILE, or FILE for the configuration that "
                + "it is named after, or else the main one. Repeatable.",
            valueName: "[name=]file"
        ),
        completion: .file()
    )
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "A directory of schemas for types that are not built in.",
            valueName: "directory"
        ),
        completion: .directory
    )
    var schemas: String?

    @Flag(
        name: .customLong("exact-decimals"),
        inversion: .prefixedNo,
        help:
            "Numbers of those types are ExactDecimal in the program, so that they keep every digit."
    )
    var givenExactDecimals: Bool?

    @Option(
        help: ArgumentHelp(
            "The stage whose files NAME.STAGE.yaml override the others.",
            valueName: "stage"
        )
    )
    var overlay: String?

    @Option(
        help: ArgumentHelp(
            "A directory of secret files, which override the configuration files and are never printed.",
            valueName: "directory"
        ),
        completion: .directory
    )
    var secrets: String?

    @Option(
        help: ArgumentHelp(
            "A file of variables, such as .env, which are read like those of the environment.",
            valueName: "file"
        ),
        completion: .file()
    )
    var dotenv: String?

    @Option(
        help: ArgumentHelp(
            "The prefix of environment variables that override the files.",
            valueName: "prefix"
        )
    )
    var environment: String?

    @Option(
        name: .customLong("argument"),
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A word of the service's command line, such as --http.port=80. Repeatable.",
            valueName: "word"
        )
    )
    var arguments: [String] = []

    @Option(
        help: ArgumentHelp(
            "The configuration whose settings variables, arguments and secret files may name without "
                + "its name; by default, the only one that has a file.",
            valueName: "name"
        ),
        completion: FolderOptions.names
    )
    var main: String?

    @Flag(
        name: .customLong("strict"),
        inversion: .prefixedNo,
        help: "A variable with the prefix that matches no setting is an error."
    )
    var givenStrict: Bool?

    @Option(
        name: .customLong("migration"),
        help: ArgumentHelp(
            "Whether files of an older version are migrated in memory (in-memory, the default), or are "
                + "an error until they are migrated on disk (refuse).",
            valueName: "policy"
        )
    )
    var givenMigration: MigrationChoice?

    @Option(
        help: ArgumentHelp(
            "A directory that ${file:PATH} in configuration files may lead to. Repeatable.",
            valueName: "directory"
        ),
        completion: .directory
    )
    var allow: [String] = []

    @Option(
        help: ArgumentHelp(
            "The directory of the audit trail (default: .audit in the directory of the files).",
            valueName: "directory"
        ),
        completion: .directory
    )
    var trailFolder: String?

    @Option(
        name: .customLong("audit-key"),
        help: ArgumentHelp(
            "The file with the secret that seals the audit trail.",
            valueName: "file"
        ),
        completion: .file()
    )
    var auditKeyFile: String?

    /// The first directory, which is saved to.
    var directory: String { givenDirectories.first ?? Self.usualDirectory }

    /// All directories, lowest first.
    var directories: [String] { [directory] + givenDirectories.dropFirst() }

    private static let usualDirectory = "config"

    var exactDecimals: Bool { givenExactDecimals ?? false }

    var strict: Bool { givenStrict ?? false }

    var migrationPolicy: MigrationPolicy { givenMigration == .refuse ? .refuse : .inMemory }

    /// Takes from the settings of the tool each option that the command line does not have.
    mutating func add(_ settings: ConfigctlConfig) {
        if givenDirectories.isEmpty {
            givenDirectories = [settings.directory] + settings.directories
        }
        files = settings.files + files
        schemas = schemas ?? settings.schemas
        givenExactDecimals = givenExactDecimals ?? settings.exactDecimals
        overlay = overlay ?? settings.overlay
        secrets = secrets ?? settings.secrets
        dotenv = dotenv ?? settings.dotenv
        environment = environment ?? settings.environment
        arguments = settings.arguments.map { $0.reveal() } + arguments
        main = main ?? settings.main
        givenStrict = givenStrict ?? settings.strict
        givenMigration = givenMigration ?? MigrationChoice(rawValue: settings.migration.rawValue)
        allow = settings.allow + allow
        trailFolder = trailFolder ?? settings.audit.folder
        auditKeyFile = auditKeyFile ?? settings.audit.key?.reveal()
    }

    /// - Parameter reportsNotes: whether the command prints all notes itself. For other commands,
    ///   notes about a missing stage and misspelt variables are printed here, because they affect
    ///   the output.
    func system(
        cache: CacheLimits = CacheLimits(),
        reportsNotes: Bool = false
    ) throws(ConfigError) -> ConfigSystem {
        let validator: ConfigValidator?
        if let schemas { validator = try self.validator(of: schemas) } else { validator = nil }
        let main = main ?? CommandTool.current.main ?? onlyName
        let known = CommandTool.current.types.map { $0.schema.name } + (validator?.names ?? [])
        let options = ConfigctlOptions(
            directory: directory,
            // Files alone are enough.
            hasDirectory: files.isEmpty || directory != Self.usualDirectory || isFolder(directory),
            directories: Array(directories.dropFirst()),
            files: try files.map { (file) throws(ConfigError) in
                try ConfigctlOptions.File(file, known: known, main: main)
            },
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
            main: main,
            cache: cache,
            interpolation: Interpolation(folders: allow),
            migration: migrationPolicy,
            // Commands print their messages themselves.
            logger: Logger(label: "configctl") { _ in SwiftLogNoOpLogHandler() }
        )
        // It may lie beside the files, where it is not a file without a type.
        if try system.files().contains(where: { $0.name == ConfigctlConfig.schema.name }) {
            system.register([ConfigctlConfig.self])
        }
        if let validator { system.register(validator) }
        if !reportsNotes { writeNotes(on: system) }
        return system
    }

    /// The only configuration with a file in the directories: a service that loads it probably has
    /// only its type.
    private var onlyName: String? {
        let system = try? ConfigSystem(layers: directories.map { .directory($0) })
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
                    message:
                        "there is no configuration file of a known type; known types are \(known)",
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
