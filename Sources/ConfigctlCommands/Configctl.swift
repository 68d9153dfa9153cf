import ArgumentParser
import CZlib
import ToolReports
import TypedConfig

struct Configctl: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: CommandTool.current.commandName,
            abstract: "Inspect, validate, edit and migrate a directory of configuration files.",
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

                Options that every command needs can be kept in configctl.yaml (also .json, .jsonc or \
                .toml) in the working directory, or in variables such as CONFIGCTL_SCHEMAS:

                  directory: deploy/config
                  schemas: schemas
                  overlay: production

                An option of the command line overrides both. Options can be written before or after \
                the name of the command.

                KEY is a dotted path such as server.ports[0] or hosts["a.b"].port, or a JSON Pointer such as \
                /server/ports/0.

                Exit status: 0 if all is well, 1 if there are findings, 2 for wrong use or something that \
                cannot be read.
                """,
            version: ToolVersion.text(
                of: CommandTool.current.commandName,
                libraries: ["zlib \(String(cString: zlibVersion()))"]
            ),
            subcommands: [
                Validate.self, List.self, Get.self, Explain.self, Diff.self, Cache.self,
                SetSetting.self, UnsetSetting.self, EditFile.self, FormatFile.self, Watch.self,
                Migrate.self,
                Rollback.self, Migrations.self, Health.self, Alerts.self,
                Audit.self, Sign.self, Verify.self,
                Report.self, DashboardCommand.self, Doctor.self,
            ]
        )
    }
}

/// Options for printing results.
struct PrintOptions: ParsableArguments {
    @Option(help: "How to print.")
    var format = OutputFormat.text
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
