/// What `${env:NAME}` and `${file:PATH}` in configuration files may lead to.
///
///     ConfigSystem(
///         layers: [.directory("config")],
///         interpolation: Interpolation(environment: ["APP_"], folders: ["/run/secrets"])
///     )
///
/// Variables are allowed unless prefixes are named, as whoever writes the files mostly starts the
/// program too. Files are not, until their folders are named: a configuration file must not be a way
/// to read any other. `${ref:/json/pointer}` leads to another setting of the same configuration.
///
/// Placeholders are replaced in values that come from configuration files, after all layers were
/// merged. A value that is nothing but one placeholder takes the type that the schema asks for.
public struct Interpolation: Sendable {
    /// What the names of variables must begin with; `""` allows them all.
    public var environment: [String]
    /// Folders that files may be read from, those inside them included.
    public var folders: [String]
    /// What is done about such files that everybody may read.
    public var worldReadable: WorldReadableSecrets

    package var variable: @Sendable (String) -> String? = environmentVariable
    package private(set) var isOn = true

    public init(
        environment prefixes: [String] = [""],
        folders: [String] = [],
        worldReadable: WorldReadableSecrets = .refused
    ) {
        environment = prefixes
        self.folders = folders
        self.worldReadable = worldReadable
    }

    /// Placeholders stay as they are written.
    public static let off: Interpolation = {
        var interpolation = Interpolation()
        interpolation.isOn = false
        return interpolation
    }()

    func allows(variable name: String) -> Bool { environment.contains(where: name.hasPrefix) }
}
