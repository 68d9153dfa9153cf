import CoreMetrics
import JSONSchema
import Logging
import Synchronization

/// What a system tells about its work: figures to swift-metrics, events to swift-log.
///
/// Neither ever gets a value of a configuration: names, places and counts only. What goes wrong is
/// thrown to the caller, so it is logged for those who look closely (`debug`) and no louder.
///
/// A part of the system that has more to tell adds its labels to `ConfigMetrics.Label`, and a verb
/// here, as an extension in its own folder.
final class Telemetry: Sendable {
    let logger: Logger
    let metrics: ConfigMetrics
    private let toldCache = Mutex(CacheStatistics())

    init(logger: Logger? = nil, metrics: (any MetricsFactory)? = nil) {
        self.logger = logger ?? Logger(label: "typed-config")
        self.metrics = ConfigMetrics(factory: metrics)
    }

    // MARK: Loads

    /// Runs a load that reads files, and tells how it went.
    func load<Result>(
        _ name: String,
        _ body: () throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        let start = ContinuousClock.now
        do throws(ConfigError) {
            let result = try body()
            noteLoad(name, took: ContinuousClock.now - start, findings: nil)
            return result
        } catch {
            noteLoad(name, took: ContinuousClock.now - start, findings: error.findings.count)
            throw error
        }
    }

    private func noteLoad(_ name: String, took duration: Duration, findings: Int?) {
        let config = metrics.config(name)
        metrics.count(.loads, [config, ("result", findings == nil ? "success" : "failure")])
        metrics.time(.loadDuration, duration, [config])
        metrics.count(.validationErrors, by: findings ?? 0, [config])
        logger.debug(
            findings == nil ? "configuration loaded" : "configuration refused",
            metadata: [
                "config.name": "\(name)",
                "config.errors": "\(findings ?? 0)",
                "config.duration_ms": "\(Double(duration.wholeNanoseconds) / 1e6)",
            ]
        )
    }

    /// What is not wrong, but should be known: such as a secret that everybody may read.
    func warn(_ finding: Finding) { logger.warning("\(finding.description)") }

    // MARK: The cache

    /// Tells what the cache has done since it was told last.
    func noteCache(_ now: CacheStatistics) {
        toldCache.withLock { told in
            metrics.count(.cacheHits, by: now.hits - told.hits)
            metrics.count(.cacheMisses, by: now.misses - told.misses)
            metrics.count(.cacheEvictions, by: now.evictions - told.evictions)
            metrics.set(.cacheEntries, to: now.entries)
            metrics.set(.cacheBytes, to: now.compressedBytes + now.decodedBytes)
            told = now
        }
    }
}
