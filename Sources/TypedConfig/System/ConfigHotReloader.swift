/// Follows the files of a system: loads changes, or refuses them with their findings.
///
///     let reloader = ConfigHotReloader(system)
///     try reloader.start()
///
/// A change is parsed, merged and validated before anything is replaced, and is then published as a
/// whole. A refused change leaves the last good configuration in place, is logged once, and is
/// reported by `system.health` until the files are valid again.
public final class ConfigHotReloader: Sendable {
    private let system: ConfigSystem?
    private let client: HotReloadClient

    /// - Parameters:
    ///   - system: the system to reload.
    ///   - options: how changes are noticed, and how long to wait for writers to finish.
    public init(_ system: ConfigSystem, options: HotReloadOptions = HotReloadOptions()) {
        self.system = system
        client = HotReloadClient(system, options: options)
    }

    /// A reloader without a strong reference to its system, because the system owns it.
    init(ownedBy system: ConfigSystem, options: HotReloadOptions) {
        self.system = nil
        client = HotReloadClient(system, options: options)
    }

    deinit { client.stop() }

    /// Starts watching. Files that have changed since they were loaded are read immediately. Has no
    /// effect if the reloader is already running.
    ///
    /// - Throws: if the system cannot start a thread.
    public func start() throws(ConfigError) { try client.start() }

    /// Stops watching, and returns once no reload or callback is running; within a callback it
    /// returns immediately. No thread, task or descriptor remains. Has no effect if the reloader is
    /// not running.
    public func stop() { client.stop() }

    /// True if files are being watched.
    public var isRunning: Bool { client.isRunning }
}

extension ConfigSystem {
    /// Makes the system follow its files until `stopHotReload` is called or the system is released.
    ///
    /// - Throws: if the process cannot start another thread.
    public func startHotReload(
        _ options: HotReloadOptions = HotReloadOptions()
    ) throws(ConfigError) {
        try reloadState.reloader { ConfigHotReloader(ownedBy: self, options: options) }.start()
    }

    /// See `ConfigHotReloader.stop`.
    public func stopHotReload() { reloadState.takeReloader()?.stop() }
}
