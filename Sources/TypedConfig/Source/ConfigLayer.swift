public import ConfigDocument

/// One of the places that configuration comes from. Higher layers win over lower ones.
///
///     let system = try ConfigSystem(layers: [
///         .directory("config", overlay: "production"),
///         .environment(prefix: "APP"),
///         .arguments(),
///         .override("http", "server.port", 8080),
///     ])
///
/// Objects merge member by member, arrays and scalars replace, and `null` in a higher layer removes
/// the member.
public struct ConfigLayer: Sendable {
    enum Kind: Sendable {
        case files(any ConfigSource, overlay: String?)
        case environment(prefix: String, @Sendable (String) -> String?)
        case arguments([String])
        case override(name: String, path: SettingPath, ConfigValue)
    }

    let kind: Kind

    /// The files of a folder: `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// - Parameter overlay: the stage that the program runs in. `NAME.OVERLAY.yaml` (or `.yml`,
    ///   `.json`) is put over the file where it exists.
    public static func directory(_ path: String, overlay: String? = nil) -> ConfigLayer {
        files(DirectorySource(name: path), overlay: overlay)
    }

    package static func files(
        _ source: any ConfigSource,
        overlay: String? = nil
    ) -> ConfigLayer {
        ConfigLayer(kind: .files(source, overlay: overlay))
    }

    /// Environment variables: `APP_SERVER_PORT` is `server.port` for the prefix `APP`. Only those
    /// of settings that a type has are looked at, and their text must fit the setting.
    public static func environment(prefix: String) -> ConfigLayer {
        ConfigLayer(kind: .environment(prefix: prefix, environmentVariable))
    }

    /// The same with variables that are passed in.
    public static func environment(
        prefix: String,
        variables: [String: String]
    ) -> ConfigLayer {
        ConfigLayer(kind: .environment(prefix: prefix) { variables[$0] })
    }

    /// Command line arguments: `--server.port 80` or `--server.port=80`. Others are left alone.
    ///
    /// - Parameter arguments: without the program's name; nil takes those of the process.
    public static func arguments(_ arguments: [String]? = nil) -> ConfigLayer {
        ConfigLayer(kind: .arguments(arguments ?? Array(CommandLine.arguments.dropFirst())))
    }

    /// One setting of the configuration of a name, set by the program.
    public static func override(_ name: String, _ key: String, _ value: ConfigValue) -> ConfigLayer
    {
        ConfigLayer(kind: .override(name: name, path: SettingPath(key), value))
    }
}
