#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Who waits for the lock of a folder says so, by a lock of another kind that all may share: who has
/// just given the lock back, and wants it again, lets the others have it first.
///
/// Without this, a program that saves without a pause keeps all others out: it takes the lock again
/// in microseconds, and they look every few milliseconds.
struct LockWaiters {
    #if os(Linux) || os(Android)
        // Numbers of the kernel's interface, which not all headers have: locks of an open file, which
        // go with its descriptor.
        private static let getLock: Int32 = 36
        private static let setLock: Int32 = 37

        /// Says that one waits, until it is told otherwise or the descriptor is closed. Where the file
        /// system has no such locks, nobody is told.
        static func announce(_ descriptor: borrowing Descriptor) {
            var lock = Self.lock(F_RDLCK)
            _ = fcntl(descriptor.number, setLock, &lock)
        }

        static func withdraw(_ descriptor: borrowing Descriptor) {
            var lock = Self.lock(F_UNLCK)
            _ = fcntl(descriptor.number, setLock, &lock)
        }

        /// Whether somebody else waits.
        static func areThere(_ descriptor: borrowing Descriptor) -> Bool {
            var lock = Self.lock(F_WRLCK)
            guard fcntl(descriptor.number, getLock, &lock) == 0 else { return false }
            return lock.l_type != Int16(F_UNLCK)
        }

        private static func lock(_ type: Int32) -> flock {
            var lock = flock()
            lock.l_type = Int16(type)
            lock.l_whence = Int16(SEEK_SET)
            return lock
        }
    #else
        static func announce(_ descriptor: borrowing Descriptor) {}
        static func withdraw(_ descriptor: borrowing Descriptor) {}
        static func areThere(_ descriptor: borrowing Descriptor) -> Bool { false }
    #endif
}
