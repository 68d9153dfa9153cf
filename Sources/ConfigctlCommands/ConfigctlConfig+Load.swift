import ConfigTypes
import Logging
import TypedConfig

extension ConfigctlConfig {
    /// The options that the working directory keeps in `configctl.yaml`, or a file of another format,
    /// overridden by variables such as `CONFIGCTL_SCHEMAS`.
    ///
    /// - Parameter note: receives warnings, such as a variable that is nearly one of those.
    /// - Throws: findings that end a command as wrong use does, since none of the files it is about
    ///   was judged.
    static func ofWorkingDirectory(
        note: (Finding) -> Void = { _ in }
    ) throws(ConfigError) -> ConfigctlConfig {
        do throws(ConfigError) { return try load(note: note) } catch {
            var error = error
            for index in error.findings.indices { error.findings[index].isUnjudged = true }
            throw error
        }
    }

    private static func load(note: (Finding) -> Void) throws(ConfigError) -> ConfigctlConfig {
        var layers: [ConfigLayer] = [.environment(prefix: "CONFIGCTL", style: .swiftConfiguration)]
        let directory = try? ConfigSystem(directory: ".", types: [Self.self])
        let files = (try? directory?.files()) ?? []
        if files.contains(where: { $0.name == schema.name }) {
            layers.insert(.directory("."), at: 0)
        }
        let system = try ConfigSystem(
            layers: layers,
            types: [Self.self],
            main: schema.name,
            logger: Logger(label: "configctl") { _ in SwiftLogNoOpLogHandler() }
        )
        system.notesOnMisspeltTexts.forEach(note)
        return try system.load(Self.self)
    }
}
