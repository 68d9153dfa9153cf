public import ConfigDocument
import ConfigTypes
package import SchemaValidation

/// One of the places that configuration comes from. Higher layers win over lower ones.
///
///     let system = try ConfigSystem(layers: [
///         .directory("config", overlay: "production"),
///         .secrets(in: "/run/secrets"),
///         .dotenv(),
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
        case source(any ConfigSource)
        case environment(VariableRules, EnvironmentVariables)
        /// Without rules, a file is read as the environment is.
        case dotenv(path: String, VariableRules?)
        case arguments([String])
        case secretFiles(SecretFolder)
        case provider(name: String, @Sendable (SettingQuery) throws -> ProvidedSetting?)
        case override(name: String, path: DocumentPath, DocumentValue)
    }

    let kind: Kind

    /// The files of a folder: `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// In its folder `conf.d`, where there is one, `NAME.yaml`, `10-NAME.yaml` and
    /// `20-NAME.anything.json` are put over them in the order of these names; `NAME.STAGE.yaml` and the
    /// like only in that stage, where another file beside is of it.
    ///
    /// A configuration needs no file where other layers give all that it requires; that it has none is
    /// a warning then.
    ///
    /// - Parameters:
    ///   - overlay: the stage that the program runs in. `NAME.OVERLAY.yaml` (or `.yml`, `.json`) is put
    ///     over the file where it exists, below those in `conf.d`.
    ///   - optional: whether there may be no such folder, and no file for a configuration in it: then
    ///     this layer says nothing.
    public static func directory(
        _ path: String,
        overlay: String? = nil,
        optional: Bool = false
    ) -> ConfigLayer {
        let folder = DirectorySource(name: path, mayBeMissing: optional)
        return ConfigLayer(
            kind: .source(FolderSource(folder: folder, overlay: overlay, isOptional: optional))
        )
    }

    /// One file of any name for a configuration: `.file("/etc/orders.yaml", of: "http")`.
    ///
    /// - Parameter optional: whether there may be no such file.
    public static func file(
        _ path: String,
        of configuration: String,
        optional: Bool = false
    ) -> ConfigLayer {
        let file = FileAlone(file: path, configuration: configuration, mayBeMissing: optional)
        return ConfigLayer(kind: .source(FolderSource(folder: file, isOptional: optional)))
    }

    /// The file that an option of the command line names: `.file(option: "config", of: "http")` is for
    /// `--config FILE` and `--config=FILE`. Without the option, the layer says nothing.
    ///
    /// Of several, the last counts. The option is none of `ConfigSystem.remainingArguments`.
    ///
    /// - Parameters:
    ///   - option: without the hyphens.
    ///   - arguments: without the program's name; nil takes those of the process.
    public static func file(
        option: String,
        of configuration: String,
        arguments: [String]? = nil
    ) -> ConfigLayer {
        let words = arguments ?? Array(CommandLine.arguments.dropFirst())
        let path = ArgumentWords.texts(of: option, in: words).texts.last
        return ConfigLayer(
            kind: .source(
                FolderSource(
                    folder: FileAlone(file: path, configuration: configuration),
                    isOptional: path == nil,
                    option: option
                )
            )
        )
    }

    /// The documents of a source of your own.
    public static func source(_ source: some ConfigSource) -> ConfigLayer {
        ConfigLayer(kind: .source(source))
    }

    package static func files(
        _ folder: any ConfigFolder,
        overlay: String? = nil
    ) -> ConfigLayer {
        ConfigLayer(kind: .source(FolderSource(folder: folder, overlay: overlay)))
    }

    /// The layer without options of the command line that name files, where it is one of arguments.
    func without(options: [String]) -> ConfigLayer {
        guard case .arguments(let words) = kind, !options.isEmpty else { return self }
        let rest = options.reduce(words) { ArgumentWords.texts(of: $1, in: $0).rest }
        return ConfigLayer(kind: .arguments(rest))
    }

    /// The folder of files, where it is one, with the stage.
    var files: FolderSource? {
        if case .source(let source) = kind { source as? FolderSource } else { nil }
    }

    /// Environment variables: `APP_HTTP_SERVER_PORT` is `server.port` of the configuration `http` for
    /// the prefix `APP`, unless the setting's schema names another one with `x-env`, which has neither
    /// prefix nor configuration; `x-env: false` takes a setting out. The main configuration of a system
    /// has `APP_SERVER_PORT`, too.
    ///
    /// The text must fit the setting: an object or array is written as JSON or YAML. Elements and
    /// entries have names of their own: `APP_HTTP_INSTANCES_0_URL`, `APP_HTTP_LABELS_TEAM`.
    /// `APP_HTTP_PASSWORD_FILE` names a file that holds the text, which then is a secret.
    /// `ConfigSystem.notes` names variables with the prefix that no setting takes.
    ///
    /// - Parameters:
    ///   - prefix: nil reads the variables that `x-env` names, and no others.
    ///   - style: how names are made from keys, and how Booleans and arrays are written.
    ///   - empty: what becomes of a variable that is set to nothing.
    ///   - ignoringCase: whether `app_http_port` is `APP_HTTP_PORT`.
    ///   - strict: whether a variable with the prefix that no setting takes is an error of each load.
    ///     Then all types must be passed to the system when it is made.
    ///   - worldReadable: what is done about files of `NAME_FILE` that everybody may read.
    public static func environment(
        prefix: String? = nil,
        style: VariableStyle = .plain,
        empty: EmptyVariables = .unsetExceptText,
        ignoringCase: Bool = false,
        strict: Bool = false,
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        let rules = VariableRules(
            prefix: prefix,
            style: style,
            empty: empty,
            ignoresCase: ignoringCase,
            isStrict: strict,
            worldReadable: worldReadable
        )
        return ConfigLayer(kind: .environment(rules, .process))
    }

    /// The same with variables that are passed in.
    public static func environment(
        prefix: String? = nil,
        variables: [String: String],
        style: VariableStyle = .plain,
        empty: EmptyVariables = .unsetExceptText,
        ignoringCase: Bool = false,
        strict: Bool = false,
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        let rules = VariableRules(
            prefix: prefix,
            style: style,
            empty: empty,
            ignoresCase: ignoringCase,
            isStrict: strict,
            worldReadable: worldReadable
        )
        return ConfigLayer(kind: .environment(rules, EnvironmentVariables(variables)))
    }

    /// The variables of a file such as `.env`, which are read as those of the environment layer of the
    /// system are, and never become variables of the process. Without an environment layer they have
    /// no prefix. A file that does not exist has none.
    ///
    /// Values are written as python-dotenv, dotenv and godotenv agree to read them; nothing in them is
    /// replaced. The guide Layers has the rules.
    public static func dotenv(_ path: String = ".env") -> ConfigLayer {
        ConfigLayer(kind: .dotenv(path: path, nil))
    }

    /// The same with rules of its own: see `environment(prefix:)`.
    public static func dotenv(
        _ path: String = ".env",
        prefix: String,
        style: VariableStyle = .plain,
        empty: EmptyVariables = .unsetExceptText,
        strict: Bool = false
    ) -> ConfigLayer {
        let rules = VariableRules(prefix: prefix, style: style, empty: empty, isStrict: strict)
        return ConfigLayer(kind: .dotenv(path: path, rules))
    }

    /// Command line arguments: `--http.server.port 80` or `--http.server.port=80`; the main
    /// configuration of a system has `--server.port`, too.
    ///
    /// A Boolean takes the next word only if that is `true` or `false`, and `--no-http.tls` is false.
    /// An option that is repeated adds to an array. `--` ends the options. Other words are left alone:
    /// `ConfigSystem.remainingArguments` has them, and `ConfigSystem.notes` names those that are
    /// nearly those of a setting.
    ///
    /// - Parameter arguments: without the program's name; nil takes those of the process.
    public static func arguments(_ arguments: [String]? = nil) -> ConfigLayer {
        ConfigLayer(kind: .arguments(arguments ?? Array(CommandLine.arguments.dropFirst())))
    }

    /// A folder with a file for each secret, such as `/run/secrets` or a mounted Kubernetes secret: the
    /// file `http.database.password`, `http_database_password` or `http-database-password`, or
    /// `database.password` in the folder `http`, holds the setting `database.password` of `http`. The
    /// main configuration of a system has `database.password`, too.
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
        ConfigLayer(kind: .override(name: name, path: DocumentPath(key), value))
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
    /// Whether keys without that name are meant for it, too.
    package var isMain: Bool
    package var path: DocumentPath
    /// What the schema wants; nil where any value may do.
    package var kind: JSONType?
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
