import Logging
import ServiceLifecycle
import TypedConfig
import TypedConfigServiceLifecycle

/// A web service that takes its port, log level, limits and switches from `config/server.yaml`, and
/// follows that file as long as it runs.
@main
struct LiveService {
    static func main() async throws {
        let folder = CommandLine.arguments.dropFirst().first ?? "config"
        let system = try ConfigSystem(directory: folder)
        let config = try system.live(ServerConfig.self)
        let logger = Logger(label: "live-service") { label in
            FollowingLogHandler(label: label, config: config)
        }
        let group = ServiceGroup(
            services: [
                ConfigReloadService(system),
                MovingServer(config: config, system: system, logger: logger),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
    }
}
