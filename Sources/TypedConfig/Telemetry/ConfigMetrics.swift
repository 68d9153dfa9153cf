import CoreMetrics
import Synchronization

/// The metrics of a system, reported to the metrics system of the application.
///
/// Every counter, gauge and timer is created once, on first use, and kept. Dimensions have few
/// values: names of configurations, and words from this package.
package final class ConfigMetrics: Sendable {
    package typealias Dimensions = [(String, String)]

    /// Configurations beyond this number share the name `other`: a metrics system keeps every value
    /// of a dimension for ever.
    static let maxNames = 500

    typealias Key = ConfigFigures.Key

    private struct Handles {
        var counters: [Key: Counter] = [:]
        var gauges: [Key: Gauge] = [:]
        var timers: [Key: Timer] = [:]
        var names: Set<String> = []
        /// The same metrics for `MetricsText` and `ConfigMonitor`.
        var figures = ConfigFigures()
    }

    /// Nil for the factory that the application has bootstrapped, which is looked up on first use.
    private let factory: (any MetricsFactory)?
    private let handles = Mutex(Handles())

    init(factory: (any MetricsFactory)? = nil) { self.factory = factory }

    /// The current values of all metrics.
    package var figures: ConfigFigures { handles.withLock(\.figures) }

    // MARK: Noting a figure

    package func count(_ label: Label, by amount: Int = 1, _ dimensions: Dimensions = []) {
        guard amount > 0 else { return }
        let factory = factory ?? MetricsSystem.factory
        let counter = handles.withLock { handles in
            let key = Key(label, dimensions)
            handles.figures.counts[key, default: 0] += amount
            return handles.counters[key].orMake {
                Counter(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
        counter.increment(by: amount)
    }

    package func set(_ label: Label, to value: Int, _ dimensions: Dimensions = []) {
        set(label, to: Double(value), dimensions)
    }

    func set(_ label: Label, to value: Double, _ dimensions: Dimensions = []) {
        let factory = factory ?? MetricsSystem.factory
        let gauge = handles.withLock { handles in
            let key = Key(label, dimensions)
            handles.figures.levels[key] = value
            return handles.gauges[key].orMake {
                Gauge(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
        gauge.record(value)
    }

    func time(_ label: Label, _ duration: Duration, _ dimensions: Dimensions = []) {
        let factory = factory ?? MetricsSystem.factory
        let timer = handles.withLock { handles in
            let key = Key(label, dimensions)
            handles.figures.times[key, default: TimeDistribution()].add(duration)
            return handles.timers[key].orMake {
                Timer(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
        timer.recordNanoseconds(duration.wholeNanoseconds)
    }

    /// The dimension of a configuration's name.
    func config(_ name: String) -> (String, String) {
        handles.withLock { handles in
            if handles.names.count < Self.maxNames { handles.names.insert(name) }
            return ("config", handles.names.contains(name) ? name : "other")
        }
    }
}

extension Optional {
    /// The existing value, or a new one that is stored.
    fileprivate mutating func orMake(_ make: () -> Wrapped) -> Wrapped {
        if let self { return self }
        let made = make()
        self = made
        return made
    }
}

extension Duration {
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
