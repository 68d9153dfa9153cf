import Synchronization

/// The changes of a configuration, or of a part of one, from when the sequence was made.
///
///     for await change in system.changes(of: \HTTPConfig.port) { server.rebind(to: change.new) }
///
/// A slow reader gets the newest value: the changes that it missed become one change, from the last
/// value it received to the current one. The sequence ends when its task is cancelled or its system
/// is released.
public struct ConfigChanges<Value: Sendable>: AsyncSequence, Sendable {
    /// The values before and after a change.
    public typealias Element = ConfigChange<Value>

    let subscription: ChangeSubscription<Value>

    /// One reader of the changes. It receives changes that occur after its creation.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let subscription: ChangeSubscription<Value>

        /// The next change; nil once the system is released or the task is cancelled.
        public mutating func next() async -> Element? { await subscription.next() }

        /// The next change, on the actor of the caller.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
            await subscription.next()
        }
    }

    /// Returns an independent reader.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(subscription: subscription) }
}

/// A subscription to changes, independent of the type.
class AnyChangeSubscription: @unchecked Sendable {
    let type: ObjectIdentifier

    fileprivate init(type: ObjectIdentifier) { self.type = type }

    func deliver(from old: PublishedValue, to new: PublishedValue) {}
    func finish() {}
}

/// Keeps at most one change, from the oldest undelivered value to the newest.
final class ChangeSubscription<Value: Sendable>: AnyChangeSubscription, @unchecked Sendable {
    /// The observed part of a configuration.
    struct Part: Sendable {
        var value: @Sendable (PublishedValue) -> Value
        var differs: @Sendable (PublishedValue, PublishedValue) -> Bool
    }

    private struct State {
        var pending: (old: PublishedValue, new: PublishedValue)?
        var waiting: [Int: CheckedContinuation<ConfigChange<Value>?, Never>] = [:]
        var nextWaiter = 0
        var isOver = false
    }

    private let part: Part
    private let state = Mutex(State())

    init(type: ObjectIdentifier, part: Part) {
        self.part = part
        super.init(type: type)
    }

    override func deliver(from old: PublishedValue, to new: PublishedValue) {
        let ready = state.withLock { state -> CheckedContinuation<ConfigChange<Value>?, Never>? in
            guard !state.isOver else { return nil }
            let oldest = state.pending?.old ?? old
            // A value that has changed back is not a change.
            guard part.differs(oldest, new) else {
                state.pending = nil
                return nil
            }
            if let first = state.waiting.keys.min() {
                state.pending = nil
                return state.waiting.removeValue(forKey: first)
            }
            state.pending = (oldest, new)
            return nil
        }
        ready?.resume(returning: change(old, new))
    }

    override func finish() {
        let waiting = state.withLock { state in
            state.isOver = true
            state.pending = nil
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }

    func next() async -> ConfigChange<Value>? {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(waiter, continuation) }
        } onCancel: {
            let continuation = state.withLock { $0.waiting.removeValue(forKey: waiter) }
            continuation?.resume(returning: nil)
        }
    }

    private func wait(
        _ waiter: Int,
        _ continuation: CheckedContinuation<ConfigChange<Value>?, Never>
    ) {
        let pending = state.withLock { state -> (old: PublishedValue, new: PublishedValue)?? in
            // The cancellation handler of a task that is cancelled here has already run.
            if state.isOver || Task.isCancelled { return .some(nil) }
            if let pending = state.pending {
                state.pending = nil
                return .some(pending)
            }
            state.waiting[waiter] = continuation
            return nil
        }
        guard let pending else { return }
        continuation.resume(returning: pending.map(change))
    }

    private func change(_ old: PublishedValue, _ new: PublishedValue) -> ConfigChange<Value> {
        ConfigChange(old: part.value(old), new: part.value(new))
    }

    deinit { finish() }
}

/// The subscriptions of a system. One whose sequence was released is removed.
final class ChangeSubscriptions: Sendable {
    private struct Weak: @unchecked Sendable {
        weak var subscription: AnyChangeSubscription?
    }

    private let entries = Mutex<[Weak]>([])

    func add(_ subscription: AnyChangeSubscription) {
        entries.withLock { entries in
            entries.removeAll { $0.subscription == nil }
            entries.append(Weak(subscription: subscription))
        }
    }

    func deliver(from old: PublishedValue, to new: PublishedValue) {
        for subscription in live where subscription.type == new.type {
            subscription.deliver(from: old, to: new)
        }
    }

    var count: Int { live.count }

    private var live: [AnyChangeSubscription] {
        entries.withLock { entries in entries.compactMap(\.subscription) }
    }

    deinit { for subscription in live { subscription.finish() } }
}
