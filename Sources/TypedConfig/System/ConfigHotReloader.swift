/// Follows the files of a system: what is written to them is loaded, or refused with its findings.
///
///     let reloader = ConfigHotReloader(system)
///     try reloader.start()
///
/// A change is parsed, merged and validated before anything is replaced, and replaces everything at
/// once. What is refused leaves the last good configuration in place, is logged once, and shows in
/// `system.health` until the next good file.
public final class ConfigHotReloader: Sendable {
    private let system: ConfigSystem?
    private let client: HotReloadClient

    /// - Parameter options: how long to wait for writers to finish, and how to notice them.
    public init(_ system: ConfigSystem, options: HotReloadOptions = HotReloadOptions()) {
        self.system = system
        client = HotReloadClient(system, options: options)
    }

    /// One that does not keep its system, which keeps it.
    init(ownedBy system: ConfigSystem, options: HotReloadOptions) {
        self.system = nil
        client = HotReloadClient(system, options: options)
    }

    deinit { client.stop() }

    /// Begins to watch. Files that were changed since they were loaded are read at once. Does
    /// nothing where it was started before.
    ///
    /// - Throws: where the system has no thread left.
    public func start() throws(ConfigError) { try client.start() }

    /// Ends watching, and returns when no reload runs and no callback is called any more; in a
    /// callback it returns at once. No thread, task or descriptor stays. Does nothing where it was
    /// not started.
    public func stop() { client.stop() }

    /// Whether files are watched.
    public var isRunning: Bool { client.isRunning }
}

extension ConfigSystem {
    /// Has the system follow its files until `stopHotReload`, or as long as it lives.
    ///
    /// - Throws: where the process can have no thread more.
    public func startHotReload(
        _ options: HotReloadOptions = HotReloadOptions()
    ) throws(ConfigError) {
        try reloadState.reloader { ConfigHotReloader(ownedBy: self, options: options) }.start()
    }

    /// See `ConfigHotReloader.stop`.
    public func stopHotReload() { reloadState.takeReloader()?.stop() }
}
