#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Runs deeply nested work on a separate thread with a large enough stack.
///
/// Engines recurse with the schema. On some systems the threads of Swift's tasks have a stack of
/// half a megabyte, which suffices for ordinary documents: the few that go deeper are run again
/// here.
enum DeepStack {
    /// The levels that fit any thread's stack, and the maximum stack size of one level. Without
    /// optimisation a level of the exhaustive engine takes some 10 KB.
    #if DEBUG
        static let fastLevels = 40
        static let exhaustiveLevels = 12
        private static let bytesPerLevel = 48 << 10
    #else
        static let fastLevels = 200
        static let exhaustiveLevels = 40
        private static let bytesPerLevel = 16 << 10
    #endif

    /// Runs the body to completion; nil if the system cannot create such a thread.
    static func run<Result>(levels: Int, _ body: () -> Result) -> Result? {
        withoutActuallyEscaping(body) { body in
            var result: Result?
            let work = Work { result = body() }
            return work.run(stack: min(max(levels, 16), 1 << 16) * bytesPerLevel) ? result : nil
        }
    }

    private final class Work {
        private let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }

        func run(stack: Int) -> Bool {
            // Not created with the type's initialiser, which belongs to whichever C module includes
            // the header first.
            let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
            defer { attributes.deallocate() }
            guard pthread_attr_init(attributes) == 0 else { return false }
            defer { pthread_attr_destroy(attributes) }
            guard pthread_attr_setstacksize(attributes, stack) == 0 else { return false }
            let argument = Unmanaged.passRetained(self)
            #if canImport(Darwin)
                var thread: pthread_t?
                let status = pthread_create(
                    &thread,
                    attributes,
                    { Work.start($0) },
                    argument.toOpaque()
                )
            #else
                var thread = pthread_t()
                let status = pthread_create(
                    &thread,
                    attributes,
                    { Work.start($0) },
                    argument.toOpaque()
                )
            #endif
            guard status == 0 else {
                argument.release()
                return false
            }
            #if canImport(Darwin)
                if let thread { pthread_join(thread, nil) }
            #else
                pthread_join(thread, nil)
            #endif
            return true
        }

        private static func start(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
        {
            guard let argument else { return nil }
            Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }
    }
}
