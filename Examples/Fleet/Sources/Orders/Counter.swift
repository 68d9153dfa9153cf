import Logging
import OrdersSettings
import ServiceLifecycle
import TypedConfig

/// Where orders are taken. Here, it logs the settings with which that would be done.
struct Counter: Service {
    let system: ConfigSystem
    let payments: Payments
    let logger: Logger

    func run() async throws {
        // Created before the first read, so that no change is missed.
        let changes = system.changes(of: OrdersConfig.self)
        use(try system.load())
        for await change in changes.cancelOnGracefulShutdown() { use(change.new) }
    }

    private func use(_ orders: OrdersConfig) {
        payments.patience = orders.patience
        logger.info("\(orders.summary)")
    }
}
