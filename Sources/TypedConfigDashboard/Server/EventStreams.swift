import ConfigDocument
import ConfigMonitoring
import Synchronization
import TypedConfig

/// Server-sent events (HTML standard, section 9.2): one after each look of the monitor.
final class EventStreams: Sendable {
    private let monitor: ConfigMonitor
    private let most: Int
    private let broadcast = Broadcast<[UInt8]>()
    private let tasks = Mutex<[Task<Void, Never>]>([])

    init(_ monitor: ConfigMonitor, most: Int) {
        self.monitor = monitor
        self.most = most
    }

    deinit {
        for task in tasks.withLock({ $0 }) { task.cancel() }
        broadcast.finish()
    }

    /// Nil if there are too many streams.
    func stream() -> AsyncStream<[UInt8]>? {
        guard broadcast.count < most else { return nil }
        start()
        let first = Self.event(monitor.healthReport())
        return broadcast.stream(first: first)
    }

    /// Starts with the first listener.
    private func start() {
        tasks.withLock { tasks in
            guard tasks.isEmpty else { return }
            let (broadcast, reports) = (broadcast, monitor.reports())
            tasks = [
                Task {
                    for await report in reports { broadcast.yield(Self.event(report)) }
                },
                // Reveals readers that are gone, and keeps proxies from closing silent connections.
                Task {
                    while (try? await Task.sleep(for: .seconds(15))) != nil {
                        broadcast.yield(Array(": still here\n\n".utf8))
                    }
                },
            ]
        }
    }

    private static func event(_ report: HealthReport) -> [UInt8] {
        let data: DocumentValue = [
            "state": .string(report.state.rawValue), "time": .string(report.time.description),
            "alerts": .int(report.alerts.count),
        ]
        return Array("event: look\ndata: \(data.shown)\n\n".utf8)
    }
}
