public import ConfigDocument
import ConfigTypes
package import SchemaValidation

/// A source of configuration. Higher layers override lower ones.
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
/// Rules for merging a layer into those below it:
/// - Objects are merged member by member, at every depth.
/// - Arrays and scalars replace lower values.
/// - `null` removes a member of lower layers, and has no effect if there is none. In the lowest
///   document, `null` is a value like any other.
/// - A setting that no layer sets has the default of the schema.
public struct ConfigLayer: Sendable {
    enum Kind: Sendable {
        case source(any ConfigSource)
        case environment(VariableRules, EnvironmentVariables)
        /// A file without its own rules is read by those of the environment layer.
        case dotenv(path: String, VariableRules?)
        case arguments([String])
        case secretFiles(SecretFolder)
        case provider(name: String, @Sendable (SettingQuery) throws -> ProvidedSetting?)
        case override(name: String, path: DocumentPath, DocumentValue)
    }

    let kind: Kind

    /// The files of a directory: `NAME.yaml`, `NAME.yml`, `NAME.json`, `NAME.jsonc` or `NAME.toml`.
    ///
    /// Fragments in its subdirectory `conf.d` override them, in the order of their names:
    /// `NAME.yaml`, `10-NAME.yaml`, `20-NAME.anything.json`. A fragment `NAME.STAGE.yaml` is read
    /// only in that stage, if another file of the directory belongs to the stage.
    ///
    /// A configuration does not need a file if other layers set all required settings; a missing
    /// file then causes a warning.
    ///
    /// - Parameters:
    ///   - path: the path of the directory; a relative path starts at the working directory.
    ///   - overlay: the stage that the program runs in. `NAME.OVERLAY.yaml`, if it exists, overrides
    ///     the file, and fragments override both.
    ///   - optional: whether the directory, or the file of a configuration, may be missing without
    ///     a warning: the layer is then empty.
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

    /// One file with any name for a configuration: `.file("/etc/orders.yaml", of: "http")`.
    ///
    /// - Parameters:
    ///   - path: the path of the file.
    ///   - configuration: the name of the configuration.
    ///   - optional: whether the file may be missing.
    public static func file(
        _ path: String,
        of configuration: String,
        optional: Bool = false
    ) -> ConfigLayer {
        let file = FileAlone(file: path, configuration: configuration, mayBeMissing: optional)
        return ConfigLayer(kind: .source(FolderSource(folder: file, isOptional: optional)))
    }

    /// The file that an option of the command line names: `.file(option: "config", of: "http")` reads
    /// the file of `--config FILE` or `--config=FILE`. Without the option, the layer is empty.
    ///
    /// If the option is repeated, the last one counts. `ConfigSystem.remainingArguments` does not
    /// contain it.
    ///
    /// - Parameters:
    ///   - option: the name of the option, without the hyphens.
    ///   - configuration: the name of the configuration.
    ///   - arguments: the arguments without the program's name; nil for those of the process.
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

    /// The layer without command line options that name files, if it is a layer of arguments.
    func without(options: [String]) -> ConfigLayer {
        guard case .arguments(let words) = kind, !options.isEmpty else { return self }
        let rest = options.reduce(words) { ArgumentWords.texts(of: $1, in: $0).rest }
        return ConfigLayer(kind: .arguments(rest))
    }

    /// The directory of files and the stage, if it is a layer of files.
    var files: FolderSource? {
        if case .source(let source) = kind { source as? FolderSource } else { nil }
    }

