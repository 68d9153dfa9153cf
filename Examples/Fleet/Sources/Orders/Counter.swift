import OrdersSettings
import ServiceLifecycle
import TypedConfig

/// Where orders are taken. Here, it prints the settings with which that would be done.
struct Counter: Service {
    let system: ConfigSystem
    let payments: Payments

    func run() async throws {
        // Created before the first read, so that no change is missed.
        let changes = system.changes(of: OrdersConfig.self)
        use(try system.load())
        for await change in changes.cancelOnGracefulShutdown() { use(change.new) }
    }

    private func use(_ orders: OrdersConfig) {
        payments.patience = orders.patience
        print("\(orders.greeting); at most \(orders.limit) orders, payments within \(orders.patience) ms")
    }
}
