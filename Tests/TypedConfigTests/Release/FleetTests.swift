import ConfigDocument
import ConfigSchemas
import ConfigTypes
import Foundation
import SchemaValidation
import Synchronization
import Testing
import TypedConfigTesting

@testable import TypedConfig

/// Releases of a fleet that are loaded, followed, refused and kept.
struct FleetTests {
    private static let rest = "server: {host: h, secure: true}\nenvironment: testing\n"

    private struct Peer: ConfigType {
        static let schema = compiledSchema("peer", #"{"properties": {"host": {"type": "string"}}}"#)
        var host: String
        init(reading object: inout ValueReader) { host = object.string("host") }
        func write(to object: inout ValueWriter) { object.string("host", host) }
    }

    private static func files(port: Int, host: String = "old") -> [String: String] {
        ["listener.yaml": "port: \(port)\n" + rest, "peer.yaml": "host: \(host)"]
    }

    private let folder = try? TemporaryFolder()
    private var store: String { (folder?.path ?? "") + "/store" }

    private func system(
        _ fleet: FakeFleet,
        store: String? = nil,
        trust: ReleaseTrust? = nil,
        _ above: ConfigLayer...
    ) throws -> ConfigSystem {
        try ConfigSystem(
            layers: [.remote(fleet, store: store ?? self.store, trust: trust)] + above,
            types: [Listener.self, Peer.self],
            logger: .silent
        )
    }

    // MARK: Loading and following

