import ArgumentParser
import CZlib
import ToolReports
import TypedConfig

struct Configctl: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: CommandTool.current.commandName,
            abstract: "Inspect, validate, edit and migrate configuration files.",
            discussion: """
                EXAMPLES
                  Validate all files in ./config:
                    configctl validate
                  Print one setting, and show where its value comes from:
                    configctl get http server.port
                    configctl explain http server.port --overlay production
                  Change a setting, after a look at the difference:
                    configctl set http server.port 8443 --dry-run
                    configctl set http server.port 8443
                  Migrate a file to the newest version of its schema:
                    configctl migrate http --dry-run
                  Check a deployment:
                    configctl doctor --directory /etc/app

                NAME is the name of a configuration: that of its file without the extension. KEY \
                is a path such as server.ports[0] or hosts["a.b"].port, or a JSON Pointer such \
                as /server/ports/0.

                Options that every command needs can be kept in configctl.yaml (or .json, \
                .jsonc, .toml) in the working directory, or in variables such as \
                CONFIGCTL_SCHEMAS:

                  directory: deploy/config
                  schemas: schemas
                  overlay: production

                An option on the command line overrides both, and can be written before or after \
                the name of the command.

                Exit status: 0 on success, 1 if there are findings, 2 for wrong use or input \
                that cannot be read. --quiet prints results and findings only; NO_COLOR=1 switches \
                colours off.

                Details: Documentation/Configctl.md in the package; man configctl-COMMAND, if \
                installed.
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
                Report.self, DashboardCommand.self, Doctor.self, Fleet.self,
            ]
        )
    }
}

/// Options for printing results.
struct PrintOptions: ParsableArguments {
    @Option(help: "The format of the output.")
    var format = OutputFormat.text

    /// Prints a line that does not belong to the result: to standard error beside JSON.
    func note(_ line: String) {
        (format == .json ? Output.standardError : Output.standard).write(line)
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
