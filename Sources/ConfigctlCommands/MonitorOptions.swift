import ConfigMonitoring
import SchemaValidation
import Synchronization
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension FolderOptions {
    /// A monitor of the directory, with every file of a known type loaded.
    ///
    /// - Parameter isOnce: whether there is only one look, so that alerts have no hold time.
    func monitor(
        isOnce: Bool = true,
        handlers: [AlertHandler] = [],
        publicKeys: [String] = []
    ) throws -> ConfigMonitor {
        let system = try system(reportsNotes: true)
        system.register([MonitorConfig.self])
        // Files may be added while a continuous command runs.
        let present = isOnce ? try typedNames(of: system) : system.namesWithFile
        var thresholds = CommandTool.current.thresholds
        if present.contains(MonitorConfig.schema.name) { thresholds = try system.load() }
        if isOnce { thresholds.alerts.hold = .zero }
        let monitor = ConfigMonitor(
            system,
            thresholds: thresholds,
            handlers: handlers,
            audit: try auditTrail(isReadOnly: isOnce),
            trust: try manifestTrust(publicKeys)
        )
        // Errors in files are part of the report.
        for name in present { _ = try? system.load(name) }
        return monitor
    }
}

/// - Throws: if a key is invalid, or this configctl does not support signatures.
private func manifestTrust(_ publicKeys: [String]) throws(ConfigError) -> ManifestTrust? {
    if publicKeys.isEmpty { return nil }
    #if Signing
        if let trust = trust(in: publicKeys) { return trust }
        throw ConfigError(findings: [
            Finding(message: "this is not a public key", file: publicKeys[0])
        ])
    #else
        throw ConfigError(
            findings: [Finding(message: WithoutSigning().description, file: publicKeys[0])]
        )
    #endif
}

/// The number of printed lines, counted on any thread.
final class LineCount: Sendable {
    private let lines = Mutex(0)

    var count: Int { lines.withLock { $0 } }

    func add() { lines.withLock { $0 += 1 } }
}

/// A short pause for loops that wait for other threads.
func waitALittle() { usleep(100_000) }
