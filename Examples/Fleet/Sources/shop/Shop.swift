import ConfigMonitoring
import Dispatch
import Foundation
import ShopConfig
import Synchronization
import TypedConfig
import TypedConfigFleet

/// A service without a port: it prints its configuration whenever that changes.
///
///     shop NAME ENDPOINTS STORE [LABEL=VALUE...]
///
/// SHOP_POOL_SIZE and the like are settings of this machine alone, above the release.
@main
struct Shop {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else {
            print("usage: shop NAME ENDPOINTS STORE [LABEL=VALUE...]")
            exit(64)
        }
        let connections = Connections()
        let fleet = try EtcdFleet(
            endpoints: arguments[1].split(separator: ",").map(String.init),
            fleet: FleetName(application: "shop", environment: "demo"),
            instance: arguments[0],
            labels: labels(arguments.dropFirst(3)),
            program: "shop 1.0.0",
            health: { connections.health }
        )
        let system = try ConfigSystem(
            layers: [.remote(fleet, store: arguments[2]), .environment(prefix: "SHOP")],
            types: shopTypes
        )
        try await system.startFleet(.lastGood(orWait: .seconds(60)))
        leaveOnTermination(system)

        var last = ""
        while true {
            let (http, pool) = (try system.load(HTTPConfig.self), try system.load(PoolConfig.self))
            connections.count = pool.size
            let state = system.fleet.map { "\($0)" } ?? ""
            let line =
                "\(arguments[0]): \(http.greeting) on port \(http.port), \(pool.size) connections; \(state)"
            if line != last { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
            last = line
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func labels(_ arguments: ArraySlice<String>) -> [String: String] {
        arguments.reduce(into: [:]) { labels, argument in
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { labels[parts[0]] = parts[1] }
        }
    }

    /// Tells the fleet that this instance leaves.
    private static func leaveOnTermination(_ system: ConfigSystem) {
        signal(SIGTERM, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGTERM)
        source.setEventHandler {
            source.cancel()
            Task {
                await system.stopFleet()
                exit(0)
            }
        }
        source.resume()
    }
}

/// The pool, whose health this demonstration judges: more than 100 connections are too many.
final class Connections: Sendable {
    private let size = Mutex(0)

    var count: Int {
        get { size.withLock { $0 } }
        set { size.withLock { $0 = newValue } }
    }

    var health: HealthState { count > 100 ? .critical : .healthy }
}
