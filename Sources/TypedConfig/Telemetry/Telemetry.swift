import ConfigDocument
import CoreMetrics
package import Logging
import SchemaValidation
import Synchronization

/// What a system tells about its work: figures to swift-metrics, events to swift-log.
///
/// Neither ever gets a value of a configuration: names, places and counts only. What goes wrong is
/// thrown to the caller, so it is logged for those who look closely (`debug`) and no louder.
///
/// A part of the system that has more to tell adds its labels to `ConfigMetrics.Label`, and a verb
/// here, as an extension in its own folder.
package final class Telemetry: Sendable {
    package let logger: Logger
    package let metrics: ConfigMetrics
    /// Who wants to know of each event: monitors and audit trails.
    package let observers = EventObservers()
    /// Who must be able to record a change before it is made.
    package let gates = ChangeGates()
    private let toldCache = Mutex(CacheStatistics())

    init(logger: Logger? = nil, metrics: (any MetricsFactory)? = nil) {
        self.logger = logger ?? Logger(label: "typed-config")
        self.metrics = ConfigMetrics(factory: metrics)
    }

    // MARK: Loads

    /// Runs a load that reads files, and tells how it went.
    ///
    /// - Parameter document: what was loaded, for those who are told of events.
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

    /// Counts errors by what has said no.
    func noteErrors(_ findings: [Finding], in name: String) {
        guard findings.contains(where: \.isError) else { return }
        let config = metrics.config(name)
        for finding in findings where finding.isError {
            metrics.count(.validationErrors, [config, ("kind", finding.kind)])
        }
    }

    /// Makes an event and tells it, where somebody wants to know.
    package func tell(_ event: () -> ConfigEvent) {
        if observers.isEmpty { return }
        observers.tell(event())
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
            metrics.set(.cacheCompression, to: now.compressionRatio)
            told = now
        }
    }
}
