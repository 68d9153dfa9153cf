import ConfigDocument
import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import ConfigVersioning
@testable import TypedConfig

/// The reports of a monitor about a healthy system, and about an unhealthy one.
struct ConfigMonitorTests {
    private let machine = FakeMachine()

    private func system(_ source: EditableSource) throws -> ConfigSystem {
        try ConfigSystem(
            layers: [.files(source)],
            types: [Pair.self, Listener.self],
            logger: .silent
        )
    }

    @Test func filesOfUnknownTypesAloneAreNotHealthy() throws {
        let files = InMemorySource(["brokers.yaml": "", "http.yaml": ""], named: "config")
        let system = try ConfigSystem(layers: [.files(files)], logger: .silent)
        let report = ConfigMonitor(system, on: machine).healthReport()
        #expect(report.state == .degraded)
        #expect(
            report.components.flatMap(\.reasons) == [
                "config: 2 files of unknown types (brokers, http)"
            ]
        )
    }

    // MARK: Figures

    @Test func everyFigureOfASampleIsCounted() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try system(source)
        let monitor = ConfigMonitor(system, on: machine)
        func sample() throws -> MonitorSample {
            machine.pass(1)
            monitor.look()
            return try #require(monitor.performanceReport().samples.last)
        }
        let quiet = try sample()
        #expect((quiet.loads, quiet.hits, quiet.misses, quiet.cacheEntries) == (0, 0, 0, 0))
        #expect(quiet.hitRatio == nil && quiet.saved == nil && quiet.loadSeconds == 0)
        for _ in 0..<4 { _ = try system.load(Pair.self) }
        let loaded = try sample()
        #expect((loaded.loads, loaded.hits, loaded.misses) == (1, 3, 1))
        #expect((loaded.hitRatio, loaded.cacheEntries) == (0.75, 1))
        #expect(loaded.loadSeconds > 0 && loaded.slowestLoadSeconds > 0 && loaded.cacheBytes > 0)
        #expect(loaded.uncompressedBytes == Pair.json(1).utf8.count)
        #expect(loaded.saved != nil)
        source.write(Pair.json(2), to: "pair.json")
        try system.reload()
        source.write("{", to: "pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        let reloaded = try sample()
        #expect((reloaded.reloads, reloaded.refusedReloads) == (2, 1))
        #expect((reloaded.loads, reloaded.refusedLoads) == (1, 1))
        #expect(throws: SaveError.self) { try system.save(Pair(3)) }
        #expect(try sample().saveFailures == 1)
        #expect(throws: ConfigError.self) { try system.migrate("pair") }
        let migrated = try sample()
        #expect((migrated.migrations, migrated.failedMigrations) == (1, 1))
        machine.set {
            ($0.cpu, $0.memory, $0.disks) = (0.5, 0.25, [.init(folder: "/", used: 0.75)])
        }
        let busy = try sample()
        #expect((busy.cpu, busy.memory, busy.disk) == (0.5, 0.25, 0.75))
        #expect(busy.alerts == 2, "a refused reload and a failed migration")
        let total = try #require(monitor.performanceReport().total)
        #expect((total.loads, total.hits, total.reloads, total.migrations) == (2, 3, 2, 1))
    }

    // MARK: States

    @Test func aSystemThatIsWellIsHealthyInAllParts() throws {
        let system = try system(EditableSource(["pair.json": Pair.json(1)]))
        let report = ConfigMonitor(system, on: machine).healthReport()
        #expect(report.state == .healthy && report.httpStatus == 200)
        // The fleet is a part only of systems that run releases.
        #expect(
            report.components.map(\.component) == HealthComponent.allCases.filter { $0 != .fleet }
        )
        #expect(report.components.allSatisfy { $0.state == .healthy && $0.reasons.isEmpty })
        #expect(report.files.map(\.file) == ["config/pair.json"])
    }

    @Test func aRefusedReloadIsOneAlertUntilTheNextGoodFile() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try system(source)
        _ = try system.load(Pair.self)
        let monitor = ConfigMonitor(system, on: machine)
        #expect(monitor.health == .healthy)
        source.write(#"{"number": -1, "text": ""}"#, to: "pair.json")
        for _ in 0..<3 {
            #expect(throws: ConfigError.self) { try system.reload() }
            machine.pass(1)
            monitor.look()
        }
        let report = monitor.healthReport()
        #expect(report.state == .degraded && report.httpStatus == 200)
        #expect(report.state(of: .reload) == .degraded)
        #expect(monitor.firing == ["reload-refused"])
        #expect(report.alerts.first?.message.hasPrefix("config/pair.json:1:12: error:") == true)
        #expect(try system.load(Pair.self).number == 1)
        source.write(Pair.json(2), to: "pair.json")
        try system.reload()
        machine.pass(1)
        #expect(monitor.look().state == .healthy)
        #expect(monitor.alerts().map(\.state) == [.resolved])
    }

    @Test func anInvalidFileThatNobodyHasLoadedIsAnAlertIfItLasts() async throws {
        let folder = try TemporaryFolder(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(
            directory: folder.path,
            types: [Pair.self, Listener.self],
            logger: .silent
        )
        let monitor = ConfigMonitor(system, on: machine)
        #expect(monitor.health == .healthy)
        try folder.write(#"{"number": -1}"#, to: "pair.json")
        let report = monitor.look()
        #expect(report.state == .degraded && report.state(of: .validation) == .degraded)
        #expect(report.files.first?.findings.count == 2)
        #expect(monitor.firing.isEmpty)
        #expect(report.description.contains("pair.json:1:12: error: number is -1"))
        machine.pass(60)
        let later = monitor.look()
        #expect(monitor.firing == ["file-invalid"])
        #expect(later.state == .degraded)
        let reasons = later.components.flatMap(\.reasons)
        #expect(reasons == ["\(folder.path)/pair.json: 2 errors"])
        let message = try #require(later.alerts.first?.message)
        #expect(message.hasSuffix("pair.json:1:1: error: missing setting \"text\", and 1 more"))
        try folder.write(Pair.json(5), to: "pair.json")
        monitor.look()
        machine.pass(60)
        #expect(monitor.look().state == .healthy)
        #expect(monitor.alerts().map(\.state) == [.resolved])
    }

    @Test func aFolderThatIsDeletedIsCriticalAndOneAlert() throws {
        let folder = try TemporaryFolder(["config/pair.json": Pair.json(1)])
        let directory = folder.path + "/config"
        let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        _ = try system.load(Pair.self)
        let monitor = ConfigMonitor(system, on: machine)
        #expect(monitor.health == .healthy)
        try FileManager.default.moveItem(atPath: directory, toPath: folder.path + "/gone")
        #expect(throws: ConfigError.self) { try system.reload() }
        let report = monitor.look()
        #expect(report.state == .critical && report.httpStatus == 503 && !report.isReady)
        #expect(monitor.firing == ["sources-unreadable"])
        try FileManager.default.moveItem(atPath: folder.path + "/gone", toPath: directory)
        try system.reload()
        #expect(monitor.look().state == .healthy)
    }

    @Test func whatIsInUseIsAnAlertOnlyIfItLasts() {
        let system = try? system(EditableSource(["pair.json": Pair.json(1)]))
        guard let system else { return }
        let monitor = ConfigMonitor(system, on: machine)
        machine.set { $0.cpu = 0.99 }
        #expect(monitor.look().state == .healthy)
        machine.pass(60)
        #expect(monitor.look().state == .warning)
        #expect(monitor.firing == ["cpu"])
        machine.set { $0.memory = 0.9 }
        monitor.look()
        machine.pass(60)
        #expect(monitor.look().state == .warning, "the worst wins")
        #expect(monitor.alerts(severity: .high).map(\.rule) == [.cpu])
        machine.set { $0.cpu = 0.1 }
        monitor.look()
        machine.pass(60)
        #expect(monitor.look().state == .degraded)
        machine.pass(7200)
        machine.setWall(by: -10_000)
        #expect(monitor.alerts(since: .seconds(3600)).map(\.rule) == [.memory])
    }

    @Test func aClockThatIsSetChangesNothing() throws {
        let system = try system(EditableSource(["pair.json": Pair.json(1)]))
        let monitor = ConfigMonitor(system, on: machine)
        for years in [-10.0, 10] {
            monitor.look()
            machine.setWall(by: years * 31_557_600)
            machine.pass(1)
            #expect(monitor.look().state == .healthy)
            #expect(monitor.alerts().isEmpty)
        }
        #expect(monitor.performanceReport().samples.count == 4)
        #expect(monitor.performanceReport().covered == .seconds(2))
    }

    @Test func aMonitorThatHangsSaysSo() throws {
        let system = try system(EditableSource(["pair.json": Pair.json(1)]))
        let monitor = ConfigMonitor(system, on: machine)
        try monitor.start(interval: .seconds(3600))
        defer { monitor.stop() }
        monitor.look()
        #expect(monitor.health == .healthy)
        machine.pass(3 * 3600 + 2)
        #expect(monitor.health == .warning)
        #expect("\(monitor.healthReport())".contains("has not checked anything for 3 h"))
    }

    // MARK: Running

    @Test func aRunningMonitorLooksAtOnceWhereAChangeIsRefused() async throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try system(source)
        _ = try system.load(Pair.self)
        let told = Mutex<[String]>([])
        // The real machine may be busy enough to raise an alert.
        let monitor = ConfigMonitor(
            system,
            on: FakeMachine(),
            handlers: [
                .call { update in told.withLock { $0.append("\(update.kind) \(update.alert.rule)") }
                }
            ]
        )
        try monitor.start(interval: .seconds(3600))
        var updates = monitor.alertUpdates().makeAsyncIterator()
        source.write("{", to: "pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(await updates.next()?.kind == .fired)
        source.write(Pair.json(3), to: "pair.json")
        try system.reload()
        #expect(await updates.next()?.kind == .resolved)
        try await eventually("handlers are told") {
            told.withLock { $0 } == ["fired reload", "resolved reload"]
        }
        #expect(monitor.isRunning)
        monitor.stop()
        #expect(!monitor.isRunning)
        #expect(monitor.recentEvents.map(\.kind) == [.reload, .reloadRefused])
    }

    @Test func largeValuesAreNotKept() {
        var event = ConfigEvent(.reload, "a")
        let large = DocumentValue.string(String(repeating: "x", count: 1 << 20))
        event.changes = (0..<200).map { number in
            SettingChange(
                path: DocumentPath(tokens: ["\(number)"]),
                old: .some(large),
                new: 1,
                kind: .changed
            )
        }
        var recent = RecentEvents()
        for _ in 0..<300 { recent.add(event) }
        #expect(recent.events.count == RecentEvents.maxCount)
        #expect(recent.events.first?.changes.count == RecentEvents.maxChanges)
        #expect(recent.events.first?.changes.first?.old?.string == "(1 MiB, not kept)")
        #expect(recent.events.first?.changes.first?.new?.int == 1)
    }

    @Test func aMonitorThatIsLetGoLeavesNothing() async throws {
        let system = try system(EditableSource(["pair.json": Pair.json(1)]))
        var monitor: ConfigMonitor? = ConfigMonitor(system)
        try monitor?.start(interval: .milliseconds(20))
        #expect(!system.telemetry.observers.isEmpty)
        monitor = nil
        try await eventually("its last look ends") { system.telemetry.observers.isEmpty }
    }

    @Test func whatIsRememberedIsBoundedInTimeAndNumber() {
        var history = MonitorHistory()
        let day = 24 * 3600
        for second in stride(from: 0, to: 2 * day, by: 5) {
            var sample = MonitorSample(time: Timestamp(milliseconds: second), at: .seconds(second))
            sample.loads = 5
            history.add(sample)
        }
        #expect(history.recent.count == 600)
        #expect(1439...1440 ~= history.minutes.count)
        let all = history.total(over: .seconds(day), until: .seconds(2 * day))
        #expect(abs((all?.loads ?? 0) - day) <= 120)
        let hour = history.samples(over: .seconds(3600), until: .seconds(2 * day))
        #expect(59...61 ~= hour.count && hour.allSatisfy { $0.loads <= 60 })
        #expect(MemoryLayout<MonitorSample>.stride * 2041 < 1 << 20)
    }
}
