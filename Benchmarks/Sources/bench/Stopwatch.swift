import Foundation

/// Measures CPU time of this thread: the least of several rounds, since all that disturbs a round
/// makes it longer.
struct Stopwatch {
    /// How long rounds go on, in seconds.
    var seconds = 0.5
    var fewestRounds = 10

    /// Nanoseconds of one sweep. A round is as many sweeps as make 0.2 ms or more, so that the
    /// clock's own cost does not count.
    func nanoseconds(_ sweep: () throws -> Void) rethrows -> Double {
        try sweep()
        let once = try time(1, sweep)
        let sweeps = max(1, Int(200_000 / max(once, 1)))
        var least = Double.infinity
        var total = 0.0
        var rounds = 0
        while rounds < fewestRounds || total < seconds * 1e9 {
            let time = try time(sweeps, sweep)
            least = min(least, time / Double(sweeps))
            total += time
            rounds += 1
        }
        return least
    }

    private func time(_ sweeps: Int, _ sweep: () throws -> Void) rethrows -> Double {
        let start = Self.now()
        for _ in 0..<sweeps { try sweep() }
        return Double(Self.now() - start)
    }

    /// CPU time that this thread has used, in nanoseconds.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
