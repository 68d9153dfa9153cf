#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line on the terminal about work that takes longer than a second, which is erased at the end:
/// `validating 120 of 400`.
package struct ProgressLine {
    private let verb: String
    private let total: Int
    private let now: () -> Duration
    private let write: (String) -> Void
    private let start: Duration
    private var count = 0
    /// The time of the last change; nil while nothing is shown.
    private var shown: Duration?

    /// - Parameters:
    ///   - now: the time since some moment.
    ///   - write: receives what is written to the terminal.
    init(
        _ verb: String,
        of total: Int,
        now: @escaping () -> Duration,
        write: @escaping (String) -> Void
    ) {
        (self.verb, self.total, self.now, self.write) = (verb, total, now, write)
        start = now()
    }

    /// A line on standard error; none if that is not a terminal.
    package init(_ verb: String, of total: Int, isQuiet: Bool) {
        let isShown = !isQuiet && isatty(2) == 1
        let began = ContinuousClock.now
        self.init(
            verb,
            of: total,
            now: { isShown ? ContinuousClock.now - began : .zero },
            write: { text in
                let bytes = Array(text.utf8)
                // A terminal that takes nothing loses the line alone.
                _ = bytes.withUnsafeBytes { systemWrite(2, $0.baseAddress, $0.count) }
            }
        )
    }

    /// Notes that the next of the items begins.
    package mutating func step() {
        count += 1
        let time = now()
        guard time - start >= .seconds(1), time - (shown ?? .zero) >= .milliseconds(100) else {
            return
        }
        shown = time
        write("\r\u{1B}[K\(verb) \(count) of \(total)")
    }

    /// Erases the line.
    package mutating func finish() {
        if shown != nil { write("\r\u{1B}[K") }
        shown = nil
    }
}
