import ArgumentParser
import BuiltinConfigs
import Logging
import TypedConfig

/// The types that the command knows.
let knownTypes = BuiltinConfigs.all

struct Configctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configctl",
        abstract: "Looks after a folder of configuration files.",
        discussion: """
            EXAMPLES
              configctl validate                       all files in ./config
              configctl validate messaging --directory /etc/app
              configctl get unified_config messaging.queue.max_size
              configctl list --schemas schemas --format json
              configctl set messaging queue.max_size 200 --dry-run
              configctl watch

            Exit codes: 0 all is well, 1 findings, 2 wrong use or something that cannot be read.
            """,
        subcommands: [
            Validate.self, List.self, Get.self, Explain.self, SetSetting.self, UnsetSetting.self,
            FormatFile.self, Watch.self, Migrate.self, Rollback.self, Migrations.self,
        ]
    )
}

/// What all subcommands have in common.
struct FolderOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The folder of the configuration files.")
    var directory = "config"

    @Option(help: "How to print: text or json.")
    var format = OutputFormat.text

    @Option(help: "The stage whose files NAME.STAGE.yaml are put over the others.")
    var overlay: String?

    @Option(help: "Environment variables with this prefix are put over the files.")
    var environment: String?

    @Option(help: "A folder of schemas for types that are not built in.")
    var schemas: String?

    func system() throws(ConfigError) -> ConfigSystem {
        var layers = [ConfigLayer.directory(directory, overlay: overlay)]
        if let environment { layers.append(.environment(prefix: environment)) }
        let system = try ConfigSystem(
            layers: layers,
            types: knownTypes,
            // What a command has to say it prints itself.
            logger: Logger(label: "configctl") { _ in SwiftLogNoOpLogHandler() }
        )
        if let schemas {
            var validator = ConfigValidator()
            try validator.add(schemaFolder: schemas)
            system.register(validator)
        }
        return system
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
