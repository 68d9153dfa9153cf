import ConfigDocument
import ConfigFiles
import Logging
import Synchronization
import TypedConfig

/// Delivers updates: to the log and streams at once, to handlers on a thread.
final class AlertDelivery: Sendable {
    private struct State {
        var queue: [AlertUpdate] = []
    }

    /// Updates beyond this number are dropped, because a handler hangs.
    private static let maxWaiting = 1000

    private let handlers: [AlertHandler]
    private let logger: Logger
    private let state = Mutex(State())
    private let broadcast = Broadcast<AlertUpdate>()
    private let thread = BackgroundThread()

    init(_ handlers: [AlertHandler], logger: Logger) {
        self.handlers = handlers
        self.logger = logger
    }

    func stop() { thread.stop() }

    func updates() -> AsyncStream<AlertUpdate> { broadcast.stream() }

    func deliver(_ updates: [AlertUpdate]) {
        if updates.isEmpty { return }
        for update in updates { log(update) }
        for update in updates { broadcast.yield(update) }
        guard !handlers.isEmpty else { return }
        state.withLock { state in
            state.queue += updates
            let surplus = state.queue.count - Self.maxWaiting
            if surplus > 0 { state.queue.removeFirst(surplus) }
        }
        do throws(SystemFault) {
            try thread.start(every: nil) { [weak self] in self?.handleAll() }
            thread.wake()
        } catch {
            logger.error("alerts cannot be handled: no thread is left")
        }
    }

    private func handleAll() {
        while let update = state.withLock({ $0.queue.isEmpty ? nil : $0.queue.removeFirst() }) {
            for handler in handlers {
                do throws(AlertHandlerFailure) {
                    try handler.handle(update)
                } catch {
                    logger.error(
                        "an alert could not be delivered",
                        metadata: [
                            "alert": "\(update.alert.rule.rawValue)",
                            "reason": "\(singleLine(error.reason, limit: .max))",
                        ]
                    )
                }
            }
        }
    }

    private func log(_ update: AlertUpdate) {
        let alert = update.alert
        let level: Logger.Level =
            switch (update.kind, alert.severity) {
            case (.resolved, _): .notice
            case (_, .low), (_, .medium): .warning
            case (_, .high): .error
            case (_, .critical): .critical
            }
        logger.log(
            level: level,
            "alert \(update.kind.rawValue): \(alert.message)",
            metadata: [
                "alert": "\(alert.rule.rawValue)", "severity": "\(alert.severity.rawValue)",
                "subject": "\(alert.subject)", "fingerprint": "\(alert.fingerprint)",
            ]
        )
    }
}
