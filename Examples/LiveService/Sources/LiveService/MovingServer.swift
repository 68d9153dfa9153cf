import Hummingbird
import Logging
import ServiceLifecycle
import TypedConfig

/// Listens at the configured address. After a change it first listens at the new address, and then
/// completes the requests at the old one; if it cannot listen at the new one, it keeps the old one.
struct MovingServer: Service {
    let config: LiveConfig<ServerConfig>
    let system: ConfigSystem
    let logger: Logger

    func run() async throws {
        // Created before the first read, so that no change is missed.
        let changes = system.changes(of: ServerConfig.self)
        var current = try await listen(config.value)
        for await change in changes.cancelOnGracefulShutdown()
        where change.old.port != change.new.port || change.old.host != change.new.host {
            do {
                let next = try await listen(change.new)
                await current.stop()
                current = next
            } catch {
                logger.error("cannot listen at port \(change.new.port): \(error)")
            }
        }
        await current.stop()
    }

    private func listen(_ address: ServerConfig) async throws -> Listener {
        let (ready, continuation) = AsyncStream<Void>.makeStream()
        let application = Application(
            router: routes(config, system),
            configuration: .init(address: .hostname(address.host, port: address.port)),
            onServerRunning: { _ in continuation.yield(()) },
            logger: logger
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: logger)
        )
        let task = Task {
            defer { continuation.finish() }
            try await group.run()
        }
        for await _ in ready { return Listener(group: group, task: task) }
        // The server ended without listening; its error is the reason.
        try await task.value
        throw CancellationError()
    }
}

/// A server at one address.
private struct Listener {
    let group: ServiceGroup
    let task: Task<Void, any Error>

    /// Returns when all requests are completed.
    func stop() async {
        await group.triggerGracefulShutdown()
        _ = await task.result
    }
}
