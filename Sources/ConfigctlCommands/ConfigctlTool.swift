public import ConfigMonitoring
public import ConfigTypes
import SchemaValidation
public import TypedConfig

/// A command line for the configuration of your own service: all subcommands of configctl, with
/// your types.
///
///     import ConfigctlCommands
///
///     @main
///     struct OrdersTool: ConfigctlTool {
///         static let types: [any ConfigType.Type] = [HTTPConfig.self, PoolConfig.self]
///     }
///
/// Types include their older versions and the custom steps of their migrations.
public protocol ConfigctlTool: SendableMetatype {
    /// The name of the tool in its help. Default: the name with which it was started.
    static var commandName: String { get }

    /// The types of the configuration files. `--schemas` adds those of a directory.
    static var types: [any ConfigType.Type] { get }

    /// The configuration whose settings variables, arguments and secret files may name without its
    /// name. Default: nil, for the only one that has a file.
    static var main: String? { get }

    /// The layers, lowest first. Default: those given by the options.
    ///
    ///     static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] {
    ///         options.layers + [.environment(prefix: "ORDERS")]
    ///     }
    static func layers(_ options: ConfigctlOptions) -> [ConfigLayer]

    /// The thresholds of alerts for `health`, `alerts`, `report` and `dashboard`, if the directory
    /// has no `monitor.yaml`. Default: those of `MonitorConfig`.
    static var thresholds: MonitorConfig { get }
}

/// The sources of configuration given by the options of a command.
public struct ConfigctlOptions: Sendable {
    /// The directory of configuration files: `--directory`.
    public let directory: String
    /// False if there is no directory, because files outside of one are all that was named.
    let hasDirectory: Bool
    /// Further directories, whose files override those of the first: `--directory`, repeated.
    public let directories: [String]
    /// Files outside of the directories: `--file`.
    public let files: [File]
    /// The stage whose files override the others: `--overlay`.
    public let overlay: String?
    /// A directory of secret files: `--secrets`.
    public let secrets: String?
    /// A file of variables: `--dotenv`.
    public let dotenv: String?
    /// The prefix of environment variables: `--environment`.
    public let environment: String?
    /// Arguments of the service's command line: `--argument`.
    public let arguments: [String]
    /// True if a variable with the prefix that matches no setting is an error: `--strict`.
    public let isStrict: Bool

    /// The layers of these sources, lowest first.
    public var layers: [ConfigLayer] {
        var layers = ((hasDirectory ? [directory] : []) + directories).map {
            ConfigLayer.directory($0, overlay: overlay)
        }
        layers += files.map { .file($0.path, of: $0.configuration) }
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
    /// The last component of the path with which the process was started.
    public static var commandName: String {
        let path = CommandLine.arguments.first ?? "configctl"
        return path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Nil, for the only configuration that has a file.
    public static var main: String? { nil }

    /// The layers given by the options.
    public static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] { options.layers }

    /// The defaults of the schema.
    public static var thresholds: MonitorConfig { MonitorConfig() }

    /// Runs the command given by the arguments of the process, and ends the process: with status 0
    /// on success, 1 if there are findings, 2 for wrong use or an unreadable input.
    @MainActor
    public static func main() async {
        // Swift has replaced other bytes by U+FFFD, which "set" would write to the file.
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil
            else { continue }
            Output.standardError.write("Error: Argument \(index) is not valid UTF-8.")
            Exit.unreadable.now()
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        OperatorTool.set(name: commandName)
        let status = await CommandTool.$current.withValue(Self.self) {
            await CommandRun.status(of: arguments)
        }
        status.now()
    }
}
