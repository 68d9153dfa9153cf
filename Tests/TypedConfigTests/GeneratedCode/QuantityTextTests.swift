import ConfigDocument
import ConfigTypes
import Foundation
import SchemaValidation
import Testing
import TypedConfigTesting

@testable import TypedConfig

/// Texts such as `30s` beside numbers with a unit.
struct QuantityTextTests {
    private struct Pool: ConfigType, Equatable {
        static let schema = compiledSchema(
            "pool",
            """
            { "type": "object", "properties": {
                "timeout": { "type": ["number", "string"], "x-unit": "s", "minimum": 1, "maximum": 7200,
                             "default": 30 },
                "idle": { "type": "number", "x-unit": "s" },
                "size": { "type": ["integer", "string"], "x-unit": "MiB", "multipleOf": 2 },
                "peers": { "type": "array", "items": { "$ref": "#/$defs/peer" } } },
              "$defs": { "peer": { "type": "object", "properties": {
                "wait": { "type": ["number", "string"], "x-unit": "ms" } } } } }
            """
        )

        var timeout: Duration
        var idle: Duration?
        var size: ByteCount?
        var peers: [Peer]

        init(reading object: inout ValueReader) {
            timeout = object.quantity("timeout", in: .seconds, default: .seconds(30))
            idle = object.optionalQuantity("idle", in: .seconds)
            size = object.optionalQuantity("size", in: .mebibytes)
            peers = object.value("peers", default: [])
        }

        func write(to object: inout ValueWriter) {
            object.quantity("timeout", timeout, in: .seconds)
            object.optionalQuantity("idle", idle, in: .seconds)
            object.optionalQuantity("size", size, in: .mebibytes)
            object.value("peers", peers)
        }
    }

    private struct Peer: ConfigConvertible, Equatable, Sendable {
        var wait: Duration?
        init(reading object: inout ValueReader) {
            wait = object.optionalQuantity("wait", in: .milliseconds)
        }
        func write(to object: inout ValueWriter) {
            object.optionalQuantity("wait", wait, in: .milliseconds)
        }
    }

    private func pool(_ text: String) throws -> Pool {
        try Pool(parsing: Array(text.utf8), as: .yaml, named: "pool.yaml")
    }

    @Test(
        arguments: [
            ("30s", .seconds(30)), ("1h30m", .seconds(5400)), ("1h 30min", .seconds(5400)),
            ("2m30s", .seconds(150)), ("1500ms", .milliseconds(1500)), ("90", .seconds(90)),
            ("1.5h", .seconds(5400)), ("1h0.5s", .milliseconds(3_600_500)),
            ("2000000us", .seconds(2)), ("2000000µs", .seconds(2)), ("2000000μs", .seconds(2)),
        ] as [(String, Duration)]
    )
    func durationsAreRead(text: String, duration: Duration) throws {
        #expect(try pool("timeout: \(text)\n").timeout == duration)
    }

    @Test(arguments: [
        ("512MiB", 512 << 20), ("1 GiB", 1 << 30), ("4194304B", 4 << 20), ("4096KiB", 4 << 20),
        ("0.002097152GB", 2 << 20), ("4", 4 << 20),
    ])
    func sizesAreRead(text: String, bytes: Int) throws {
        #expect(try pool("size: \(text)\n").size == .bytes(bytes))
    }

