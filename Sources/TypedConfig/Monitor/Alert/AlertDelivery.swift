import Logging
import Synchronization

/// Hands updates to those who want them: the log and streams at once, handlers on a thread.
final class AlertDelivery: Sendable {
    private struct State {
        var queue: [AlertUpdate] = []
        var streams: [Int: AsyncStream<AlertUpdate>.Continuation] = [:]
        var nextStream = 0
    }

    /// Beyond so many, updates are dropped rather than kept: a handler hangs.
    private static let maxWaiting = 1000

    private let handlers: [AlertHandler]
    private let logger: Logger
    private let state = Mutex(State())
    private let thread = BackgroundThread()

    init(_ handlers: [AlertHandler], logger: Logger) {
        self.handlers = handlers
        self.logger = logger
    }

    deinit {
        for stream in state.withLock({ $0.streams.values.map { $0 } }) { stream.finish() }
    }

    func stop() { thread.stop() }

    func updates() -> AsyncStream<AlertUpdate> {
        AsyncStream(bufferingPolicy: .bufferingNewest(100)) { continuation in
            let number = state.withLock { state in
                state.nextStream += 1
                state.streams[state.nextStream] = continuation
                return state.nextStream
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.streams[number] = nil }
            }
        }
    }

    func deliver(_ updates: [AlertUpdate]) {
        if updates.isEmpty { return }
        for update in updates { log(update) }
        let streams = state.withLock { state in
            if !handlers.isEmpty {
                state.queue += updates
                let surplus = state.queue.count - Self.maxWaiting
                if surplus > 0 { state.queue.removeFirst(surplus) }
            }
            return state.streams.values.map { $0 }
        }
        for stream in streams { for update in updates { stream.yield(update) } }
        guard !handlers.isEmpty else { return }
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
                        "an alert could not be handed on",
                        metadata: [
                            "alert": "\(update.alert.rule.rawValue)", "reason": "\(error.reason)",
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
