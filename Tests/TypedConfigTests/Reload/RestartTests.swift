import ConfigDocument
import Synchronization
import Testing

@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// A type with settings that are read once, when the process starts.
private struct ListenerConfig: ConfigType {
    static let schema = compiledSchema(
        "listener",
        """
        {"properties":{"port":{"type":"integer","x-reload":"restart"},"level":{"type":"string"},
         "key":{"type":"string","x-secret":true,"x-reload":"restart"},
         "tls":{"type":"object","properties":{"file":{"x-reload":"restart"},"note":{}}}}}
        """
    )

    var port: Int
    var level: String

    init(reading object: inout ValueReader) {
        port = object.int("port", default: 0)
        level = object.string("level", default: "")
    }

    func write(to object: inout ValueWriter) {
        object.int("port", port)
        object.string("level", level)
    }
}

struct RestartTests {
    /// Files that are refused change nothing, so nothing waits because of them.
    @Test func aRefusedChangeWaitsForNothing() throws {
        let (system, source) = try system("port: 1")
        _ = try system.load(ListenerConfig.self)
        source.write("port: x", to: "listener.yaml")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(system.health.pendingRestarts == [])
        source.write("port: 2", to: "listener.yaml")
        try system.reload()
        #expect(system.health.pendingRestarts.map(\.settings) == [[DocumentPath("port")]])
    }

    private func system(
        _ text: String,
        _ policy: RestartPolicy = .servesNewValues
    ) throws -> (system: ConfigSystem, source: EditableSource) {
        let source = EditableSource(["listener.yaml": text])
        let system = try ConfigSystem(
            layers: [.files(source)],
            types: [ListenerConfig.self],
            restart: policy
        )
        return (system, source)
    }

    @Test(arguments: [
        ("port: 2", ["port: 1 -> 2 (listener.yaml:1:7); needs a restart"]),
        ("port: 1\nlevel: b", [#"level: added "b" (listener.yaml:2:8)"#]),
        (
            "port: 1\ntls: { note: 1 }", [#"tls: added {"note":1} (listener.yaml:2:6)"#]
        ),
        (
            "port: 1\ntls: { file: 1 }",
            [#"tls: added {"file":1} (listener.yaml:2:6); needs a restart"#]
        ),
        (
            "port: 1\nkey: other",
            ["key: added <secret> (listener.yaml:2:6); needs a restart"]
        ),
        ("{}", ["port: removed, was 1 (listener.yaml:1:7); needs a restart"]),
    ])
    func aChangeSaysWhetherItNeedsARestart(text: String, changes: [String]) throws {
        let (system, source) = try system("port: 1")
        _ = try system.load(ListenerConfig.self)
        let told = Mutex<[String]>([])
        system.onChange("listener") { change in
            told.withLock { $0 += change.settings.map(\.description) }
        }
        source.write(text, to: "listener.yaml")
        try system.reload()
        #expect(told.withLock { $0 }.map { $0.replacing(source.name + "/", with: "") } == changes)
    }

    @Test func healthSaysWhatWaitsForARestart() throws {
        let (system, source) = try system("port: 1\nkey: a")
        _ = try system.load(ListenerConfig.self)
        source.write("port: 2\nkey: b\nlevel: x", to: "listener.yaml")
        try system.reload()
        let pending = try #require(system.health.pendingRestarts.first)
        #expect(pending.name == "listener")
        #expect(pending.settings.map(\.shown) == ["port", "key"])
        #expect(system.health.state == .degraded)
        #expect(
            system.health.description
                == "degraded\n  listener: restart pending since \(pending.since), because of port, key"
        )
        let figures = system.telemetry.metrics.figures
        #expect(figures.level(.restartsPending, "listener") == 2)
        let monitor = ConfigMonitor(system)
        let report = monitor.look()
        #expect(report.state == .degraded)
        #expect(report.description.contains("restart pending since \(pending.since)"))
        // The moment stays that of the first change, and the values are those of the start.
        source.write("port: 1\nkey: c", to: "listener.yaml")
        try system.reload()
        let rest = try #require(system.health.pendingRestarts.first)
        #expect(rest.since == pending.since && rest.settings.map(\.shown) == ["key"])
        source.write("port: 1\nkey: a", to: "listener.yaml")
        try system.reload()
        #expect(system.health.pendingRestarts.isEmpty && system.health.state == .healthy)
        #expect(system.telemetry.metrics.figures.level(.restartsPending, "listener") == 0)
    }

    @Test func aSnapshotHasTheNewValueOrKeepsTheOldOne() throws {
        for (policy, port) in [(RestartPolicy.servesNewValues, 2), (.keepsOldValues, 1)] {
            let (system, source) = try system("port: 1\nlevel: a", policy)
            _ = try system.load(ListenerConfig.self)
            let told = Mutex<[[String]]>([])
            system.onChange("listener") { change in
                told.withLock { $0.append(change.settings.map(\.name)) }
            }
            source.write("# c\nport: 2\nlevel: b", to: "listener.yaml")
            try system.reload()
            #expect(try system.current(ListenerConfig.self).port == port)
            #expect(try system.current(ListenerConfig.self).level == "b")
            #expect(system.health.pendingRestarts.count == 1)
            // Nothing is reported twice.
            try system.reload()
            #expect(told.withLock { $0 } == [["port", "level"]])
            source.write("port: 3\nlevel: b", to: "listener.yaml")
            try system.reload()
            #expect(try system.current(ListenerConfig.self).port == (port == 2 ? 3 : 1))
            #expect(told.withLock { $0 }.last == ["port"])
        }
    }

    @Test func aSaveWaitsForARestart() throws {
        let folder = try TemporaryFolder(["listener.yaml": "port: 1\n"])
        let system = try ConfigSystem(directory: folder.path, types: [ListenerConfig.self])
        _ = try system.load(ListenerConfig.self)
        let plan = try system.planSettings([TypedSetting("port", to: "2")], of: "listener")
        #expect(plan.result.changes.map(\.needsRestart) == [true])
        try system.save(plan, of: "listener")
        #expect(system.health.pendingRestarts.map(\.name) == ["listener"])
    }
}
