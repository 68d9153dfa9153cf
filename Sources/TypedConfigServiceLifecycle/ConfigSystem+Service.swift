#if ServiceLifecycle
    public import ServiceLifecycle
    public import TypedConfig

    /// A service that watches a system's files from the start of its group to the graceful
    /// shutdown.
    ///
    ///     let group = ServiceGroup(
    ///         services: [ConfigReloadService(system), server],
    ///         gracefulShutdownSignals: [.sigterm],
    ///         logger: logger
    ///     )
    ///
    /// Put it first: services end in reverse order, so files are watched until the last one ends. A
    /// loop over changes in another service ends with that service:
    ///
    ///     for await change in system.changes(of: HTTPConfig.self).cancelOnGracefulShutdown() { … }
    public struct ConfigReloadService: Service {
        private let reloader: ConfigHotReloader

        /// Follows the files of a system while the service runs.
        public init(_ system: ConfigSystem, options: HotReloadOptions = HotReloadOptions()) {
            reloader = ConfigHotReloader(system, options: options)
        }

        /// Returns when the group shuts down gracefully or the task is cancelled, after watching
        /// has ended.
        ///
        /// - Throws: if the thread cannot be created.
        public func run() async throws {
            try reloader.start()
            defer { reloader.stop() }
            // Cancellation is one of the two ways to end.
            try? await gracefulShutdown()
        }
    }
#endif
