import CoreMetrics
import Logging
import MetricsTestKit
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct TelemetryTests {
    private let metrics = TestMetrics()
    private let log = CapturedLog()

    private func system(_ files: [String: String]) throws -> ConfigSystem {
        try ConfigSystem(
            layers: [.files(InMemorySource(files, named: "config"))],
            types: [Pair.self, Listener.self],
            logger: log.logger,
            metrics: metrics
        )
    }

    @Test func loadsAreCountedAndTimed() throws {
        let system = try system(["pair.json": Pair.json(1), "listener.json": "{}"])
        for _ in 0..<3 { _ = try system.load(Pair.self) }
        #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        let good = try metrics.expectCounter(
            "typed_config_loads_total",
            [("config", "pair"), ("result", "success")]
        )
        let bad = try metrics.expectCounter(
            "typed_config_loads_total",
            [("config", "listener"), ("result", "failure")]
        )
        #expect(good.totalValue == 1 && bad.totalValue == 1)
        let timer = try metrics.expectTimer(
            "typed_config_load_duration_seconds",
            [("config", "pair")]
        )
        #expect(timer.values.count == 1 && timer.values.allSatisfy { $0 > 0 })
        let errors = try metrics.expectCounter(
            "typed_config_validation_errors_total",
            [("config", "listener"), ("kind", "required")]
        )
        #expect(errors.totalValue > 0)
    }

    @Test func theCacheIsToldWithEachLoadAndWithItsStatistics() throws {
        let system = try system(["pair.json": Pair.json(1)])
        for _ in 0..<4 { _ = try system.load(Pair.self) }
        for _ in 0..<2 { _ = system.cacheStatistics }
        #expect(try metrics.expectCounter("typed_config_cache_hits_total").totalValue == 3)
        #expect(try metrics.expectCounter("typed_config_cache_misses_total").totalValue == 1)
        #expect(try metrics.expectGauge("typed_config_cache_entries").lastValue == 1)
        #expect(try metrics.expectGauge("typed_config_cache_bytes").lastValue ?? 0 > 10)
    }

    @Test func eachMetricIsMadeOnce() {
        let factory = CountingFactory()
        let figures = ConfigMetrics(factory: factory)
        for _ in 0..<3 {
            figures.count(.loads, [("config", "a"), ("result", "success")])
            figures.time(.loadDuration, .milliseconds(1), [("config", "a")])
            figures.set(.cacheEntries, to: 1)
        }
        #expect(factory.made.withLock { $0 } == 3)
    }

    @Test func manyNamesShareOneValueOfTheDimension() {
        let figures = ConfigMetrics(factory: metrics)
        for number in 0..<ConfigMetrics.maxNames { _ = figures.config("\(number)") }
        #expect(figures.config("7").1 == "7")
        #expect(figures.config("one more").1 == "other")
    }

    @Test func eventsNameTheConfigurationAndNoValue() throws {
        let system = try system(["pair.json": Pair.json(1)])
        _ = try system.load(Pair.self)
        let text = log.text
        #expect(text.contains("debug configuration loaded"))
        #expect(text.contains("config.name=pair"))
        #expect(!text.contains("the text that goes"))
    }
}

/// Collects log messages.
final class CapturedLog: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            let line = "\(event.level) \(event.message) " + metadata.joined(separator: " ")
            log.lines.withLock { $0.append(line) }
        }
    }
}

/// Counts the metrics that are created.
private final class CountingFactory: MetricsFactory {
    let made = Mutex(0)

    private func note() { made.withLock { $0 += 1 } }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        note()
        return NOOPMetricsHandler.instance
    }

    func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        note()
        return NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        note()
        return NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
