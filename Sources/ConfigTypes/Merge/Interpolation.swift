public import ConfigDocument

/// What `${env:NAME}` and `${file:PATH}` in configuration files may lead to.
///
///     ConfigSystem(
///         layers: [.directory("config")],
///         interpolation: Interpolation(environment: ["APP_"], folders: ["/run/secrets"])
///     )
///
/// All variables are allowed by default, as the author of the files usually starts the program too.
/// Files are only allowed in the given folders: a configuration file must not be a way to read
/// arbitrary files. `${ref:/json/pointer}` refers to another setting of the same configuration.
///
/// With `style: .compose`, `$NAME` and `${NAME}` stand for variables as well, with `:-`, `-`, `:?`, `?`,
/// `:+` and `+` behind the name as compose files have them, and `$$` is a `$`.
///
/// Placeholders are replaced in values that come from configuration files, after all layers were
/// merged. A value that is nothing but one placeholder takes the type that the schema asks for.
public struct Interpolation: Sendable {
    /// The allowed prefixes of variable names; `""` allows all names.
    public var environment: [String]
    /// The folders that files may be read from, including subfolders.
    public var folders: [String]
    /// The policy for world-readable files.
    public var worldReadable: WorldReadableSecrets

    /// How placeholders are written.
    public var style: PlaceholderStyle

    package var variable: @Sendable (String) -> String? = environmentVariable
    package private(set) var isOn = true

    /// - Parameters:
    ///   - prefixes: what the names of variables must begin with; all variables by default.
    ///   - folders: folders that files may be read from; none by default.
    ///   - worldReadable: what is done about files there that everybody may read.
    public init(
        environment prefixes: [String] = [""],
        folders: [String] = [],
        worldReadable: WorldReadableSecrets = .refused,
        style: PlaceholderStyle = .named
    ) {
        environment = prefixes
        self.folders = folders
        self.worldReadable = worldReadable
        self.style = style
    }

    /// Leaves placeholders as they are.
    public static let off: Interpolation = {
        var interpolation = Interpolation()
        interpolation.isOn = false
        return interpolation
    }()

    /// The notation that a text has to be escaped from; nil where none is replaced.
    package var writtenStyle: PlaceholderStyle? { isOn ? style : nil }

    func allows(variable name: String) -> Bool { environment.contains(where: name.hasPrefix) }
}