    @Test func servesTheAssignedReleaseAndReportsItAfterwards() async throws {
        let fleet = try FakeFleet(environment: "prod")
        try fleet.publish(Self.files(port: 81))
        let system = try system(
            fleet,
            .environment(prefix: "APP", variables: ["APP_LISTENER_SERVER_HOST": "v"])
        )
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 81)
        #expect(try system.load(Listener.self).server.host == "v")
        #expect(
            try system.origin(of: \Listener.port)?.description
                == "fleet shop/prod@1/listener.yaml:1:7"
        )
        let first = try #require(fleet.statuses.first)
        #expect(first.state == .waiting)
        #expect(first.schemas == ["listener": "3.0.0"])
        let status = await fleet.status { $0.state == .running }
        #expect(status?.running?.sequence == 1)
        #expect(status?.seen == FleetMoment(epoch: 1, generation: 1))
        try fleet.publish(Self.files(port: 82))
        _ = await fleet.status { $0.running?.sequence == 2 }
        #expect(try system.load(Listener.self).port == 82)
        #expect(system.fleet?.isHealthy == true)
        await system.stopFleet()
        #expect(fleet.statuses.last?.state == .leaving)
        #expect(try system.load(Listener.self).port == 82)
        #expect(system.fleet == nil)
    }

    @Test func everyFigureOfAFleetMoves() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        _ = await fleet.status { $0.state == .running }
        try fleet.publish(Self.files(port: 0))
        _ = await fleet.status { $0.state == .refused }
        fleet.goOffline()
        while system.fleet?.staleSince == nil { try await Task.sleep(for: .milliseconds(5)) }
        let figures = system.telemetry.metrics.figures
        for label in ConfigMetrics.Label.allCases where label.isOfFleet && label != .fleetConnected
        {
            let levels = figures.levels.filter { $0.key.label == label }.map(\.value)
            let hasMoved =
                figures.total(label) > 0 || levels.contains { $0 > 0 }
                || figures.times(label).seconds > 0
            #expect(hasMoved, "\(label.rawValue)")
        }
        #expect(figures.level(.fleetRelease, "running") == 1)
        #expect(figures.level(.fleetRelease, "wanted") == 2)
        #expect(figures.level(.fleetConnected) == 0)
        #expect(figures.total(.fleetApplies, "success") == 1)
        #expect(figures.total(.fleetApplies, "refused") == 1)
        #expect(figures.total(.fleetTroubles, "unavailable") >= 1)
        await system.stopFleet()
    }

    @Test func aLoadBeforeTheStartSaysSo() throws {
        let fleet = try FakeFleet()
        let system = try system(fleet)
        let error = #expect(throws: ConfigError.self) { try system.load(Peer.self) }
        #expect(
            error?.description
                == "fleet shop/test: error: no release has been loaded yet; startFleet() loads the "
                + "first one"
        )
    }

    @Test func aStartWithoutAFleetIsAnError() async throws {
        let system = try ConfigSystem(layers: [.override("peer", "host", "h")], logger: .silent)
        let error = await #expect(throws: ConfigError.self) {
            try await system.startFleet(.patiently)
        }
        #expect(
            error?.description
                == "fleet: error: the system has no layer of a fleet; pass one layer .remote(…) to "
                + "ConfigSystem"
        )
    }

    @Test func allConfigurationsOfAReleaseAreReplacedOrNone() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        #expect(try system.load(Peer.self).host == "old")
        // Nobody has loaded the listener yet.
        try fleet.publish(Self.files(port: 0, host: "new"))
        let status = await fleet.status { $0.state == .refused }
        #expect(
            status?.reasons == [
                "fleet shop/test@2/listener.yaml:1:7: error: port is 0; the smallest allowed value is 1"
            ]
        )
        #expect(status?.seen == FleetMoment(epoch: 1, generation: 2))
        #expect(status?.running?.sequence == 1)
        #expect(status?.wanted?.sequence == 2)
        #expect(try system.load(Peer.self).host == "old")
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.fleet?.isHealthy == false)
        try fleet.publish(Self.files(port: 83, host: "newer"))
        _ = await fleet.status { $0.running?.sequence == 3 }
        #expect(try system.load(Peer.self).host == "newer")
        #expect(try system.load(Listener.self).port == 83)
        #expect(system.fleet?.refusal.isEmpty == true)
    }

    @Test func aConfigurationIsNotGivenUp() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        _ = try system.load(Peer.self)
        try fleet.publish(["listener.yaml": "port: 82\n" + Self.rest])
        let status = await fleet.status { $0.state == .refused }
        #expect(
            status?.reasons == ["fleet shop/test: error: there is no document for \"peer\""]
        )
        #expect(try system.load(Peer.self).host == "old")
    }

    @Test func aRollbackReturnsToAnEarlierRelease() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        try fleet.publish(Self.files(port: 82))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 82)
        fleet.rollBack(to: 1)
        let status = await fleet.status { $0.running?.sequence == 1 && $0.seen.epoch == 2 }
        #expect(status?.seen == FleetMoment(epoch: 2, generation: 3))
        #expect(try system.load(Listener.self).port == 81)
    }

    @Test func aFleetWhoseHistoryWentBackIsNotFollowed() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        try fleet.publish(Self.files(port: 82))
        fleet.rollBack(to: 1)
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 81)
        fleet.restore(FleetMoment(epoch: 1, generation: 2), sequence: 2)
        try await eventually("the trouble") {
            system.fleet?.trouble
                == "the fleet's history went back: it is at epoch 1, generation 2, and this instance "
                + "has seen epoch 2, generation 3"
        }
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.fleet?.isHealthy == false)
        fleet.restore(FleetMoment(epoch: 3, generation: 4), sequence: 2)
        _ = await fleet.status { $0.seen.epoch == 3 }
        #expect(try system.load(Listener.self).port == 82)
        #expect(system.fleet?.isHealthy == true)
    }

    /// A promotion assigns the same release by a new decision.
    @Test func theSameReleaseIsAcknowledgedWithoutALoad() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        let fetches = fleet.fetchCount
        fleet.restore(FleetMoment(epoch: 1, generation: 9), sequence: 1)
        let status = await fleet.status { $0.seen.generation == 9 }
        #expect(status?.state == .running)
        #expect(fleet.fetchCount == fetches)
    }

    @Test func unchangedFilesAreNotFetchedAgain() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        #expect(fleet.fetchCount == 2)
        try fleet.publish(Self.files(port: 82))
        _ = await fleet.status { $0.running?.sequence == 2 }
        #expect(fleet.fetchCount == 3)
        withExtendedLifetime(system) {}
    }

    // MARK: Layers above

    @Test func aRefusedReleaseIsTriedAgainWhenALocalLayerChanges() async throws {
        let config = try TemporaryFolder(["listener.yaml": "timeout: 3\n"])
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet, .directory(config.path, optional: true))
        try await system.startFleet(.patiently)
        try fleet.publish([
            "listener.yaml": "port: 82\nenvironment: testing\n", "peer.yaml": "host: new",
        ])
        let status = await fleet.status { $0.state == .refused }
        #expect(status?.reasons.first?.hasSuffix("error: missing setting \"server\"") == true)
        try system.reload()
        try config.write("timeout: 4\nserver: {host: l, secure: true}", to: "listener.yaml")
        try system.reload()
        _ = await fleet.status { $0.running?.sequence == 2 }
        #expect(try system.load(Listener.self).server.host == "l")
        #expect(try system.load(Listener.self).port == 82)
    }

    @Test func nothingIsSavedToAFleet() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        var listener = try system.load(Listener.self)
        listener.port = 9
        let error = #expect(throws: SaveError.self) { try system.save(listener) }
        #expect(
            error?.findings.map(\.description) == [
                "fleet shop/test: error: not saved: the configuration comes from a release; publish it"
            ]
        )
    }

    // MARK: The store

    @Test func startsFromTheStoreWithoutTheFleet() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        try await system(fleet).startFleet(.patiently)
        fleet.goOffline("no route to host")
        let offline = try self.system(fleet)
        let start = ContinuousClock.now
        try await offline.startFleet(.lastGood(orWait: .seconds(60)))
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(try offline.load(Listener.self).port == 81)
        try await eventually("the trouble") { offline.fleet?.trouble == "no route to host" }
        #expect(offline.fleet?.staleSince != nil)
        #expect(offline.fleet?.isHealthy == false)
        fleet.goOnline()
        try fleet.publish(Self.files(port: 82))
        try await eventually("the release") { try offline.load(Listener.self).port == 82 }
        try await eventually("health") { offline.fleet?.isHealthy == true }
        let alone = try system(fleet)
        try await alone.startFleet(.lastGoodOnly)
        #expect(try alone.load(Listener.self).port == 82)
    }

    @Test func aStartWithoutStoreAndFleetIsAnErrorWithBothReasons() async throws {
        let fleet = try FakeFleet()
        fleet.goOffline("no route to host")
        let system = try system(fleet)
        let error = await #expect(throws: ConfigError.self) {
            try await system.startFleet(.lastGood(orWait: .milliseconds(50)))
        }
        #expect(
            error?.description
                == "fleet shop/test: error: no release could be loaded within 0.05 s: no route to host"
        )
        #expect(system.fleet == nil)
        let other = await #expect(throws: ConfigError.self) {
            try await system.startFleet(.lastGoodOnly)
        }
        #expect(
            other?.description
                == "fleet shop/test: error: the store has no release that can be served"
        )
    }

    @Test func aFreshStartRefusesWhatIsOnlyOnDisk() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        try await system(fleet).startFleet(.fresh(within: .seconds(60)))
        fleet.goOffline()
        let system = try system(fleet)
        await #expect(throws: ConfigError.self) {
            try await system.startFleet(.fresh(within: .milliseconds(50)))
        }
    }

    @Test func keepsThreeReleases() async throws {
        let fleet = try FakeFleet()
        let system = try system(fleet)
        for port in 81...85 { try fleet.publish(Self.files(port: port)) }
        try await system.startFleet(.patiently)
        for port in 86...89 {
            let number = try fleet.publish(Self.files(port: port))
            _ = await fleet.status { $0.running?.sequence == number }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: store).sorted()
        #expect(
            names.map { $0.split(separator: "-").prefix(2).joined(separator: "-") } == [
                "current", "release-7", "release-8", "release-9",
            ]
        )
    }

    @Test func aDamagedReleaseOnDiskIsNotServed() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        try fleet.publish(Self.files(port: 82))
        _ = await fleet.status { $0.running?.sequence == 2 }
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: store).first {
                $0.hasPrefix("release-2")
            }
        )
        let url = URL(filePath: store).appending(path: name)
        var text = try String(contentsOf: url, encoding: .utf8)
        text = text.replacingOccurrences(of: "port: 82", with: "port: 66")
        try text.write(to: url, atomically: false, encoding: .utf8)
        fleet.goOffline()
        let next = try self.system(fleet)
        try await next.startFleet(.patiently)
        #expect(try next.load(Listener.self).port == 81)
        fleet.goOnline()
        try await eventually("the release") { try next.load(Listener.self).port == 82 }
    }

    @Test(arguments: [0, 1, 10, 100, 300, 600])
    func aCutOffReleaseOnDiskIsNotServed(length: Int) async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        try await system(fleet).startFleet(.patiently)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: store).first { $0 != "current" }
        )
        let url = URL(filePath: store).appending(path: name)
        try Data(contentsOf: url).prefix(length).write(to: url)
        let next = try system(fleet)
        let error = await #expect(throws: ConfigError.self) {
            try await next.startFleet(.lastGoodOnly)
        }
        #expect(error?.description.contains("\(store)/\(name)") == true)
    }

    @Test func aStoreOfAnotherApplicationIsRefused() async throws {
        let shop = try FakeFleet()
        try shop.publish(Self.files(port: 81))
        try await system(shop).startFleet(.patiently)
        let other = try FakeFleet("billing")
        try other.publish(Self.files(port: 82))
        let error = await #expect(throws: ConfigError.self) {
            try await system(other).startFleet(.patiently)
        }
        #expect(
            error?.description
                == "\(store): error: the store has releases of the fleet shop/test, not of "
                + "billing/test; use a directory for each fleet"
        )
        // Two applications with a store each.
        let third = try system(other, store: (folder?.path ?? "") + "/billing")
        try await third.startFleet(.patiently)
        #expect(try third.load(Listener.self).port == 82)
    }

    @Test func aReleaseThatCannotBeStoredIsServedFromMemory() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet, store: (folder?.path ?? "") + "/missing/store")
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.fleet?.storeFault?.contains("its directory does not exist") == true)
        #expect(system.fleet?.isHealthy == false)
        try FileManager.default.createDirectory(
            atPath: (folder?.path ?? "") + "/missing",
            withIntermediateDirectories: true
        )
        try fleet.publish(Self.files(port: 82))
        try await eventually("health") { system.fleet?.isHealthy == true }
    }

    // MARK: Damage

    @Test func aDamagedFileIsRefusedAsTampering() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        let events = Events()
        _ = system.telemetry.observers.add { events.add($0) }
        fleet.goOffline()
        try fleet.publish(Self.files(port: 82))
        fleet.damageFiles()
        fleet.goOnline()
        let status = await fleet.status { $0.state == .refused }
        #expect(
            status?.reasons == [
                "fleet shop/test@2/listener.yaml: error: the SHA-256 of the compressed file is another "
                    + "one"
            ]
        )
        #expect(system.fleet?.isTampered == true)
        #expect(events.kinds == [.releaseRefused, .tampering])
        #expect(try system.load(Listener.self).port == 81)
    }

    @Test func aMissingReleaseIsRefused() async throws {
        let fleet = try FakeFleet()
        try fleet.publish(Self.files(port: 81))
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        fleet.goOffline()
        try fleet.publish(Self.files(port: 82))
        fleet.remove(2)
        fleet.goOnline()
        let status = await fleet.status { $0.state == .refused }
        #expect(status?.reasons == ["fleet shop/test@2: error: release 2 is missing"])
        #expect(system.fleet?.isTampered == false)
        #expect(try system.load(Listener.self).port == 81)
    }

    @Test func aReleaseMustBeSignedIfTheInstanceTrustsAKey() async throws {
        let unsigned = try FakeFleet()
        try unsigned.publish(Self.files(port: 81))
        let trust = ReleaseTrust { message, signatures in
            signatures.contains { $0.bytes == Array(message.suffix(3)) && $0.key == "k" }
        }
        let error = await #expect(throws: ConfigError.self) {
            try await self.system(unsigned, trust: trust).startFleet(.patiently)
        }
        #expect(
            error?.description == "fleet shop/test@1: error: the release is not signed"
        )
        let signed = try FakeFleet { message in
            [ReleaseSignature(method: "test", key: "k", bytes: Array(message.suffix(3)))]
        }
        try signed.publish(Self.files(port: 82))
        let system = try system(signed, trust: trust)
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 82)
        let picky = ReleaseTrust(minimumSequence: 2) { _, _ in true }
        let old = await #expect(throws: ConfigError.self) {
            try await self.system(signed, store: (folder?.path ?? "") + "/b", trust: picky)
                .startFleet(.patiently)
        }
        #expect(
            old?.description
                == "fleet shop/test@1: error: the release is older than release 2, the oldest that "
                + "this instance trusts"
        )
    }

    // MARK: Versions

    private func file(_ version: String, port: Int) -> ReleaseFile {
        ReleaseFile(
            name: "listener-\(version).yaml",
            configuration: "listener",
            version: version,
            text: Array(("port: \(port)\n" + Self.rest).utf8)
        )
    }

    @Test func aProgramReadsTheHighestVersionThatItKnows() async throws {
        let fleet = try FakeFleet()
        try fleet.publish([
            file("2.0.0", port: 2), file("3.0.1", port: 3), file("4.0.0", port: 4),
        ])
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        #expect(try system.load(Listener.self).port == 3)
    }

    @Test func aReleaseForANewerProgramIsRefused() async throws {
        let fleet = try FakeFleet()
        try fleet.publish([file("3.0.0", port: 3)])
        let system = try system(fleet)
        try await system.startFleet(.patiently)
        try fleet.publish([file("3.1.0", port: 4)])
        let status = await fleet.status { $0.state == .refused }
        #expect(
            status?.reasons == [
                "fleet shop/test@2/listener-3.1.0.yaml: error: listener is written for 3.1.0, and this "
                    + "program knows versions up to 3.0.0; publish a variant for 3.0.0, or update the "
                    + "program first"
            ]
        )
        #expect(try system.load(Listener.self).port == 3)
    }

    /// The file does not name its version; the release does.
    @Test(arguments: ["1.0.0", "2.0.0", "3.0.0", "0.9.0"])
    func anOlderReleaseIsMigratedInMemory(version: String) async throws {
        func schema(_ port: String) -> String {
            """
            { "type": "object", "additionalProperties": false, "x-config-version": "/version",
              "properties": { "version": {}, "\(port)": { "type": "integer" } },
              "required": ["\(port)"] }
            """
        }
        let schemas = try TemporaryFolder([
            "http/1.0.0.schema.json": schema("port"),
            "http/2.0.0.schema.json": schema("listenPort"),
            "http/1.0.0_2.0.0.migration.yaml":
                "from: 1.0.0\nto: 2.0.0\nsteps:\n  - rename: /port\n    to: listenPort\n",
        ])
        var validator = ConfigValidator()
        try validator.add(schemaFolder: schemas.path)
        let fleet = try FakeFleet()
        let key = version == "1.0.0" ? "port" : "listenPort"
        try fleet.publish(["http.yaml": "\(key): 80"], versions: ["http": version])
        let system = try ConfigSystem(layers: [.remote(fleet, store: store)], logger: .silent)
        system.register(validator)
        if version == "1.0.0" || version == "2.0.0" {
            try await system.startFleet(.patiently)
            #expect(try system.load("http")["listenPort"] == 80)
            return
        }
        let error = await #expect(throws: ConfigError.self) {
            try await system.startFleet(.patiently)
        }
        #expect(error?.findings.map(\.file) == ["fleet shop/test@1/http.yaml"])
    }

    @Test func aNameOfAFleetIsCheckedWhenItIsMade() throws {
        #expect(throws: ConfigError.self) { try FakeFleet("Shop") }
        #expect(throws: ConfigError.self) { try FakeFleet("shop", environment: "") }
        #expect(throws: ConfigError.self) { try FakeFleet("../x") }
        let error = #expect(throws: ConfigError.self) { try FakeFleet("shop", environment: "-p") }
        #expect(
            error?.description
                == "fleet: error: \"-p\" cannot be the name of an environment; expected 1 to 40 "
                + "lower-case letters, digits and hyphens that begin with a letter or digit"
        )
    }
}

