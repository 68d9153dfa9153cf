import ConfigFiles
import Synchronization
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A thread that runs a function at intervals, and at once when woken.
///
/// It is not a task of Swift's pool, because the work may block: a hanging file system, a command.
final class BackgroundThread: Sendable {
    private final class Session: Sendable {
        let wait = TimedWait()
        let interval: Duration?
        let body: @Sendable () -> Void
        let isOver = Atomic(false)
        let thread = Mutex<pthread_t?>(nil)

        init(interval: Duration?, body: @escaping @Sendable () -> Void) {
            self.interval = interval
            self.body = body
        }
    }

    private let session = Mutex<Session?>(nil)

    var isRunning: Bool { session.withLock { $0 != nil } }

    /// Has no effect if the thread is running.
    ///
    /// - Parameter interval: nil to run only when woken.
    func start(
        every interval: Duration?,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemFault) {
        try session.withLock { (session) throws(SystemFault) in
            if session != nil { return }
            let new = Session(interval: interval, body: body)
            try Self.start(new)
            session = new
        }
    }

    func wake() { session.withLock { $0 }?.wait.wake() }

    /// Waits until the body has finished; returns immediately if called by the body itself.
    func stop() {
        let old = session.withLock { session in
            defer { session = nil }
            return session
        }
        guard let old, let thread = old.thread.withLock({ $0 }) else { return }
        old.isOver.store(true, ordering: .releasing)
        old.wait.wake()
        let isOwn = pthread_equal(thread, pthread_self()) != 0
        if isOwn { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    deinit { stop() }

    private static func start(_ session: Session) throws(SystemFault) {
        try PosixThread.start(notedIn: session.thread) { run(session) }
    }

    private static func run(_ session: Session) {
        while !session.isOver.load(ordering: .acquiring) {
            session.body()
            if session.isOver.load(ordering: .acquiring) { break }
            let next = session.interval.map { ContinuousClock.now + $0 }
            _ = session.wait.wait(until: next)
        }
    }
}
