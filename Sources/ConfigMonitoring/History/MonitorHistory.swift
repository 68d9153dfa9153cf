import TypedConfig

/// The samples of a monitor: the last minutes as they were taken, the last day minute by minute.
///
/// Bounded by time and by number: at most 2,041 samples, half a megabyte, however often it looks.
struct MonitorHistory: Sendable {
    static let maxRecent = 600
    static let longestMemory = Duration.seconds(24 * 3600)
    private static let bucket = Duration.seconds(60)

    private(set) var recent: [MonitorSample] = []
    private(set) var minutes: [MonitorSample] = []
    /// The minute that is not over, and when it began.
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

    /// Everything of a time up to now as one sample; nil where nothing was taken.
    func total(over time: Duration, until now: Duration) -> MonitorSample? {
        samples(over: time, until: now).reduce(nil) { total, sample in
            guard var total else { return sample }
            total.add(sample)
            return total
        }
    }

    /// As fine as they are there: samples as they were taken where those reach back so far.
    func samples(over time: Duration, until now: Duration) -> [MonitorSample] {
        let reachesBack =
            recent.count < Self.maxRecent || recent.first.map { now - $0.at >= time } == true
        let all = reachesBack ? recent : minutes + (open.map { [$0.sample] } ?? [])
        return all.filter { now - $0.at <= time }
    }
}
