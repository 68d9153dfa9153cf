import ConfigDocument
import CoreMetrics
package import Logging
import SchemaValidation
import Synchronization

/// Reports the work of a system: metrics to swift-metrics, events to swift-log.
///
/// Neither ever receives a value of a configuration: only names, places and counts. Errors are
/// thrown to the caller and therefore only logged at `debug` level.
///
/// Another part of the system adds its labels to `ConfigMetrics.Label`, and its methods here, as an
/// extension in its own folder.
package final class Telemetry: Sendable {
    package let logger: Logger
    package let metrics: ConfigMetrics
    /// The observers of each event: monitors and audit trails.
    package let observers = EventObservers()
    /// The gates that must be able to record a change before it is made.
    package let gates = ChangeGates()
    private let reportedCache = Mutex(CacheStatistics())

    init(logger: Logger? = nil, metrics: (any MetricsFactory)? = nil) {
        self.logger = logger ?? Logger(label: "typed-config")
        self.metrics = ConfigMetrics(factory: metrics)
    }

    // MARK: Loads

    /// Runs a load that reads files, and records the result.
    ///
    /// - Parameter document: the loaded document, for observers of events.
    func load<Result>(
        _ name: String,
        document: (Result) -> LoadedDocument? = { _ in nil },
        _ body: () throws(ConfigError) -> Result
    ) throws(ConfigError) -> Result {
        let start = ContinuousClock.now
        do throws(ConfigError) {
            let result = try body()
            let duration = ContinuousClock.now - start
            noteLoad(name, took: duration, findings: nil)
            tell {
                var event = ConfigEvent(.load, name, of: document(result))
                event.duration = duration
                return event
            }
            return result
        } catch {
            let duration = ContinuousClock.now - start
            noteLoad(name, took: duration, findings: error.findings)
            tell {
                var event = ConfigEvent(.loadRefused, name)
                event.findings = error.findings
                event.duration = duration
                return event
            }
            throw error
        }
    }

    private func noteLoad(_ name: String, took duration: Duration, findings: [Finding]?) {
        let config = metrics.config(name)
        metrics.count(.loads, [config, ("result", findings == nil ? "success" : "failure")])
        metrics.time(.loadDuration, duration, [config])
        noteErrors(findings ?? [], in: name)
        logger.debug(
            findings == nil ? "configuration loaded" : "configuration refused",
            metadata: [
                "config.name": "\(shownName(name))",
                "config.errors": "\(findings?.count ?? 0)",
                "config.duration_ms": "\(Double(duration.wholeNanoseconds) / 1e6)",
            ]
        )
    }

    /// Counts errors by kind.
    func noteErrors(_ findings: [Finding], in name: String) {
        guard findings.contains(where: \.isError) else { return }
        let config = metrics.config(name)
        for finding in findings where finding.isError {
            metrics.count(.validationErrors, [config, ("kind", finding.kind)])
        }
    }

    /// Creates an event and sends it to the observers, if there are any.
    package func tell(_ event: () -> ConfigEvent) {
        if observers.isEmpty { return }
        observers.tell(event())
    }

    /// Logs a warning, such as one about a secret that everybody may read.
    func warn(_ finding: Finding) { logger.warning("\(finding.description)") }

    // MARK: The cache

    /// Records the work of the cache since the previous call.
    func noteCache(_ now: CacheStatistics) {
        reportedCache.withLock { reported in
            metrics.count(.cacheHits, by: now.hits - reported.hits)
            metrics.count(.cacheMisses, by: now.misses - reported.misses)
            metrics.count(.cacheEvictions, by: now.evictions - reported.evictions)
            metrics.set(.cacheEntries, to: now.entries)
            metrics.set(.cacheBytes, to: now.compressedBytes + now.decodedBytes)
            metrics.set(.cacheCompression, to: now.compressionRatio)
            reported = now
        }
    }
}
