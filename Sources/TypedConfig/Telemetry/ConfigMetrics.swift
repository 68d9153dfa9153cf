import CoreMetrics
import Synchronization

/// The figures of a system, as the application's metrics system takes them.
///
/// Every counter, gauge and timer is made when it is first used, once, and kept. Dimensions have few
/// values: names of configurations, and words from this package.
final class ConfigMetrics: Sendable {
    /// What is measured. Names follow Prometheus: counters end in `_total`, and a unit is spelled out.
    enum Label: String {
        /// Loads that read files. Dimensions: `config`, `result` (`success` or `failure`).
        case loads = "typed_config_loads_total"
        /// How long those took, from the first file to the decoded value. Dimension: `config`.
        case loadDuration = "typed_config_load_duration_seconds"
        /// Errors that were found in files, other layers and merged documents. Dimension: `config`.
        case validationErrors = "typed_config_validation_errors_total"
        /// Reloads, by hand or since files have changed. Dimension: `result` (`success` or `refused`,
        /// which counts each state of the files once).
        case reloads = "typed_config_reloads_total"
        /// Loads that were served from memory. Told whenever a file is read or statistics are asked
        /// for, since counting each of them at once would cost more than the load.
        case cacheHits = "typed_config_cache_hits_total"
        /// Loads that read a file.
        case cacheMisses = "typed_config_cache_misses_total"
        /// Documents that were given up to stay within the cache's limits.
        case cacheEvictions = "typed_config_cache_evictions_total"
        /// Documents that the cache holds.
        case cacheEntries = "typed_config_cache_entries"
        /// The memory that the cache's documents and values take.
        case cacheBytes = "typed_config_cache_bytes"
    }

    typealias Dimensions = [(String, String)]

    /// Beyond so many configurations, further ones share the name `other`: a metrics system keeps
    /// every value of a dimension for ever.
    static let maxNames = 500

    private struct Key: Hashable {
        var label: Label
        var values: [String]
    }

    private struct Handles {
        var counters: [Key: Counter] = [:]
        var gauges: [Key: Gauge] = [:]
        var timers: [Key: Timer] = [:]
        var names: Set<String> = []
    }

    /// Nil asks for the one that the application has bootstrapped, when it is first needed.
    private let factory: (any MetricsFactory)?
    private let handles = Mutex(Handles())

    init(factory: (any MetricsFactory)? = nil) { self.factory = factory }

    // MARK: Noting a figure

    func count(_ label: Label, by amount: Int = 1, _ dimensions: Dimensions = []) {
        guard amount > 0 else { return }
        counter(label, dimensions).increment(by: amount)
    }

    func set(_ label: Label, to value: Int, _ dimensions: Dimensions = []) {
        let factory = factory ?? MetricsSystem.factory
        let gauge = handles.withLock { handles in
            handles.gauges[Key(label: label, values: dimensions.map(\.1))].orMake {
                Gauge(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
        gauge.record(value)
    }

    func time(_ label: Label, _ duration: Duration, _ dimensions: Dimensions = []) {
        let factory = factory ?? MetricsSystem.factory
        let timer = handles.withLock { handles in
            handles.timers[Key(label: label, values: dimensions.map(\.1))].orMake {
                Timer(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
        timer.recordNanoseconds(duration.wholeNanoseconds)
    }

    private func counter(_ label: Label, _ dimensions: Dimensions) -> Counter {
        let factory = factory ?? MetricsSystem.factory
        return handles.withLock { handles in
            handles.counters[Key(label: label, values: dimensions.map(\.1))].orMake {
                Counter(label: label.rawValue, dimensions: dimensions, factory: factory)
            }
        }
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
    /// What is there, or what is made and put there.
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
