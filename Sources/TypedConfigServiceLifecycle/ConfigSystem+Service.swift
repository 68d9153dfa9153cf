#if ServiceLifecycle
    public import ServiceLifecycle
    public import TypedConfig

    /// A system as one of an application's services: it follows its files from the start of the
    /// group to its graceful shutdown.
    ///
    ///     let group = ServiceGroup(
    ///         services: [ConfigReloadService(system), server],
    ///         gracefulShutdownSignals: [.sigterm],
    ///         logger: logger
    ///     )
    ///
    /// Put it first: services end in reverse order, so the configuration is followed until the last.
    /// What reads changes in another service ends with it:
    ///
    ///     for await change in system.changes(of: HTTPConfig.self).cancelOnGracefulShutdown() { … }
    public struct ConfigReloadService: Service {
        private let reloader: ConfigHotReloader

        public init(_ system: ConfigSystem, options: HotReloadOptions = HotReloadOptions()) {
            reloader = ConfigHotReloader(system, options: options)
        }

        /// Returns when the group shuts down gracefully or the task is cancelled; then nothing of the
        /// watching is left.
        ///
        /// - Throws: where the process can have no thread more.
        public func run() async throws {
            try reloader.start()
            defer { reloader.stop() }
            // Cancellation is one of the two ways to end.
            try? await gracefulShutdown()
        }
    }
#endif
