public import ConfigDocument
import ConfigTypes

/// One of the places that configuration comes from. Higher layers win over lower ones.
///
///     let system = try ConfigSystem(layers: [
///         .directory("config", overlay: "production"),
///         .secrets(in: "/run/secrets"),
///         .environment(prefix: "APP"),
///         .arguments(),
///         .override("http", "server.port", 8080),
///     ])
///
/// How a layer is merged into those below it:
/// - Objects merge member by member, at every depth.
/// - Arrays and scalars replace what was there.
/// - `null` removes a member that lower layers have set. Where there is none to remove it says
///   nothing. In the lowest document, `null` is a value like others.
/// - A setting that no layer has keeps the schema's default.
public struct ConfigLayer: Sendable {
    enum Kind: Sendable {
        case files(any ConfigSource, overlay: String?)
        /// Without a prefix, only variables that `x-env` names are read.
        case environment(prefix: String?, EnvironmentVariables)
        case arguments([String])
        case secretFiles(SecretFolder)
        case provider(name: String, @Sendable (SettingQuery) throws -> ProvidedSetting?)
        case override(name: String, path: SettingPath, DocumentValue)
    }

    let kind: Kind

    /// The files of a folder: `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// In its folder `conf.d`, where there is one, `NAME.yaml`, `10-NAME.yaml` and
    /// `20-NAME.anything.json` are put over them in the order of these names; `NAME.STAGE.yaml` and the
    /// like only in that stage, where another file beside is of it.
    ///
    /// - Parameter overlay: the stage that the program runs in. `NAME.OVERLAY.yaml` (or `.yml`,
    ///   `.json`) is put over the file where it exists, below those in `conf.d`.
    public static func directory(_ path: String, overlay: String? = nil) -> ConfigLayer {
        files(DirectorySource(name: path), overlay: overlay)
    }

    package static func files(
        _ source: any ConfigSource,
        overlay: String? = nil
    ) -> ConfigLayer {
        ConfigLayer(kind: .files(source, overlay: overlay))
    }

    /// Environment variables: `APP_SERVER_PORT` is `server.port` for the prefix `APP`, unless the
    /// setting's schema names another one with `x-env`, which has no prefix. Only those of settings
    /// that a type has are taken, and their text must fit the setting: an object or array is written
    /// as JSON or YAML. `ConfigSystem.notes` names variables with the prefix that no setting takes.
    ///
    /// - Parameter prefix: nil reads the variables that `x-env` names, and no others.
    public static func environment(prefix: String? = nil) -> ConfigLayer {
        ConfigLayer(kind: .environment(prefix: prefix, .process))
    }

    /// The same with variables that are passed in.
    public static func environment(
        prefix: String? = nil,
        variables: [String: String]
    ) -> ConfigLayer {
        ConfigLayer(kind: .environment(prefix: prefix, EnvironmentVariables(variables)))
    }

    /// Command line arguments: `--server.port 80` or `--server.port=80`. Others are left alone,
    /// and `ConfigSystem.notes` names those that are nearly those of a setting.
    ///
    /// - Parameter arguments: without the program's name; nil takes those of the process.
    public static func arguments(_ arguments: [String]? = nil) -> ConfigLayer {
        ConfigLayer(kind: .arguments(arguments ?? Array(CommandLine.arguments.dropFirst())))
    }

    /// A folder with a file for each secret, such as `/run/secrets` or a mounted Kubernetes secret:
    /// the file `database.password` or `database_password` holds the setting `database.password`.
    ///
    /// Only settings that a type has are looked for. A folder that is not there has none. What comes
    /// from there is secret, whether the schema says so or not.
    public static func secrets(
        in folder: String,
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        ConfigLayer(kind: .secretFiles(SecretFolder(path: folder, permissions: worldReadable)))
    }

    /// The credentials that systemd passes on (`LoadCredential=`): the files of the folder that
    /// `CREDENTIALS_DIRECTORY` names.
    public static func systemdCredentials(
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        let folder = environmentVariable("CREDENTIALS_DIRECTORY") ?? ""
        return secrets(in: folder, worldReadable: worldReadable)
    }

    /// One setting of the configuration of a name, set by the program.
    public static func override(_ name: String, _ key: String, _ value: DocumentValue)
        -> ConfigLayer
    {
        ConfigLayer(kind: .override(name: name, path: SettingPath(key), value))
    }

    /// What another system of settings knows.
    package static func provider(
        _ name: String,
        _ value: @escaping @Sendable (SettingQuery) throws -> ProvidedSetting?
    ) -> ConfigLayer {
        ConfigLayer(kind: .provider(name: name, value))
    }
}

/// A setting that another system is asked for.
package struct SettingQuery: Sendable {
    /// The name of the configuration.
    package var config: String
    package var path: [String]
    /// What the schema wants; nil where any value may do.
    package var kind: Setting.Kind?
    package var isSecret: Bool
}

/// What another system has answered.
package struct ProvidedSetting: Sendable {
    /// How that system calls the setting.
    package var key: String
    package var value: DocumentValue

    package init(key: String, value: DocumentValue) {
        self.key = key
        self.value = value
    }
}
