import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

struct MetricsTextTests {
    private func figures() -> ConfigFigures {
        let metrics = ConfigMetrics()
        metrics.count(.loads, [("config", "a\"b\\c\nd"), ("result", "success")])
        metrics.count(.loads, by: 2, [("config", "http"), ("result", "failure")])
        metrics.set(.cacheBytes, to: 1500)
        metrics.set(.cacheCompression, to: 0.25)
        metrics.time(.loadDuration, .milliseconds(3), [("config", "http")])
        metrics.time(.loadDuration, .seconds(20), [("config", "http")])
        return metrics.figures
    }

    @Test func openMetricsNamesFamiliesAndEnds() {
        let text = MetricsText(figures(), .openMetrics).text
        #expect(text.hasSuffix("\n# EOF\n"))
        #expect(text.contains("# TYPE typed_config_loads counter\n"))
        #expect(
            text.contains(
                #"typed_config_loads_total{config="a\"b\\c\nd",result="success"} 1"# + "\n"
            )
        )
        #expect(text.contains("# UNIT typed_config_cache_bytes bytes\n"))
        #expect(text.contains("\ntyped_config_cache_bytes 1500.0\n"))
    }

    @Test func prometheusNamesEachSeries() {
        let text = MetricsText(figures(), .prometheus).text
        #expect(!text.contains("EOF") && !text.contains("# UNIT"))
        #expect(text.contains("# TYPE typed_config_loads_total counter\n"))
        #expect(text.contains("typed_config_loads_total{config=\"http\",result=\"failure\"} 2\n"))
        #expect(text.contains("\ntyped_config_cache_bytes 1500\n"))
        #expect(text.contains("\ntyped_config_cache_compression_ratio 0.25\n"))
    }

    @Test func timesAreAHistogramInSeconds() {
        let text = MetricsText(figures(), .prometheus).text
        let name = "typed_config_load_duration_seconds"
        #expect(text.contains("# TYPE \(name) histogram\n"))
        #expect(text.contains("\(name)_bucket{config=\"http\",le=\"0.0025\"} 0\n"))
        #expect(text.contains("\(name)_bucket{config=\"http\",le=\"0.005\"} 1\n"))
        #expect(text.contains("\(name)_bucket{config=\"http\",le=\"+Inf\"} 2\n"))
        #expect(text.contains("\(name)_sum{config=\"http\"} 20.003\n"))
        #expect(text.contains("\(name)_count{config=\"http\"} 2\n"))
    }

    @Test func quantilesAreTheBoundsOfBuckets() {
        var times = TimeDistribution()
        for _ in 0..<98 { times.add(.microseconds(300)) }
        for _ in 0..<2 { times.add(.seconds(60)) }
        #expect(times.quantile(0.5) == 0.0005 && times.quantile(0.98) == 0.0005)
        #expect(times.quantile(0.99) == nil)
    }

    @Test(arguments: [
        (#"{"number": -1, "text": "a"}"#, "minimum"), (#"{"number": 1}"#, "required"),
        (#"{"number": "#, "syntax"), (#"{"number": "a", "text": "b"}"#, "type"),
    ])
    func errorsAreCountedByKind(text: String, kind: String) throws {
        let system = try ConfigSystem(
            layers: [.files(InMemorySource(["pair.json": text], named: "config"))],
            types: [Pair.self],
            logger: .silent
        )
        #expect(throws: ConfigError.self) { try system.load(Pair.self) }
        let line = #"typed_config_validation_errors_total{config="pair",kind="\#(kind)"} 1"#
        #expect(system.metricsText().contains(line + "\n"), "\(system.metricsText())")
    }

    @Test func theLastReloadIsTold() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(
            layers: [.files(source)],
            types: [Pair.self],
            logger: .silent
        )
        _ = try system.load(Pair.self)
        let before = Timestamp.now.seconds
        try system.reload()
        let figures = system.telemetry.metrics.figures
        #expect(figures.level(.lastReloadSuccess) == 1)
        #expect((figures.level(.lastReloadTime) ?? 0) >= before)
        source.write("", to: "pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(system.telemetry.metrics.figures.level(.lastReloadSuccess) == 0)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_827_696_789, "2000-02-29T12:34:56.789Z"),
        (1_767_225_599_999, "2025-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ])
    func momentsAreWrittenAsRFC3339(milliseconds: Int, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }
}
