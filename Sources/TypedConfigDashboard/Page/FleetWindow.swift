import Synchronization
import TypedConfig
import TypedConfigFleet

/// A fleet as it was read last. Many browsers may ask for it, and it is read at most every two seconds.
final class FleetWindow: Sendable {
    /// The fleet with its newest decisions.
    struct Reading: Sendable {
        var view: FleetView
        var history: [FleetDecision]
    }

    /// What is known about the fleet.
    struct Content: Sendable {
        /// Nil until it was read once.
        var reading: Reading?
        /// The time of that reading.
        var time: Timestamp?
        /// The reason that it cannot be read now.
        var fault: String?
    }

    private struct State {
        var content = Content()
        var tried: ContinuousClock.Instant?
        var task: Task<Void, Never>?
    }

    private let read: @Sendable () async throws -> Reading
    private let shortest: Duration
    private let state = Mutex(State())

    init(
        shortest: Duration = .seconds(2),
        _ read: @escaping @Sendable () async throws -> Reading
    ) {
        (self.shortest, self.read) = (shortest, read)
    }

    convenience init(_ publisher: FleetPublisher) {
        self.init {
            Reading(
                view: try await publisher.view(),
                history: try await publisher.history(limit: 20)
            )
        }
    }

    var content: Content { state.withLock(\.content) }

    /// Reads the fleet, unless that was done a moment ago.
    func refresh() async {
        let task = state.withLock { state -> Task<Void, Never>? in
            if let task = state.task { return task }
            let now = ContinuousClock.now
            if let tried = state.tried, now - tried < shortest { return nil }
            state.tried = now
            state.task = Task { await self.readOnce() }
            return state.task
        }
        await task?.value
    }

    private func readOnce() async {
        var content = content
        do {
            content.reading = try await read()
            (content.time, content.fault) = (.now, nil)
        } catch {
            content.fault = (error as? FleetError)?.message ?? "\(error)"
        }
        state.withLock { state in
            state.content = content
            state.task = nil
        }
    }
}
