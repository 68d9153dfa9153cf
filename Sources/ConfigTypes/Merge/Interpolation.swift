public import ConfigDocument

/// The allowed targets of `${env:NAME}` and `${file:PATH}` in configuration files.
///
///     ConfigSystem(
///         layers: [.directory("config")],
///         interpolation: Interpolation(environment: ["APP_"], folders: ["/run/secrets"])
///     )
///
/// All variables are allowed by default, because the author of the files usually starts the program
/// too. Files are allowed only in the given directories: a configuration file must not be a way to
/// read arbitrary files. `${ref:/json/pointer}` refers to another setting of the same
/// configuration.
///
/// With `style: .compose`, `$NAME` and `${NAME}` are variables as well, optionally with the
/// operators `:-`, `-`, `:?`, `?`, `:+` and `+` of compose files after the name, and `$$` is a
/// literal `$`.
///
/// Placeholders are replaced in values from configuration files, after all layers were merged. A
/// value that consists of a single placeholder takes the type that the schema requires.
public struct Interpolation: Sendable {
    /// The allowed prefixes of variable names; `""` allows all names.
    public var environment: [String]
    /// The directories that files may be read from, including subdirectories.
    public var folders: [String]
    /// The policy for world-readable files.
    public var worldReadable: WorldReadableSecrets

    /// The notation of placeholders.
    public var style: PlaceholderStyle

    package var variable: @Sendable (String) -> String? = environmentVariable
    package var isText: @Sendable (String) -> Bool = isEnvironmentVariableText
    package private(set) var isOn = true

    /// - Parameters:
    ///   - prefixes: the allowed prefixes of variable names; all variables by default.
    ///   - folders: the directories that files may be read from; none by default.
    ///   - worldReadable: the policy for files there that all users can read.
    ///   - style: the notation of placeholders.
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

    /// Leaves placeholders unchanged.
    public static let off: Interpolation = {
        var interpolation = Interpolation()
        interpolation.isOn = false
        return interpolation
    }()

    /// The notation to escape in written text; nil if placeholders are not replaced.
    package var writtenStyle: PlaceholderStyle? { isOn ? style : nil }

    func allows(variable name: String) -> Bool { environment.contains(where: name.hasPrefix) }
}
