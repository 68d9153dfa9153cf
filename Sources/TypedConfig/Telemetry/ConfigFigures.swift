/// The metrics of a system at one moment.
package struct ConfigFigures: Sendable {
    package struct Key: Hashable, Sendable {
        package var label: ConfigMetrics.Label
        package var names: [String]
        package var values: [String]

        init(_ label: ConfigMetrics.Label, _ dimensions: ConfigMetrics.Dimensions) {
            self.label = label
            names = dimensions.map(\.0)
            values = dimensions.map(\.1)
        }
    }

    package var counts: [Key: Int] = [:]
    package var levels: [Key: Double] = [:]
    package var times: [Key: TimeDistribution] = [:]

    /// The sum of a counter over all values of its dimensions, or over those with one given value.
    package func total(_ label: ConfigMetrics.Label, _ value: String? = nil) -> Int {
        counts.reduce(0) { sum, entry in
            let isMeant = entry.key.label == label && value.map(entry.key.values.contains) != false
            return isMeant ? sum + entry.value : sum
        }
    }

    func level(_ label: ConfigMetrics.Label, _ value: String? = nil) -> Double? {
        levels.first {
            $0.key.label == label && value.map($0.key.values.contains) != false
        }?.value
    }

    package func times(_ label: ConfigMetrics.Label) -> TimeDistribution {
        times.reduce(into: TimeDistribution()) { sum, entry in
            if entry.key.label == label { sum.add(entry.value) }
        }
    }
}

/// A histogram of durations, whose memory does not grow with the number of samples.
package struct TimeDistribution: Sendable, Equatable {
    /// The upper bounds of the buckets in seconds; a further bucket follows the last bound.
    package static let bounds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5,
        10,
    ]

    package private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    package private(set) var count = 0
    package private(set) var seconds = 0.0

    mutating func add(_ duration: Duration) {
        let seconds = duration.inSeconds
        counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
        count += 1
        self.seconds += seconds
    }

    mutating func add(_ other: TimeDistribution) {
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
        seconds += other.seconds
    }

    package mutating func subtract(_ earlier: TimeDistribution) {
        for index in counts.indices { counts[index] -= earlier.counts[index] }
        count -= earlier.count
        seconds -= earlier.seconds
    }

    /// A quantile, as the bound of its bucket; nil if it is above the last bound.
    package func quantile(_ part: Double) -> Double? {
        // Bound: a part of what was counted.
        let wanted = max(1, Int((part * Double(count)).rounded(.up)))
        var seen = 0
        for (bound, count) in zip(Self.bounds, counts) {
            seen += count
            if seen >= wanted { return bound }
        }
        return nil
    }
}

extension Duration {
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
