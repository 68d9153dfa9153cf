#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Keeps other writers out of a folder until its descriptor is closed.
struct FolderLock: ~Copyable {
    /// A lock file, left in place, for network file systems that can lock files but not folders.
    private let file: Descriptor?

    private static let fileName = ".typed-config.lock"

    init(
        of folder: borrowing Descriptor,
        path: String,
        waiting wait: Duration
    ) throws(FileError) {
        do throws(SystemFault) {
            if try Self.lock(folder, path, wait) {
                file = nil
                return
            }
            let file = try Descriptor(
                Self.fileName,
                in: folder.number,
                O_RDWR | O_CREAT | O_NOFOLLOW,
                mode: 0o600
            )
            guard try Self.lock(file, path, wait) else { throw SystemFault(code: ENOLCK) }
            self.file = consume file
        } catch {
            if error.code == EWOULDBLOCK { throw Self.isHeld(path, wait) }
            throw FileError(.lock, path, error)
        }
    }

    /// - Returns: false if the file system does not support such locks.
    /// - Throws: `EWOULDBLOCK` after the time limit.
    private static func lock(
        _ descriptor: borrowing Descriptor,
        _ path: String,
        _ wait: Duration
    ) throws(SystemFault) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + wait
        var pause = 200_000
        var isWaiting = false
        if wait > .zero, LockWaiters.areThere(descriptor) { sleep(nanoseconds: longestPause * 2) }
        while true {
            if flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 {
                if isWaiting { LockWaiters.withdraw(descriptor) }
                return true
            }
            switch errno {
            case EINTR: continue
            case EBADF, ENOLCK, EOPNOTSUPP, EINVAL, ENOSYS: return false
            case EWOULDBLOCK where clock.now < end:
                if !isWaiting { LockWaiters.announce(descriptor) }
                isWaiting = true
                // `flock` can wait by itself, but without a time limit.
                sleep(nanoseconds: pause)
                pause = min(pause * 2, longestPause)
            default: throw SystemFault(code: errno)
            }
        }
    }

    /// The longest pause between two attempts, in nanoseconds.
    private static let longestPause = 5_000_000

    private static func sleep(nanoseconds: Int) {
        var time = timespec(tv_sec: 0, tv_nsec: nanoseconds)
        nanosleep(&time, nil)
    }

    private static func isHeld(_ path: String, _ wait: Duration) -> FileError {
        let time = wait.components.seconds
        return FileError(
            .locked,
            path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path,
            "not written: another writer holds the lock of the directory"
                + (time > 0 ? " for more than \(time) s" : "") + "; try again when it is done",
            code: EWOULDBLOCK
        )
    }
}
