import Logging
import OrdersSettings
import ServiceLifecycle
import TypedConfig
import TypedConfigFleet
import TypedConfigServiceLifecycle

/// One instance: `Orders NAME TRACK STORE ENDPOINT...`. It runs what the fleet shop/demo assigns to it.
@main
struct Orders {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 3 else {
            print("usage: Orders NAME TRACK STORE ENDPOINT...")
            return
        }
        let payments = Payments()
        let fleet = try EtcdFleet(
            endpoints: Array(arguments[3...]),
            fleet: FleetName(application: "shop", environment: "demo"),
            instance: arguments[0],
            labels: ["track": arguments[1]],
            program: "orders 1.0.0",
            health: { payments.health }
        )
        let logger = Logger(label: arguments[0])
        let system = try ConfigSystem(
            layers: [.remote(fleet, store: arguments[2]), .environment(prefix: "SHOP")],
            types: [OrdersConfig.self],
            logger: logger
        )
        // The other service needs a release, so this comes before the group. It waits for the first one.
        try await system.startFleet(.lastGood(orWait: .seconds(600)))
        let group = ServiceGroup(
            services: [
                FleetService(system),
                Counter(system: system, payments: payments, logger: logger),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
    }
}
