import TypedConfig

/// The samples of a monitor: recent ones as they were taken, the last day as one a minute.
///
/// Bounded by time and by number: at most 2,041 samples, half a megabyte, whatever the interval.
struct MonitorHistory: Sendable {
    static let maxRecent = 600
    static let longestMemory = Duration.seconds(24 * 3600)
    private static let bucket = Duration.seconds(60)

    private(set) var recent: [MonitorSample] = []
    private(set) var minutes: [MonitorSample] = []
    /// The current minute and its start.
    private var open: (sample: MonitorSample, start: Duration)?

    mutating func add(_ sample: MonitorSample) {
        recent.append(sample)
        if recent.count > Self.maxRecent { recent.removeFirst(recent.count - Self.maxRecent) }
        if let (minute, start) = open, sample.at - start < Self.bucket {
            var minute = minute
            minute.add(sample)
            open = (minute, start)
        } else {
            close(before: sample)
        }
    }

    private mutating func close(before sample: MonitorSample) {
        if let open { minutes.append(open.sample) }
        open = (sample, sample.at)
        minutes.removeAll { sample.at - $0.at > Self.longestMemory }
        let most = Int(Self.longestMemory / Self.bucket)
        if minutes.count > most { minutes.removeFirst(minutes.count - most) }
    }

    /// All samples of the given time combined; nil if there are none.
    func total(over time: Duration, until now: Duration) -> MonitorSample? {
        samples(over: time, until: now).reduce(nil) { total, sample in
            guard var total else { return sample }
            total.add(sample)
            return total
        }
    }

    /// The finest samples available: those as taken if they reach back far enough, else one a
    /// minute.
    func samples(over time: Duration, until now: Duration) -> [MonitorSample] {
        let reachesBack =
            recent.count < Self.maxRecent || recent.first.map { now - $0.at >= time } == true
        let all = reachesBack ? recent : minutes + (open.map { [$0.sample] } ?? [])
        return all.filter { now - $0.at <= time }
    }
}
