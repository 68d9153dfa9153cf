import ConfigSchemas
import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ChangesTests {
    private let source = EditableSource(["listener.yaml": Self.text(80)])
    private let system: ConfigSystem

    init() throws { system = try ConfigSystem(source: source, types: [Listener.self]) }

    private static func text(_ port: Int, host: String = "a") -> String {
        "port: \(port)\nserver: {host: \(host), secure: true}\nenvironment: testing\n"
    }

    private func change(_ text: String) throws {
        source.write(text, to: "listener.yaml")
        try system.reload()
    }

    @Test func aChangeHasTheOldAndTheNewValue() async throws {
        var changes = system.changes(of: Listener.self).makeAsyncIterator()
        try change(Self.text(81))
        let change = await changes.next()
        #expect(change?.old.port == 80 && change?.new.port == 81)
    }

    @Test func onlyChangesOfThePartAreTold() async throws {
        var hosts = system.changes(of: \Listener.server.host).makeAsyncIterator()
        var servers = system.changes(of: \Listener.server).makeAsyncIterator()
        try change(Self.text(81))
        try change(Self.text(81, host: "b"))
        try change("# a comment\n" + Self.text(82, host: "b"))
        let host = await hosts.next()
        #expect(host?.old == "a" && host?.new == "b")
        #expect(await servers.next()?.new.host == "b")
    }

    @Test func aDefaultThatIsWrittenDownIsNoChange() async throws {
        try change("server: {host: a, secure: true}\nenvironment: testing\n")
        var ports = system.changes(of: \Listener.port).makeAsyncIterator()
        try change(Self.text(8080))
        try change(Self.text(81))
        let change = await ports.next()
        #expect(change?.old == 8080 && change?.new == 81)
    }

    @Test func aSlowReaderGetsOneChangeToTheNewest() async throws {
        var ports = system.changes(of: \Listener.port).makeAsyncIterator()
        for port in 81...90 { try change(Self.text(port)) }
        let change = await ports.next()
        #expect(change?.old == 80 && change?.new == 90)
    }

    @Test func thereAndBackIsNoChange() async throws {
        var ports = system.changes(of: \Listener.port).makeAsyncIterator()
        for port in [81, 80, 82] { try change(Self.text(port)) }
        let change = await ports.next()
        #expect(change?.old == 80 && change?.new == 82)
    }

    @Test func aWaitingReaderIsWoken() async throws {
        let changes = system.changes(of: \Listener.port)
        async let first = {
            for await change in changes { return change.new }
            return 0
        }()
        try await Task.sleep(for: .milliseconds(10))
        try change(Self.text(81))
        #expect(await first == 81)
    }

    @Test func cancellationEndsTheSequenceAndForgetsTheReader() async throws {
        let task = Task { [system] in
            var count = 0
            for await _ in system.changes(of: Listener.self) { count += 1 }
            return count
        }
        try await eventually("the subscription") { system.changeSubscriptions.count == 1 }
        task.cancel()
        #expect(await task.value == 0)
        try await eventually("the end") { system.changeSubscriptions.count == 0 }
    }

    @Test func theEndOfTheSystemEndsTheSequence() async throws {
        var system: ConfigSystem? = try ConfigSystem(source: source, types: [Listener.self])
        var changes = try #require(system).changes(of: Listener.self).makeAsyncIterator()
        system = nil
        #expect(await changes.next() == nil)
    }

    @Test func callbacksListSettingsWithTheirPlaces() throws {
        let told = Mutex<[String]>([])
        let token = system.onChange("config/listener.yaml") { change in
            told.withLock { $0.append(change.description) }
        }
        try change(Self.text(81, host: "b") + "timeout: 3\n")
        #expect(
            told.withLock { $0 } == [
                """
                config/listener.yaml: 3 changed
                  port: 80 -> 81 (config/listener.yaml:1:7)
                  server.host: "a" -> "b" (config/listener.yaml:2:16)
                  timeout: added 3 (config/listener.yaml:4:10)
                """
            ]
        )
        try change("# comment\n" + Self.text(81, host: "b") + "timeout: 3\n")
        token.cancel()
        try change(Self.text(82))
        #expect(told.withLock(\.count) == 1)
    }

    @Test func aRefusedReloadTellsNobody() throws {
        let calls = Mutex(0)
        system.onChange("listener") { _ in calls.withLock { $0 += 1 } }
        #expect(throws: ConfigError.self) { try change(Self.text(0)) }
        #expect(calls.withLock { $0 } == 0)
        #expect(system.health.state == .degraded)
        try change(Self.text(81))
        #expect(calls.withLock { $0 } == 1)
        #expect(system.health.state == .healthy)
    }

    @Test func aCallbackMayReloadAndSave() throws {
        let order = Mutex<[Int]>([])
        system.onChange("listener") { [source, system] change in
            let port = change.settings.first?.new?.int ?? 0
            if port < 83 {
                source.write(Self.text(port + 1), to: "listener.yaml")
                _ = try? system.reload()
            }
            order.withLock { $0.append(port) }
        }
        try change(Self.text(81))
        #expect(order.withLock { $0 } == [81, 82, 83])
    }

    @Test func noValueOfASecretIsTold() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: ["properties": ["password": ["type": "string", "x-secret": true]]],
            named: "store"
        )
        system.register(validator)
        source.write("password: canary-1\n", to: "store.yaml")
        let told = Mutex<[String]>([])
        system.onChange("store") { change in told.withLock { $0.append("\(change)") } }
        source.write("password: canary-2\n", to: "store.yaml")
        try system.reload()
        source.write("{}\n", to: "store.yaml")
        try system.reload()
        let text = told.withLock { $0.joined(separator: "\n") }
        #expect(text.contains("password: <secret> -> <secret>"))
        #expect(text.contains("password: removed, was <secret>"))
        #expect(!text.contains("canary"))
    }

    /// Elements are named as in findings, and a file by its own name.
    @Test func aChangeNamesTheFileThatItComesFrom() throws {
        var validator = ConfigValidator()
        try validator.add(
            schema: [
                "properties": ["pins": ["items": ["x-secret": true]], "tags": true, "limit": true]
            ],
            named: "store"
        )
        system.register(validator)
        let texts = [
            ("store.yaml", "tags: [a, b]\npins: [x, y]\n"), ("conf.d/1-store.yaml", "limit: 1\n"),
        ]
        for (file, text) in texts { source.write(text, to: file) }
        let told = Mutex<[String]>([])
        system.onChange("store") { change in told.withLock { $0 = [change.file, "\(change)"] } }
        let changes = [
            ("conf.d/1-store.yaml", "limit: 2\n"), ("store.yaml", "tags: [a, c]\npins: [x, z]\n"),
        ]
        source.write(changes[0].1, to: changes[0].0)
        try system.reload()
        let fragment = """
            config/conf.d/1-store.yaml: 1 changed
              limit: 1 -> 2 (config/conf.d/1-store.yaml:1:8)
            """
        #expect(told.withLock { $0 } == ["config/conf.d/1-store.yaml", fragment])
        for (file, text) in texts { source.write(text, to: file) }
        try system.reload()
        for (file, text) in changes { source.write(text, to: file) }
        try system.reload()
        let base = """
            config/store.yaml: 2 changed
              tags[1]: "b" -> "c" (config/store.yaml:1:11)
              pins[1]: <secret> -> <secret> (config/store.yaml:2:11)
            """
        #expect(told.withLock { $0 } == ["config/store.yaml", base + "\n" + fragment])
    }

    @Test func whatTheSystemSavesItselfIsNoChange() async throws {
        let folder = try TemporaryFolder(["listener.yaml": Self.text(80)])
        let system = try ConfigSystem(directory: folder.path, types: [Listener.self])
        let calls = Mutex(0)
        system.onChange("listener") { _ in calls.withLock { $0 += 1 } }
        var ports = system.changes(of: \Listener.port).makeAsyncIterator()
        var listener = try system.load(Listener.self)
        listener.port = 81
        try system.save(listener)
        #expect(try system.reload() == [])
        try folder.write(Self.text(82), to: "listener.yaml")
        #expect(try system.reload() == ["listener"])
        let change = await ports.next()
        #expect(change?.old == 81 && change?.new == 82)
        #expect(calls.withLock { $0 } == 1)
    }
}
