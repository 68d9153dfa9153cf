import ConfigDocument
import Foundation
import Testing
import TypedConfigTesting

@testable import ConfigTypes
@testable import TypedConfig

/// A type as it is generated, with a check of its own.
private struct PoolConfig: ConfigType {
    static let schema = compiledSchema(
        "pool",
        #"{"properties":{"workers":{"type":"integer"},"limits":{"properties":{"connections":{"type":"integer"}}},"hosts":{"type":"array"}}}"#
    )

    var workers: Int
    var limits: Limits
    var hosts: [String]

    struct Limits: ConfigConvertible {
        var connections: Int
        var name: String?

        init(connections: Int) { self.connections = connections }
        init(reading object: inout ValueReader) {
            connections = object.int("connections", default: 1)
            name = object.optionalString("name")
        }
        func write(to object: inout ValueWriter) {
            object.int("connections", connections)
            object.optionalString("name", name)
        }
    }

    init(workers: Int, connections: Int, hosts: [String] = []) {
        self.workers = workers
        limits = Limits(connections: connections)
        self.hosts = hosts
    }

    init(reading object: inout ValueReader) {
        workers = object.int("workers", default: 1)
        limits = object.value("limits")
        hosts = object.value("hosts", default: [])
    }

    func write(to object: inout ValueWriter) {
        object.int("workers", workers)
        object.value("limits", limits)
        object.value("hosts", hosts)
    }
}

extension PoolConfig: ConfigChecked {
    func check(_ report: inout ConfigCheck<PoolConfig>) {
        if limits.connections > workers * 4 {
            report.refuse(
                "limits.connections is \(limits.connections); at most 4 a worker are allowed, and workers is \(workers)",
                at: \.limits.connections,
                suggestion: "raise workers"
            )
        }
        for (index, host) in hosts.enumerated() where host == "localhost" {
            report.refuse(
                "this host is the machine itself",
                at: \.hosts,
                inside: DocumentPath("[\(index)]")
            )
        }
        if workers == 7 { report.warn("seven workers share no cache evenly", at: \.workers) }
    }
}

struct ConfigCheckedTests {
    private static let refusal = """
        memory/pool.yaml:3:16: error: limits.connections is 9; at most 4 a worker are allowed, and workers is 2; raise workers
        """

    private func system(_ text: String, overlay: String? = nil) throws -> ConfigSystem {
        var files = ["pool.yaml": text]
        if let overlay { files["pool.test.yaml"] = overlay }
        return try TestConfiguration(files: files, overlay: overlay == nil ? nil : "test")
            .system(PoolConfig.self)
    }

    @Test func aLoadRefusesAtThePlaceOfTheKeyPath() throws {
        let system = try system("workers: 2\nlimits:\n  connections: 9\n")
        let error = #expect(throws: ConfigError.self) { try system.load(PoolConfig.self) }
        #expect(error?.findings.map(\.oneLine) == [Self.refusal])
        #expect(error?.findings.first?.instanceLocation == "/limits/connections")
    }

    @Test func anElementIsNamedInside() throws {
        let system = try system("limits: {}\nhosts:\n  - a\n  - localhost\n")
        let error = #expect(throws: ConfigError.self) { try system.load(PoolConfig.self) }
        #expect(
            error?.findings.map(\.oneLine) == [
                "memory/pool.yaml:4:5: error: this host is the machine itself"
            ]
        )
    }

    @Test func layersAreJudgedTogetherAndEachKeepsItsFile() throws {
        let system = try system(
            "workers: 2\nlimits:\n  connections: 3\n",
            overlay: "# more\nlimits: { connections: 9 }\n"
        )
        let error = #expect(throws: ConfigError.self) { try system.load(PoolConfig.self) }
        #expect(error?.findings.first?.oneLine.hasPrefix("memory/pool.test.yaml:2:24: ") == true)
    }

    @Test func validateFindsItAndItsWarnings() throws {
        #expect(
            try system("workers: 2\nlimits:\n  connections: 9\n").validateAll()["pool"]?
                .map(\.oneLine) == [Self.refusal]
        )
        #expect(
            try system("workers: 7\nlimits: {}\n").validateAll()["pool"]?.map(\.oneLine) == [
                "memory/pool.yaml:1:10: warning: seven workers share no cache evenly"
            ]
        )
        _ = try system("workers: 7\nlimits: {}\n").load(PoolConfig.self)
    }

    @Test func aSchemaThatRefusesIsAskedFirst() throws {
        let system = try system("workers: two\nlimits:\n  connections: 9\n")
        let error = #expect(throws: ConfigError.self) { try system.load(PoolConfig.self) }
        #expect(error?.findings.map(\.instanceLocation) == ["/workers"])
    }

    @Test func aReloadKeepsWhatWasGood() throws {
        let source = EditableSource(["pool.yaml": "workers: 2\nlimits: { connections: 8 }"])
        let system = try ConfigSystem(source: source)
        _ = try system.load(PoolConfig.self)
        source.write("workers: 1\nlimits: { connections: 8 }", to: "pool.yaml")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(try system.current(PoolConfig.self).workers == 2)
        #expect(system.health.findings.count == 1)
    }

    @Test func aSaveWritesNothing() throws {
        let folder = try TemporaryFolder(["pool.yaml": "workers: 2\nlimits:\n  connections: 8\n"])
        let system = try ConfigSystem(directory: folder.path, types: [PoolConfig.self])
        var pool = try system.load(PoolConfig.self)
        pool.workers = 1
        #expect(throws: SaveError.self) { try system.save(pool) }
        #expect(throws: SaveError.self) {
            try system.planSettings([TypedSetting("workers", to: "1")], of: "pool")
        }
        #expect(
            try String(contentsOfFile: folder.path + "/pool.yaml", encoding: .utf8)
                == "workers: 2\nlimits:\n  connections: 8\n"
        )
    }

    @Test func aValueInATestIsValidated() throws {
        #expect(throws: ConfigError.self) {
            try PoolConfig(workers: 1, connections: 5).validate()
        }
        try PoolConfig(workers: 1, connections: 4).validate()
    }
}
