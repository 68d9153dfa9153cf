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
    /// A monitor of the folder, with every file of a known type loaded.
    ///
    /// - Parameter isOnce: whether there is one look only, so that nothing can last.
    func monitor(
        isOnce: Bool = true,
        handlers: [AlertHandler] = []
    ) throws(ConfigError) -> ConfigMonitor {
        let system = try system()
        system.register([MonitorConfig.self])
        let present = try system.files().map(\.name)
        var thresholds = MonitorConfig()
        if present.contains(MonitorConfig.schema.name) { thresholds = try system.load() }
        if isOnce { thresholds.alerts.hold = .zero }
        let monitor = ConfigMonitor(system, thresholds: thresholds, handlers: handlers)
        let known = Set(system.names)
        // What is wrong with a file is in the report.
        for name in present where known.contains(name) { _ = try? system.load(name) }
        return monitor
    }
}

/// Lines that were printed, on any thread.
final class LineCount: Sendable {
    private let lines = Mutex(0)

    var count: Int { lines.withLock { $0 } }

    func add() { lines.withLock { $0 += 1 } }
}

/// For loops that wait for other threads.
func waitALittle() { usleep(100_000) }
