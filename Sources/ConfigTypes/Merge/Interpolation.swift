/// The values that `${env:NAME}` and `${file:PATH}` in configuration files may refer to.
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
/// Placeholders are replaced in values from configuration files, after merging all layers. A value
/// that consists of a single placeholder takes the type that the schema expects.
public struct Interpolation: Sendable {
    /// The allowed prefixes of variable names; `""` allows all names.
    public var environment: [String]
    /// The folders that files may be read from, including subfolders.
    public var folders: [String]
    /// The policy for world-readable files.
    public var worldReadable: WorldReadableSecrets

    package var variable: @Sendable (String) -> String? = environmentVariable
    package private(set) var isOn = true

    /// - Parameters:
    ///   - prefixes: what the names of variables must begin with; all variables by default.
    ///   - folders: folders that files may be read from; none by default.
    ///   - worldReadable: what is done about files there that everybody may read.
    public init(
        environment prefixes: [String] = [""],
        folders: [String] = [],
        worldReadable: WorldReadableSecrets = .refused
    ) {
        environment = prefixes
        self.folders = folders
        self.worldReadable = worldReadable
    }

    /// Leaves placeholders as they are.
    public static let off: Interpolation = {
        var interpolation = Interpolation()
        interpolation.isOn = false
        return interpolation
    }()

    func allows(variable name: String) -> Bool { environment.contains(where: name.hasPrefix) }
}
