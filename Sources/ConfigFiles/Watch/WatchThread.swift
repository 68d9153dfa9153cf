import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A client of the thread: a system whose files are watched.
package protocol WatchClient: AnyObject, Sendable {
    /// The folders to watch now.
    var places: WatchedPlaces { get }
    /// When to run without an event; nil for never.
    var nextRun: ContinuousClock.Instant? { get }
    /// Called for events in its own folders or those of other clients.
    func note(_ batch: FolderEventBatch)
    func run()
}

/// The process's only watching thread and event source, which exist while there are clients.
///
/// All reloads and their callbacks run on it, one after the other.
package final class WatchThread: Sendable {
    package static let shared = WatchThread()

    private let state = Mutex<Session?>(nil)

    /// The lifetime of the thread: from the first client to the last.
    private final class Session: Sendable {
        let events: any FolderEvents
        /// The error that makes events unavailable; nil if they work.
        let eventFault: String?
        let clients = Mutex<[any WatchClient]>([])
        let thread = Mutex<pthread_t?>(nil)
        let isOver = Atomic(false)

        init(usingEvents: Bool) {
            do throws(SystemFault) {
                guard usingEvents else { throw SystemFault(code: 0) }
                #if canImport(Darwin)
                    events = try KqueueEvents()
                #elseif os(Linux) || os(Android)
                    events = try InotifyEvents()
                #else
                    throw SystemFault(code: ENOSYS)
                #endif
                eventFault = nil
            } catch {
                events = TimedWait()
                eventFault =
                    switch error.code {
                    case 0: "events are disabled"
                    case EMFILE: "no inotify instance or file descriptor is left"
                    default: SystemFault.text(of: error.code)
                    }
            }
        }
    }

    /// - Parameter usingEvents: only the first client's choice counts; without events, files are
    ///   polled.
    /// - Returns: the error that makes events unavailable; nil if they work.
    package func add(_ client: any WatchClient, usingEvents: Bool) throws(SystemFault) -> String? {
        try state.withLock { (state) throws(SystemFault) in
            if let session = state {
                session.clients.withLock { $0.append(client) }
                session.events.wake()
                return session.eventFault
            }
            let session = Session(usingEvents: usingEvents)
            session.clients.withLock { $0.append(client) }
            try Self.start(session)
            state = session
            return session.eventFault
        }
    }

    /// - Returns: whether the client's code no longer runs, or is itself the caller.
    package func remove(_ client: any WatchClient) -> Bool {
        let (session, isLast) = state.withLock { state -> (Session?, Bool) in
            guard let session = state else { return (nil, true) }
            let isLast = session.clients.withLock { clients in
                clients.removeAll { $0 === client }
                return clients.isEmpty
            }
            if isLast { state = nil }
            return (session, isLast)
        }
        guard let session, let thread = session.thread.withLock({ $0 }) else { return true }
        let isOwn = pthread_equal(thread, pthread_self()) != 0
        guard isLast else {
            session.events.wake()
            return isOwn
        }
        session.isOver.store(true, ordering: .releasing)
        session.events.wake()
        if isOwn { pthread_detach(thread) } else { pthread_join(thread, nil) }
        return true
    }

    /// Makes the thread ask the clients again when they want to run.
    package func wake() { state.withLock { $0 }?.events.wake() }

    /// True if the operating system reports changes.
    package var hasEvents: Bool { state.withLock { $0?.eventFault == nil } }

    /// Watches the current folders of all clients.
    ///
    /// - Returns: an error if some folder cannot be watched.
    package func arm() -> String? {
        guard let session = state.withLock({ $0 }) else { return nil }
        return Self.arm(session)
    }

    private static func arm(_ session: Session) -> String? {
        session.clients.withLock { clients in
            var places = clients.first?.places ?? WatchedPlaces(configFolders: [])
            for client in clients.dropFirst() { places.formUnion(client.places) }
            let fault = session.events.watch(places)
            return fault ?? MountPoints.current().fault(of: places.allFiles)
        }
    }

    // MARK: The thread

    private static func start(_ session: Session) throws(SystemFault) {
        try PosixThread.start(notedIn: session.thread) { run(session) }
    }

    private static func run(_ session: Session) {
        while !session.isOver.load(ordering: .acquiring) {
            let clients = session.clients.withLock { $0 }
            let now = ContinuousClock.now
            for client in clients where client.nextRun.map({ $0 <= now }) ?? false { client.run() }
            let next = clients.compactMap(\.nextRun).min()
            let batch = session.events.wait(until: next)
            if batch.isEmpty { continue }
            for client in session.clients.withLock({ $0 }) { client.note(batch) }
        }
    }
}
