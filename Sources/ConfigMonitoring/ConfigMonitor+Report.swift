import ConfigDocument
import Synchronization
import TypedConfig

extension ConfigMonitor {
    /// - Parameter hours: up to 24, as far back as samples are kept.
    public func performanceReport(hours: Double = 24) -> PerformanceReport {
        let hours = min(max(hours, 0), 24)
        let now = clock.elapsed()
        let time = Duration.seconds(hours * 3600)
        let (samples, total) = state.withLock { state in
            (
                state.history.samples(over: time, until: now),
                state.history.total(over: time, until: now)
            )
        }
        let loads = system.telemetry.metrics.figures.times(.loadDuration)
        let covered = samples.first.map { (samples.last?.at ?? $0.at) - $0.at } ?? .zero
        return PerformanceReport(
            hours: hours,
            covered: covered,
            time: clock.wall(),
            total: total,
            samples: samples,
            alerts: alerts(since: time).filter { $0.state != .pending }.sorted { $0.id < $1.id },
            loadQuantiles: loads.count == 0
                ? [:]
                : Dictionary(
                    uniqueKeysWithValues: [0.5, 0.95, 0.99].map { ($0, loads.quantile($0)) }
                )
        )
    }
}
