#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Makes the folder lock fair. Waiters hold a shared lock of another kind; a process that has just
/// released the folder lock sees it and yields to them.
///
/// Without this, a program that saves continuously would starve all others: it retakes the lock
/// within microseconds, while they try only every few milliseconds.
struct LockWaiters {
    #if os(Linux) || os(Android)
        // Open file description locks, which belong to the descriptor. Not all headers define these
        // constants of the kernel's interface.
        private static let getLock: Int32 = 36
        private static let setLock: Int32 = 37

        /// Marks the caller as waiting, until it is withdrawn or the descriptor is closed. Has no
        /// effect if the file system does not support such locks.
        static func announce(_ descriptor: borrowing Descriptor) {
            var lock = Self.lock(F_RDLCK)
            _ = fcntl(descriptor.number, setLock, &lock)
        }

        static func withdraw(_ descriptor: borrowing Descriptor) {
            var lock = Self.lock(F_UNLCK)
            _ = fcntl(descriptor.number, setLock, &lock)
        }

        /// True if another process or thread is waiting.
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
