import ConfigTypes
import Foundation
import Synchronization
import Testing
import TypedConfigTesting

@testable import TypedConfig

/// Sources of an application's own.
struct SourceTests {
    private static let rest = "server: {host: h, secure: true}\nenvironment: testing\n"

    private struct Peer: ConfigType {
        static let schema = compiledSchema("peer", "{}")
        var host: String
        init(reading object: inout ValueReader) { host = object.string("host") }
        func write(to object: inout ValueWriter) { object.string("host", host) }
    }

    private func system(_ layers: ConfigLayer...) throws -> ConfigSystem {
        try ConfigSystem(layers: layers, types: [Listener.self, Peer.self], logger: .silent)
    }

    @Test func documentsAreLayersLikeFiles() throws {
        let source = TestSource(["listener": "port: 81\n" + Self.rest], named: "fleet shop/prod")
        let system = try system(
            .files(InMemorySource(["listener.yaml": "port: 1\ntimeout: 4\n"], named: "config")),
            .source(source),
            .environment(prefix: "APP", variables: ["APP_LISTENER_SERVER_HOST": "v"])
        )
        let listener = try system.load(Listener.self)
        #expect(listener.port == 81)
        #expect(listener.timeout == 4)
        #expect(listener.server.host == "v")
        #expect(
            try system.origin(of: \Listener.port)?.description
                == "fleet shop/prod@1/listener.yaml:1:7"
        )
        #expect(try system.layerAnswers("listener", "port").map(\.layer)[2] == "fleet shop/prod")
    }

    @Test func aFindingIsAtTheLineInTheDocument() throws {
        let source = TestSource(["listener": "port: 0\n" + Self.rest], named: "fleet shop/prod")
        let system = try system(.source(source))
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(error?.findings.map(\.file) == ["fleet shop/prod@1/listener.yaml"])
        #expect(error?.findings.first?.position?.line == 1)
    }

    @Test func aConfigurationWithoutADocumentIsAnErrorThatNamesTheSource() throws {
        let system = try system(.source(TestSource([:], named: "table settings")))
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(
            error?.description
                == "table settings: error: there is no document for \"listener\""
        )
    }

    @Test func aSourceThatFailsIsAnErrorOfTheLoad() throws {
        let source = TestSource(["listener": Self.rest])
        source.fail("the table is locked")
        let system = try system(.source(source))
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(error?.findings.map(\.message) == ["the table is locked"])
    }

    @Test func hotReloadFollowsTheChanges() async throws {
        let source = TestSource(["listener": "port: 81\n" + Self.rest])
        let system = try system(.source(source))
        #expect(try system.load(Listener.self).port == 81)
        try system.startHotReload(HotReloadOptions(settle: .milliseconds(10)))
        source.replace(["listener": "port: 82\n" + Self.rest])
        try await eventually("the change") { try system.load(Listener.self).port == 82 }
        source.replace(["listener": "port: 0\n" + Self.rest])
        try await eventually("the refusal") { system.health.state == .degraded }
        #expect(try system.load(Listener.self).port == 82)
        system.stopHotReload()
        source.replace(["listener": "port: 83\n" + Self.rest])
        try await Task.sleep(for: .milliseconds(100))
        #expect(try system.load(Listener.self).port == 82)
    }

    /// A first load after the source has changed would mix two releases.
    @Test func allConfigurationsChangeTogether() throws {
        let source = TestSource([
            "listener": "port: 81\n" + Self.rest, "peer": "host: old",
        ])
        let system = try system(.source(source))
        #expect(try system.load(Listener.self).port == 81)
        source.replace(["listener": "port: 0\n" + Self.rest, "peer": "host: new"])
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(try system.load(Peer.self).host == "old")
        source.replace([
            "listener": "port: 82\n" + Self.rest, "peer": "host: newer",
        ])
        #expect(try system.load(Peer.self).host == "old")
        #expect(try system.reload() == ["listener", "peer"])
        #expect(try system.load(Peer.self).host == "newer")
        #expect(try system.load(Listener.self).port == 82)
    }

    @Test func nothingIsSavedToASource() throws {
        let system = try system(.source(TestSource(["listener": Self.rest])))
        var listener = try system.load(Listener.self)
        listener.port = 9
        #expect(throws: SaveError.self) { try system.save(listener) }
    }

    // MARK: The suite

    @Test func theTestSourceKeepsTheRules() async throws {
        let source = TestSource(["listener": Self.rest, "other": "a: 1"])
        try await verifySource(source, of: ["listener", "other"]) {
            source.replace(["listener": Self.rest, "other": "a: 2"])
        }
    }

    /// Returns its current documents even to snapshots, and reports no changes.
    private struct Careless: ConfigSource {
        let name = "careless"
        let count = Counter()

        final class Counter: Sendable {
            let value = Mutex(0)
        }

        func documents(for configuration: String) -> [SourceDocument] {
            let number = count.value.withLock { count in
                count += 1
                return count
            }
            return [SourceDocument("a: \(number)", as: .yaml, named: "careless")]
        }
    }

    @Test func theSuiteFindsWhatACarelessSourceDoes() async throws {
        let error = await #expect(throws: SourceVerificationError.self) {
            try await verifySource(Careless(), of: ["listener"]) {}
        }
        let failures = error?.failures.joined(separator: "\n") ?? ""
        #expect(failures.contains("which is none of its own"))
        #expect(failures.contains("several tasks that ask at once get different documents"))
        #expect(failures.contains("its snapshot has other documents than the source"))
        #expect(failures.contains("has no sequence of changes"))
    }
}
