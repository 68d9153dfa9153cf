#if ServiceLifecycle
    public import ServiceLifecycle
    public import TypedConfig

    /// A service that runs the releases of a fleet from the start of its group to the graceful
    /// shutdown.
    ///
    ///     let group = ServiceGroup(
    ///         services: [FleetService(system), server],
    ///         gracefulShutdownSignals: [.sigterm],
    ///         logger: logger
    ///     )
    ///
    /// Call `startFleet` before the group runs if other services need a release when they begin; the
    /// service then only ends it.
    public struct FleetService: Service {
        private let system: ConfigSystem
        private let start: FleetStart

        /// Follows the fleet of a system while the service runs.
        ///
        /// - Parameter start: the release that the system starts with.
        public init(_ system: ConfigSystem, start: FleetStart = .lastGood(orWait: .seconds(10))) {
            (self.system, self.start) = (system, start)
        }

        /// Returns when the group shuts down gracefully or the task is cancelled, after the fleet was
        /// told that this instance leaves.
        ///
        /// - Throws: if no release can be loaded.
        public func run() async throws {
            if system.fleet == nil { try await system.startFleet(start) }
            // Cancellation is one of the two ways to end.
            try? await gracefulShutdown()
            await system.stopFleet()
        }
    }
#endif