/// The parts of a release that instances read.
struct ReleaseFormatTests {
    @Test func base64HasOneFormForEachText() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ count) }
            let text = Base64.encoded(bytes)
            #expect(text == Data(bytes).base64EncodedString())
            #expect(Base64.decoded(text) == bytes)
        }
        for text in [
            "A", "AA", "AAA", "AA=", "AB==", "AAB=", "A===", "AAAA=", "A A=", "AA-_", "=AAA",
        ] {
            #expect(Base64.decoded(text) == nil, "\(text)")
        }
    }

    private static let file = ReleaseFile(
        name: "a.yaml",
        configuration: "a",
        version: "1.0.0",
        text: Array("x: 1".utf8)
    )

    private func manifest(_ change: (inout ReleaseManifest) -> Void = { _ in }) throws -> [UInt8] {
        var manifest = ReleaseManifest(
            fleet: try FleetName(application: "shop", environment: "prod"),
            sequence: 42,
            id: "f3",
            parent: 41,
            author: "ci@build-4",
            time: "2026-11-29T16:00:00Z",
            note: "\u{1B}[1m",
            files: try NewRelease([Self.file]).files
        )
        change(&manifest)
        return manifest.bytes
    }

    @Test func aManifestIsOneLineOfSortedKeys() throws {
        let hash = String(repeating: "0f", count: 32)
        let bytes = try manifest {
            $0.files[0].blob = hash
            $0.files[0].inline = [1, 2]
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"app":"shop","at":"2026-11-29T16:00:00Z","by":"ci@build-4","env":"prod","#
                + #""files":[{"blob":"\#(hash)","bytes":4,"chunks":1,"config":"a","encoding":"zlib","#
                + #""inline":"AQI=","name":"a.yaml","#
                + #""sha256":"db0d222aebf678ab8f8908b8622497211e3fc950097b9e147aae569348b37363","#
                + #""version":"1.0.0"}],"id":"f3","note":"\u001b[1m","parent":41,"seq":42,"v":1}"#
        )
        #expect(try ReleaseManifest(parsing: bytes).bytes == bytes)
    }

    @Test(arguments: [
        (#"{"v":2}"#, "the manifest has a format that this version of the package does not read"),
        ("[]", "the manifest has a format that this version of the package does not read"),
        ("{", "the manifest is not JSON"),
        (#"{"v":1}"#, "the manifest lacks a member, or one has an unexpected value"),
    ])
    func aMalformedManifestIsRefused(text: String, message: String) {
        let fault = #expect(throws: ReleaseFault.self) {
            try ReleaseManifest(parsing: Array(text.utf8))
        }
        #expect(fault?.message == message)
    }

    @Test(arguments: ["../a", "a/../b", "/a", "a/b/c", ".a", "a/.b", "", "a\nb"])
    func aNameThatLeavesTheDirectoryIsRefused(name: String) throws {
        let bytes = try manifest { $0.files[0].name = name }
        let fault = #expect(throws: ReleaseFault.self) { try ReleaseManifest(parsing: bytes) }
        #expect(fault?.message == "files[0] of the manifest is malformed")
        var file = Self.file
        file.name = name
        #expect(throws: ReleaseFault.self) { try NewRelease([file]) }
    }

    /// Decompression ends at the size in the manifest.
    @Test func aFileThatDecompressesToMoreIsRefused() throws {
        let bomb = try #require(Zlib.deflated([UInt8](repeating: 0, count: 1 << 20), level: 9))
        #expect(Zlib.inflated(bomb, byteCount: 1 << 10) == nil)
        #expect(Zlib.inflated(bomb, byteCount: 1 << 21) == nil)
        #expect(Zlib.inflated(bomb, byteCount: 1 << 20)?.count == 1 << 20)
        let empty = try #require(Zlib.deflated([], level: 9))
        #expect(Zlib.inflated(empty, byteCount: 0) == [])
        #expect(Zlib.inflated(Array(bomb.dropLast()), byteCount: 1 << 20) == nil)
    }

    @Test func aReleaseOverTheLimitsIsRefused() throws {
        let many = [ReleaseFile](repeating: Self.file, count: 1001)
        let fault = #expect(throws: ReleaseFault.self) { try NewRelease(many) }
        #expect(fault?.message == "the release has 1001 files; the limit is 1000")
        var file = Self.file
        file.text = [UInt8](repeating: 0x20, count: 32 << 20 + 1)
        let large = #expect(throws: ReleaseFault.self) { try NewRelease([file]) }
        #expect(large?.message == "the release has 33554433 bytes; the limit is 33554432")
    }

    @Test func partsOfAFileMakeItAgain() {
        for count in [0, 1, 512 << 10, 512 << 10 + 1] {
            let blob = [UInt8](repeating: 7, count: count)
            #expect(NewRelease.chunks(of: blob).flatMap { $0 } == blob)
        }
    }
}

extension FleetStart {
    /// A busy machine may run a task late.
    fileprivate static let patiently = FleetStart.lastGood(orWait: .seconds(120))
}

/// The kinds of events, in order.
private final class Events: Sendable {
    private let state = Mutex<[ConfigEvent.Kind]>([])
    var kinds: [ConfigEvent.Kind] { state.withLock { $0 } }
    func add(_ event: ConfigEvent) { state.withLock { $0.append(event.kind) } }
}
