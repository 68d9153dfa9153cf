import Synchronization
import TypedConfig

/// Sends elements to many readers. A slow reader loses the oldest beyond its buffer.
package final class Broadcast<Element: Sendable>: Sendable {
    private struct State {
        var readers: [Int: AsyncStream<Element>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())
    private let kept: Int

    package init(keeping kept: Int = 100) { self.kept = kept }

    deinit { finish() }

    package var count: Int { state.withLock(\.readers.count) }

    /// - Parameter first: an element to deliver to this reader before all others.
    package func stream(first: Element? = nil) -> AsyncStream<Element> {
        AsyncStream(bufferingPolicy: .bufferingNewest(kept)) { continuation in
            let number = state.withLock { state in
                state.next += 1
                state.readers[state.next] = continuation
                return state.next
            }
            if let first { continuation.yield(first) }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.readers.removeValue(forKey: number) }
            }
        }
    }

    package func yield(_ element: Element) {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.yield(element) }
    }

    package func finish() {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.finish() }
    }
}
