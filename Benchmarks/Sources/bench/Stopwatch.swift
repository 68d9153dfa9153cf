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
        var rounds: [Double] = []
        var total = 0.0
        while rounds.count < fewestRounds || total < seconds * 1e9 {
            let time = try time(sweeps, sweep)
            rounds.append(time / Double(sweeps))
            total += max(time, 1)
        }
        return Self.least(rounds)
    }

    /// The same for two sweeps that are compared, in rounds that alternate: what else the machine does
    /// then slows both.
    func nanoseconds(
        _ first: () throws -> Void,
        _ second: () throws -> Void
    ) rethrows -> (first: Double, second: Double) {
        try first()
        try second()
        let once = try max(time(1, first), time(1, second))
        let sweeps = max(1, Int(200_000 / max(once, 1)))
        var rounds: (first: [Double], second: [Double]) = ([], [])
        var total = 0.0
        while rounds.first.count < fewestRounds || total < 2 * seconds * 1e9 {
            let (one, other) = try (time(sweeps, first), time(sweeps, second))
            rounds.first.append(one / Double(sweeps))
            rounds.second.append(other / Double(sweeps))
            total += max(one + other, 1)
        }
        return (Self.least(rounds.first), Self.least(rounds.second))
    }

    private static func least(_ rounds: [Double]) -> Double {
        let rounds = rounds.sorted()
        // On virtual machines the clock now and then forgets some time: no round is twice as fast
        // as most are.
        let median = rounds[rounds.count / 2]
        return rounds.first { $0 > median / 2 } ?? median
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
