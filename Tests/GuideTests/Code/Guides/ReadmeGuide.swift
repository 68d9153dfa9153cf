// The code of README.md, line by line.
import TypedConfig

enum ReadmeServer {
    struct Server {
        static func main() throws {
            let http = try HTTPConfig.load(from: "config/http.yaml")
            print("listening on port \(http.port), log level \(http.log.level)")
        }
    }

    /// The type that `schemac init http` leads to.
    struct HTTPConfig {
        var port: Int
        var log: Log

        struct Log {
            var level: String
        }

        static func load(from path: String) throws -> HTTPConfig {
            HTTPConfig(port: 8080, log: Log(level: "info"))
        }
    }
}

func useLayers(of server: MovableServer) async throws {
    let system = try ConfigSystem(  // layers over the files, each overriding those before
        layers: [.directory("config"), .secrets(in: "/run/secrets"), .environment(prefix: "APP")],
        types: [HTTPConfig.self]
    )
    try system.startHotReload()  // all files or none; a bad file replaces nothing
    for await port in system.changes(of: \HTTPConfig.port) { await server.move(to: port.new) }

    var http = try system.load(HTTPConfig.self)
    http.port = 8444
    try system.save(http)  // the smallest edit of the file; comments stay
}

#if SwiftConfiguration
    import Configuration
    import TypedConfigProvider

    func makeApplication(_ router: Router) throws -> Application {
        let system = try ConfigSystem(directory: "config", types: [HTTPConfig.self])
        _ = try system.load(HTTPConfig.self)  // throws every finding of the file
        let reader = ConfigReader(provider: TypedConfigProvider(system, config: "http"))
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(reader: reader)  // Hummingbird's host and port
        )
        return application
    }
#endif
