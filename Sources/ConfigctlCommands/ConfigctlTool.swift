public import ConfigMonitoring
public import ConfigTypes
public import TypedConfig

/// A command line for the configuration of your own service: every subcommand of configctl, over your
/// types.
///
///     import ConfigctlCommands
///
///     @main
///     struct OrdersTool: ConfigctlTool {
///         static let types: [any ConfigType.Type] = [HTTPConfig.self, PoolConfig.self]
///     }
///
/// Types bring their older versions along, with the custom steps of their migrations.
public protocol ConfigctlTool: SendableMetatype {
    /// The name of the tool in its help. Default: the name that it was started by.
    static var commandName: String { get }

    /// The types of the configuration files. `--schemas` adds those of a directory.
    static var types: [any ConfigType.Type] { get }

    /// The configuration whose settings variables, arguments and secret files may name without it.
    /// Default: nil, which is the only one that has a file.
    static var main: String? { get }

    /// The layers, lowest first. Default: those of the options.
    ///
    ///     static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] {
    ///         options.layers + [.environment(prefix: "ORDERS")]
    ///     }
    static func layers(_ options: ConfigctlOptions) -> [ConfigLayer]

    /// When `health`, `alerts`, `report` and `dashboard` raise an alert, where the directory has no
    /// `monitor.yaml`. Default: those of `MonitorConfig`.
    static var thresholds: MonitorConfig { get }
}

/// The sources of configuration that the options of a command name.
public struct ConfigctlOptions: Sendable {
    /// Of the configuration files: `--directory`.
    public let directory: String
    /// The stage whose files are put over the others: `--overlay`.
    public let overlay: String?
    /// A directory of secret files: `--secrets`.
    public let secrets: String?
    /// A file of variables: `--dotenv`.
    public let dotenv: String?
    /// The prefix of environment variables: `--environment`.
    public let environment: String?
    /// Words of the service's command line: `--argument`.
    public let arguments: [String]
    /// Whether a variable with the prefix that no setting takes is an error: `--strict`.
    public let isStrict: Bool

    /// The layers of these sources, lowest first.
    public var layers: [ConfigLayer] {
        var layers = [ConfigLayer.directory(directory, overlay: overlay)]
        if let secrets { layers.append(.secrets(in: secrets)) }
        if let dotenv {
            let isStrict = isStrict && environment != nil
            layers.append(.dotenv(dotenv, prefix: environment ?? "", strict: isStrict))
        }
        if let environment {
            layers.append(.environment(prefix: environment, strict: isStrict))
        }
        if !arguments.isEmpty { layers.append(.arguments(arguments)) }
        return layers
    }
}

extension ConfigctlTool {
    /// The last component of the path that the process was started by.
    public static var commandName: String {
        let path = CommandLine.arguments.first ?? "configctl"
        return path.split(separator: "/").last.map(String.init) ?? path
    }

    /// None: the only configuration that has a file.
    public static var main: String? { nil }

    /// The layers of the options.
    public static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] { options.layers }

    /// The defaults of the schema.
    public static var thresholds: MonitorConfig { MonitorConfig() }

    /// Runs the command of the process's arguments, and ends the process: with 0 if all is well, with 1
    /// if there are findings, with 2 for wrong use or something that cannot be read.
    @MainActor
    public static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let status = await CommandTool.$current.withValue(Self.self) {
            await CommandRun.status(of: arguments)
        }
        status.now()
    }
}