    @Test(arguments: [
        ("timeout: 30m", "\"m\", min for minutes or ms for milliseconds"),
        ("timeout: 3M", "\"M\", min for minutes"),
        ("size: 512M", "\"M\", MB for powers of 1000 or MiB for powers of 1024"),
        ("size: 512m", "\"m\", MB for powers of 1000 or MiB for powers of 1024"),
        ("size: 512KB", "\"KB\", kB for powers of 1000 or KiB for powers of 1024"),
        ("size: 1g", "\"g\", GB for powers of 1000 or GiB for powers of 1024"),
        (
            "timeout: 30 parsecs",
            "one of the units ns, us, ms, s, min, h, d in place of \"parsecs\""
        ),
        ("timeout: 5MiB", "one of the units ns, us, ms, s, min, h, d in place of \"MiB\""),
        ("size: 30s", "one of the units B, kB, MB, GB, TB, KiB, MiB, GiB, TiB in place of \"s\""),
        ("timeout: \"30\"", "a number without quotes, or a string with one of the units ns, us"),
        ("timeout: 30m1h", "a duration such as 30s"), ("timeout: 1.5h30s", "a duration such as"),
        ("timeout: soon", "a duration such as"), ("timeout: \"\"", "a duration such as"),
        ("size: 0.3B", "a whole number of bytes"), ("size: 1GB1B", "a size such as"),
        ("timeout: 99999999999999999999d", "within its range"),
    ])
    func otherTextsAreErrorsThatListTheChoices(text: String, words: String) throws {
        let error = #expect(throws: ConfigError.self) { try pool(text) }
        #expect(error?.findings.count == 1)
        #expect(
            error?.findings.first?.message.contains(words) == true,
            "\(String(describing: error))"
        )
    }

    /// The bounds of the schema are those of numbers.
    @Test(arguments: [
        (
            "timeout: 3h",
            #"timeout is "3h", which is 10800; the largest allowed value is 7200"#
        ),
        (
            "timeout: 10ms",
            #"timeout is "10ms", which is 0.01; the smallest allowed value is 1"#
        ),
        ("size: 3MiB", #"size is "3MiB", which is 3; it must be a multiple of 2"#),
    ])
    func boundsHoldForTexts(text: String, message: String) throws {
        let error = #expect(throws: ConfigError.self) { try pool("# note\n\(text)\n") }
        #expect(error?.findings.map(\.message) == [message])
        #expect(error?.findings.first?.position?.line == 2)
    }

    @Test func aTextIsRefusedWhereTheSchemaHasNumbersAlone() throws {
        let error = #expect(throws: ConfigError.self) { try pool("idle: 30s") }
        #expect(error?.findings.first?.keywordLocation.hasSuffix("/type") == true)
    }

    @Test func variablesAndArgumentsTakeThemToo() throws {
        let configuration = TestConfiguration(
            files: ["pool.yaml": "timeout: 1\n"],
            environment: ["APP_POOL_TIMEOUT": "90s", "APP_POOL_SIZE": "4"],
            arguments: ["--pool.timeout", "1h30m"]
        )
        let pool = try configuration.system(Pool.self).load(Pool.self)
        #expect(pool.timeout == .seconds(5400))
        #expect(pool.size == .mebibytes(4))
        let wrong = TestConfiguration(
            files: ["pool.yaml": ""],
            environment: ["APP_POOL_TIMEOUT": "3h"]
        )
        let error = #expect(throws: ConfigError.self) {
            try wrong.system(Pool.self).load(Pool.self)
        }
        #expect(error?.findings.first?.file == "environment variable APP_POOL_TIMEOUT")
    }

    @Test func aSaveLeavesThemAsTheyAreWritten() throws {
        let text = """
            # pool
            timeout: 1h30m   # long
            idle: 5
            size: 512MiB
            peers:
              - wait: 5s
              - wait: 250ms

            """
        let folder = try TemporaryFolder(["pool.yaml": text])
        let system = try ConfigSystem(directory: folder.path, types: [Pool.self], logger: .silent)
        var pool = try system.load(Pool.self)
        #expect(try system.save(pool).changes == [])
        pool.idle = .seconds(6)
        pool.peers[1].wait = .milliseconds(300)
        try system.save(pool)
        let saved = try String(contentsOfFile: folder.path + "/pool.yaml", encoding: .utf8)
        #expect(
            saved == text.replacing("idle: 5", with: "idle: 6").replacing("250ms", with: "300ms")
        )
        #expect(try system.load(Pool.self) == pool)
    }

    /// A text stays a text of its style when its amount changes.
    @Test(
        arguments: [
            ("30s", .seconds(45), "45s"), ("30s", .seconds(90), "90s"), ("5 s", .seconds(6), "6 s"),
            ("5s", .milliseconds(2_500), "2500ms"), ("2h", .seconds(5400), "90min"),
            ("1.5h", .seconds(2700), "0.75h"), ("1.5h", .seconds(100), "100s"),
            ("1h30m", .seconds(6300), "1h45m"), ("1h 30min", .seconds(3605), "1h 5s"),
            ("1h30m", .seconds(900), "15min"), ("1h30m", .seconds(7200), "2h"),
            ("2000000us", .microseconds(1_500_000), "1500000us"),
        ] as [(String, Duration, String)]
    )
    func aChangedQuantityIsATextOfTheSameStyle(
        old: String,
        new: Duration,
        text: String
    ) throws {
        let folder = try TemporaryFolder(["pool.yaml": "timeout: \(old) # wait\n"])
        let system = try ConfigSystem(directory: folder.path, types: [Pool.self], logger: .silent)
        var pool = try system.load(Pool.self)
        pool.timeout = new
        try system.save(pool)
        let saved = try String(contentsOfFile: folder.path + "/pool.yaml", encoding: .utf8)
        #expect(saved.hasPrefix("timeout: \(text) # wait\n"))
        #expect(try system.load(Pool.self).timeout == new)
    }

    @Test(arguments: [
        ("2MiB", 4 << 20, "4MiB"), ("2MiB", 3 << 20, "3MiB"), ("1GiB", 1536 << 20, "1536MiB"),
        ("2 MiB", 2 << 10, "2 KiB"), ("0.002GB", 250_000, "250kB"), ("8MB", 4_000_500, "4000500B"),
        ("0.5GB", 250_000_000, "0.25GB"), ("8MB", 0, "0MB"), ("1 kB", 2_000_000, "2000 kB"),
    ])
    func sizesKeepTheirStyleToo(old: String, new: Int, text: String) throws {
        #expect(QuantityText.text(of: Int128(new), like: old, isDuration: false) == text)
    }

    @Test func whatNoUnitExpressesIsNotWritten() {
        #expect(QuantityText.text(of: 1, like: "30s", isDuration: true) == nil)
        #expect(QuantityText.text(of: 1, like: "soon", isDuration: true) == nil)
        #expect(
            QuantityText.text(of: -90_000_000_000_000_000_000, like: "1h", isDuration: true)
                == "-90s"
        )
    }

    private struct Lease: ConfigType {
        static let schema = compiledSchema(
            "lease",
            """
            { "properties": { "term": { "type": ["number", "string"], "x-unit": "d" },
                "wait": { "type": ["number", "string"], "x-unit": "s", "pattern": "^[0-9]+s$" },
                "port": { "type": "integer" } } }
            """
        )
        var term: Duration
        var wait: Duration?
        var port: Int

        init(reading object: inout ValueReader) {
            term = object.quantity("term", in: .days)
            wait = object.optionalQuantity("wait", in: .seconds)
            port = object.int("port", default: 1)
        }

        func write(to object: inout ValueWriter) {
            object.quantity("term", term, in: .days)
            object.optionalQuantity("wait", wait, in: .seconds)
            object.int("port", port)
        }
    }

    /// An hour is not a finite decimal of days, and a text must match the pattern of the schema.
    @Test func aTextIsWrittenWhereANumberCannotBeAndTheReverse() throws {
        let folder = try TemporaryFolder(["lease.yaml": "term: 1h\nwait: 5s\nport: 1\n"])
        let system = try ConfigSystem(directory: folder.path, types: [Lease.self], logger: .silent)
        var lease = try system.load(Lease.self)
        lease.port = 2
        try system.save(lease)
        lease.term = .seconds(7 * 3600)
        try system.save(lease)
        lease.wait = .milliseconds(1500)
        try system.save(lease)
        let saved = try String(contentsOfFile: folder.path + "/lease.yaml", encoding: .utf8)
        #expect(saved == "term: 7h\nwait: 1.5\nport: 2\n")
        #expect(throws: ConfigError.self) { try lease.encoded(as: .yaml) }
    }

    /// A configuration that nobody has loaded is compared with the file.
    @Test func aSaveWithoutALoadLeavesThemToo() throws {
        let folder = try TemporaryFolder(["pool.yaml": "timeout: 1h\nidle: 1\npeers: []\n"])
        let pool = try pool("timeout: 3600\nidle: 2\npeers: []\n")
        let system = try ConfigSystem(directory: folder.path, types: [Pool.self], logger: .silent)
        try system.save(pool)
        let saved = try String(contentsOfFile: folder.path + "/pool.yaml", encoding: .utf8)
        #expect(saved == "timeout: 1h\nidle: 2\npeers: []\n")
    }
}
