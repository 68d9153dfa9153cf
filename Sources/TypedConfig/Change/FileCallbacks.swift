import Synchronization

/// The callbacks for changed files, called one at a time and in the order of the changes.
final class FileCallbacks: Sendable {
    typealias Callback = @Sendable (FileChange) -> Void

    private struct State {
        var callbacks: [Int: (name: String, body: Callback)] = [:]
        var nextNumber = 0
        var queue: [FileChange] = []
        var isCalling = false
    }

    private let state = Mutex(State())

    func add(_ name: String, _ body: @escaping Callback) -> Int {
        state.withLock { state in
            state.nextNumber += 1
            state.callbacks[state.nextNumber] = (name, body)
            return state.nextNumber
        }
    }

    func remove(_ number: Int) { state.withLock { $0.callbacks[number] = nil } }

    func wants(_ name: String) -> Bool {
        state.withLock { $0.callbacks.values.contains { $0.name == name } }
    }

    func enqueue(_ change: FileChange) { state.withLock { $0.queue.append(change) } }

    /// Runs the callbacks of all queued changes. If a call is already draining the queue, it also
    /// takes these; a callback may therefore reload or save.
    func callAll() {
        let mayCall = state.withLock { state in
            defer { state.isCalling = true }
            return !state.isCalling
        }
        guard mayCall else { return }
        while let (change, bodies) = next() { for body in bodies { body(change) } }
    }

    private func next() -> (FileChange, [Callback])? {
        state.withLock { state in
            guard !state.queue.isEmpty else {
                state.isCalling = false
                return nil
            }
            let change = state.queue.removeFirst()
            let wanted = state.callbacks.filter { $0.value.name == change.name }
            return (change, wanted.sorted { $0.key < $1.key }.map(\.value.body))
        }
    }
}

/// Ends a callback.
public struct ChangeToken: Sendable {
    let callbacks: FileCallbacks
    let number: Int

    /// Stops the callback. A call that is running now completes.
    public func cancel() { callbacks.remove(number) }
}
