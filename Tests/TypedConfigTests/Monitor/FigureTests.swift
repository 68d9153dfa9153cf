import ConfigDocument
import ConfigSchemas
import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import ConfigVersioning
@testable import TypedConfig

/// Every metric changes, and scrapers can parse the output.
struct FigureTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "config/pair.json": Pair.json(1),
            "config/store.yaml": "limit: 1\n# " + String(repeating: "x", count: 20_000),
            "schemas/store.schema.json":
                #"{"properties": {"limit": {"type": "integer", "x-reload": "restart"}}}"#,
        ])
    }

    /// A system with at least one event for every metric.
    private func busySystem() throws -> ConfigSystem {
        var limits = CacheLimits()
        limits.maxEntries = 1
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Pair.self],
            cache: limits,
            logger: .silent
        )
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        system.register(validator)
        let trail = AuditTrail(folder: folder.path + "/nowhere/audit")
        let monitor = ConfigMonitor(system, on: FakeMachine(), audit: trail)
        for _ in 0..<2 { _ = try system.load(Pair.self) }
        _ = try system.load("store")
        try folder.write(
            "limit: 2\n# " + String(repeating: "x", count: 20_000),
            to: "config/store.yaml"
        )
        try system.reload()
        try folder.write("{", to: "config/pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(throws: SaveError.self) { try system.save(Pair(2)) }
        #expect(throws: ConfigError.self) { try system.migrate("pair") }
        system.telemetry.noteOverflow()
        monitor.look()
        return system
    }

    @Test func everyFigureMoves() throws {
        let quiet = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        let before = quiet.telemetry.metrics.figures
        #expect(before.counts.isEmpty && before.times.isEmpty && before.levels.isEmpty)
        let figures = try busySystem().telemetry.metrics.figures
        // `FleetTests` have those of a fleet.
        for label in ConfigMetrics.Label.allCases where !label.isOfFleet {
            let count = figures.total(label)
            let levels = figures.levels.filter { $0.key.label == label }.map(\.value)
            let times = figures.times(label)
            // Its level is 0 after these events; `theLastReloadIsTold` tests the other value.
            let isZero = label == .lastReloadSuccess && levels == [0]
            #expect(
                count > 0 || levels.contains { $0 > 0 } || times.seconds > 0 || isZero,
                "\(label.rawValue)"
            )
        }
        #expect(figures.total(.saveFailures, "invalid") == 1)
        #expect(figures.total(.migrations, "failure") == 1)
        #expect(figures.level(.alerts, "high") == 1, "a migration")
        #expect(figures.level(.alerts, "critical") == 1, "the audit trail")
        #expect(figures.level(.cacheCompression) ?? 1 < 0.1)
    }

    @Test(arguments: MetricsText.Format.allCases)
    func promtoolReadsThem(format: MetricsText.Format) async throws {
        guard try await Shell.run("command -v promtool").status == 0 else {
            print("skipped: promtool")
            return
        }
        try folder.write(try busySystem().metricsText(format), to: "metrics")
        // It only supports the older format, in which additions of OpenMetrics are comments.
        guard format == .prometheus else { return }
        let run = try await Shell.run("promtool check metrics < '\(folder.path)/metrics'")
        #expect(run.status == 0 && run.output == "", "\(run.output)")
    }

    // MARK: Failures while running

    @Test func aMigrationThatFailsIsAnAlertUntilTheFileIsMended() throws {
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Pair.self],
            logger: .silent
        )
        let monitor = ConfigMonitor(system, on: FakeMachine())
        #expect(monitor.health == .healthy)
        #expect(throws: ConfigError.self) { try system.migrate("pair") }
        #expect(monitor.look().state == .warning && monitor.firing == ["migration-failed"])
        #expect(monitor.look().alerts.first?.subject == "pair")
        try folder.write(Pair.json(12), to: "config/pair.json")
        #expect(monitor.look().state == .healthy)
        #expect(monitor.alerts().map(\.state) == [.resolved])
    }

    @Test func aSlowDiskIsAnAlertForTheLoadThatWasSlow() throws {
        var bounds = MonitorConfig()
        bounds.cache.maxLoadTime = .milliseconds(20)
        let system = try ConfigSystem(
            layers: [.files(SlowSource())],
            types: [Pair.self],
            logger: .silent
        )
        let monitor = ConfigMonitor(system, on: FakeMachine(), thresholds: bounds)
        _ = try system.load(Pair.self)
        #expect(monitor.look().state == .degraded && monitor.firing == ["slow-load"])
        #expect(monitor.alerts().first?.subject == "pair")
        #expect(monitor.look().state == .healthy)
    }

    private struct SlowSource: ConfigFolder {
        let files = InMemorySource(["pair.json": Pair.json(1)], named: "config")

        var name: String { files.name }
        func fileNames() -> [String] { files.fileNames() }
        func has(_ fileName: String) -> Bool { files.has(fileName) }
        func document(_ fileName: String) throws(ConfigError) -> Document {
            usleep(30_000)
            return try files.document(fileName)
        }
    }
}

extension ConfigMetrics.Label {
    var isOfFleet: Bool { rawValue.hasPrefix("typed_config_fleet_") }
}
