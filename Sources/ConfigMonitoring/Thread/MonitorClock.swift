import TypedConfig

/// The two clocks of a monitor: a monotonic one for durations, and wall time for people, which may
/// be adjusted at any time.
struct MonitorClock: Sendable {
    /// Monotonic time since an arbitrary moment.
    var elapsed: @Sendable () -> Duration
    var wall: @Sendable () -> Timestamp

    static let system: MonitorClock = {
        let start = ContinuousClock.now
        return MonitorClock(
            elapsed: { ContinuousClock.now - start },
            wall: { .now }
        )
    }()
}
