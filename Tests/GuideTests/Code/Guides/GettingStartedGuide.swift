// The code of the guide GettingStarted.md, line by line.
import ConfigctlCommands
import TypedConfig

extension HTTPConfig {
    /// The address that the server binds to.
    package var address: String { "\(host):\(port)" }
}

enum FirstServer {
    struct Server {
        static func main() {
            do {
                let http = try HTTPConfig.load(from: "config/http.yaml")
                print("listening on \(http.address), waiting \(http.timeout)")
            } catch {
                print(error)
            }
        }
    }
}

enum ReloadingServer {
    struct Server {
        static func main() async {
            do {
                try await run()
            } catch {
                print(error)
            }
        }

        static func run() async throws {
            let system = try ConfigSystem(
                layers: [.directory("config"), .environment(prefix: "APP")],
                types: [HTTPConfig.self]
            )
            print("listening on \(try system.load(HTTPConfig.self).address)")

            // The sequence is made before reloading starts, so that it misses no change.
            let changes = system.changes(of: HTTPConfig.self)
            try system.startHotReload()
            for await change in changes {
                print("moving from \(change.old.address) to \(change.new.address)")
            }
        }
    }
}

struct ServerTool: ConfigctlTool {
    static let types: [any ConfigType.Type] = [HTTPConfig.self]

    static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] {
        options.layers + [.environment(prefix: "APP")]
    }
}
