import Foundation
import Synchronization

/// The delay of inotify itself after a rename, which no watcher on this machine can beat.
final class BareWatch: Sendable {
    private let descriptor: Int32
    private let time = Mutex(ContinuousClock.now)
    private let isSeen = DispatchSemaphore(value: 0)

    init(_ folder: String) throws {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        guard descriptor >= 0, inotify_add_watch(descriptor, folder, UInt32(IN_MOVED_TO)) >= 0
        else { throw BenchError("inotify is not available") }
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(descriptor, &buffer, buffer.count) > 0 {
                let now = ContinuousClock.now
                time.withLock { $0 = now }
                isSeen.signal()
            }
        }
    }

    /// When the event came that follows a rename.
    func next() throws -> ContinuousClock.Instant {
        guard isSeen.wait(timeout: .now() + 20) == .success else {
            throw BenchError("inotify told nothing")
        }
        return time.withLock { $0 }
    }
}
