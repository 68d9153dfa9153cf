package import Synchronization

#if canImport(Darwin)
    package import Darwin
#elseif canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// An operating system thread for blocking work, as Swift's pool has only one thread for each
/// processor.
package enum PosixThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs the body on a new thread, which the caller must join or detach.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(SystemFault)
        -> pthread_t
    {
        let argument = Unmanaged.passRetained(Body(body))
        let (code, thread) = create(argument.toOpaque())
        if let thread { return thread }
        argument.release()
        throw SystemFault(code: code)
    }

    /// Starts a thread and stores it before another thread can stop it.
    package static func start(
        notedIn place: borrowing Mutex<pthread_t?>,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemFault) {
        let fault: SystemFault? = place.withLock { thread in
            do throws(SystemFault) {
                thread = try start(body)
                return nil
            } catch {
                return error
            }
        }
        if let fault { throw fault }
    }

    private static func create(_ argument: UnsafeMutableRawPointer) -> (Int32, pthread_t?) {
        // Signals should be delivered to the application's threads.
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, nil, { PosixThread.main($0) }, argument)
            return (code, code == 0 ? thread : nil)
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, { PosixThread.main($0) }, argument)
            return (code, code == 0 ? thread : nil)
        #endif
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        #if canImport(Darwin)
            pthread_setname_np("typed-config")
        #endif
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
}