    /// Environment variables: with the prefix `APP`, `APP_HTTP_SERVER_PORT` is `server.port` of the
    /// configuration `http`, unless the schema of the setting names another variable with `x-env`,
    /// which has neither prefix nor configuration; `x-env: false` excludes a setting. The main
    /// configuration of a system also has `APP_SERVER_PORT`.
    ///
    /// The text must fit the setting: an object or array is written as JSON or YAML. Elements and
    /// entries have names of their own: `APP_HTTP_INSTANCES_0_URL`, `APP_HTTP_LABELS_TEAM`.
    /// `APP_HTTP_PASSWORD_FILE` names a file with the text, which is then a secret.
    /// `ConfigSystem.notes` lists variables with the prefix that match no setting.
    ///
    /// - Parameters:
    ///   - prefix: the prefix; nil to read only variables named by `x-env`.
    ///   - style: the derivation of names from keys, and the notation of booleans and arrays.
    ///   - empty: the treatment of empty variables.
    ///   - ignoringCase: whether `app_http_port` is equivalent to `APP_HTTP_PORT`.
    ///   - strict: whether a variable with the prefix that matches no setting is an error of each
    ///     load. All types must then be passed to the system when it is created.
    ///   - worldReadable: the policy for files of `NAME_FILE` that all users can read.
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

    /// Environment variables that are passed in.
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

    /// The variables of a file such as `.env`, read by the rules of the system's environment layer;
    /// they never become variables of the process. Without an environment layer they have no
    /// prefix. A missing file has no variables.
    ///
    /// Values are read in the notation that python-dotenv, dotenv and godotenv agree on; nothing in
    /// them is replaced. The guide Layers describes the rules.
    public static func dotenv(_ path: String = ".env") -> ConfigLayer {
        ConfigLayer(kind: .dotenv(path: path, nil))
    }

    /// The variables of a file with rules of its own: see `environment(prefix:)`.
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
    /// configuration of a system also has `--server.port`.
    ///
    /// A boolean takes the next word only if it is `true` or `false`, and `--no-http.tls` is false.
    /// A repeated option adds to an array. `--` ends the options. Other words are ignored:
    /// `ConfigSystem.remainingArguments` returns them, and `ConfigSystem.notes` lists those that
    /// resemble a setting.
    ///
    /// - Parameter arguments: the arguments without the program's name; nil for those of the
    ///   process.
    public static func arguments(_ arguments: [String]? = nil) -> ConfigLayer {
        ConfigLayer(kind: .arguments(arguments ?? Array(CommandLine.arguments.dropFirst())))
    }

    /// A directory with one file for each secret, such as `/run/secrets` or a mounted Kubernetes
    /// secret: the file `http.database.password`, `http_database_password` or
    /// `http-database-password`, or `database.password` in the subdirectory `http`, contains the
    /// setting `database.password` of `http`. The main configuration of a system also has
    /// `database.password`.
    ///
    /// Only settings of the types are looked up. A missing directory has no settings. All its
    /// values are secret, whatever the schema declares.
    public static func secrets(
        in folder: String,
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        ConfigLayer(kind: .secretFiles(SecretFolder(path: folder, permissions: worldReadable)))
    }

    /// The credentials passed by systemd (`LoadCredential=`): the files of the directory in
    /// `CREDENTIALS_DIRECTORY`.
    public static func systemdCredentials(
        worldReadable: WorldReadableSecrets = .refused
    ) -> ConfigLayer {
        let folder = environmentVariable("CREDENTIALS_DIRECTORY") ?? ""
        return secrets(in: folder, worldReadable: worldReadable)
    }

    /// One setting of a configuration, set by the program.
    public static func override(_ name: String, _ key: String, _ value: DocumentValue)
        -> ConfigLayer
    {
        ConfigLayer(kind: .override(name: name, path: DocumentPath(key), value))
    }

    /// The values of another configuration system.
    package static func provider(
        _ name: String,
        _ value: @escaping @Sendable (SettingQuery) throws -> ProvidedSetting?
    ) -> ConfigLayer {
        ConfigLayer(kind: .provider(name: name, value))
    }
}

/// A query for a setting in another system.
package struct SettingQuery: Sendable {
    /// The name of the configuration.
    package var config: String
    /// True if keys without that name refer to it, too.
    package var isMain: Bool
    package var path: DocumentPath
    /// The kind that the schema requires; nil if it allows any value.
    package var kind: JSONType?
    package var isSecret: Bool
}

/// The response of another system.
package struct ProvidedSetting: Sendable {
    /// The key of the setting in that system.
    package var key: String
    package var value: DocumentValue

    package init(key: String, value: DocumentValue) {
        self.key = key
        self.value = value
    }
}
