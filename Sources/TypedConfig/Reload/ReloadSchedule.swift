/// Decides when to read files again: a while after the last event, because writers come in bursts,
/// and not too long after the first, because some never pause.
struct ReloadSchedule: Sendable {
    typealias Instant = ContinuousClock.Instant

    let settle: Duration
    let longestWait: Duration
    private var first: Instant?
    private var last: Instant?

    init(settle: Duration, longestWait: Duration) {
        self.settle = settle
        self.longestWait = longestWait
    }

    mutating func note(at now: Instant) {
        first = first ?? now
        last = now
    }

    /// The next time to reload; nil if nothing has happened.
    var due: Instant? {
        guard let first, let last else { return nil }
        // Bound: durations of 64 bits of seconds, where an instant has 74.
        return min(last + settle, first + longestWait)
    }

    /// True if the time has come, which also ends the burst.
    mutating func take(at now: Instant) -> Bool {
        guard let due, due <= now else { return false }
        (first, last) = (nil, nil)
        return true
    }
}
