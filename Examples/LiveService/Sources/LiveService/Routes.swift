import Hummingbird
import TypedConfig

/// The routes of the service. Each request reads the current configuration, at the
/// cost of reading a field.
func routes(
    _ config: LiveConfig<ServerConfig>,
    _ system: ConfigSystem
) -> Router<BasicRequestContext> {
    let router = Router()
    router.get("hello/:name") { _, context in
        let name = try context.parameters.require("name")
        // Settings that belong together are read together.
        let (limit, greeting, shouts) = config.read { config in
            (
                config.limits?.maxNameLength ?? 40, config.greeting,
                config.features?["shout"] ?? false
            )
        }
        guard name.count <= limit else {
            throw HTTPError(.badRequest, message: "longer than \(limit)")
        }
        let answer = "\(greeting), \(name)!"
        return shouts ? answer.uppercased() : answer
    }
    router.get("log-level") { _, _ in config.logLevel.rawValue }
    router.get("health") { _, _ in system.health.description }
    return router
}
