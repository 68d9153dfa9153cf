import TypedConfig

/// The two clocks of a monitor: one that only goes forward, for how long things last, and one that
/// people read, which may be set at any time.
struct MonitorClock: Sendable {
    /// Since any moment, never going back.
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
