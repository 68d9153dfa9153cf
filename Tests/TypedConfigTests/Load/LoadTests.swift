import ConfigDocument
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct LoadTests {
    @Test(arguments: [
        ("listener.json", validListener),
        ("listener.yaml", "port: 80\nserver: {host: a, secure: true}\nenvironment: testing\n"),
        (
            "listener.toml",
            "port = 80\nenvironment = 'testing'\nserver = { host = 'a', secure = true }\n"
        ),
        ("listener.jsonc", "// one\n\(validListener)"),
        ("listener.yml", "environment: testing\nserver:\n  secure: true\n  host: a\nport: 80\n"),
    ])
    func readsAFileByItsEnding(name: String, text: String) throws {
        let folder = try TemporaryFolder([name: text])
        let value = try Listener.load(from: folder.path + "/" + name)
        #expect(
            value
                == Listener(
                    port: 80,
                    server: Server(host: "a", isSecure: true),
                    environment: .testing
                )
        )
    }

    @Test(arguments: [
        #"{"port":0,"server":{"host":"a","secure":true},"environment":"testing"}"#,
        #"{"server":{"host":"a","secure":true},"environment":"live"}"#,
        #"{"server":{"host":"a","secure":true,"x":1},"environment":"testing"}"#,
        "{}", "[]", "null", "",
    ])
    func refusesWhatTheSchemaRefuses(json: String) {
        #expect(throws: ConfigError.self) {
            try Listener(parsing: Array(json.utf8), as: .json, named: "listener.json")
        }
    }

    @Test func namesThePlaceOfASyntaxError() throws {
        let error = #expect(throws: ConfigError.self) {
            try Listener(parsing: Array("{\n  x\n}".utf8), as: .json, named: "config/a.json")
        }
        #expect(error?.description.hasPrefix("config/a.json:2:3: error: ") == true)
    }

    @Test func aMissingFileIsAFinding() throws {
        let error = #expect(throws: ConfigError.self) { try Listener.load(from: "nowhere/a.json") }
        #expect(error?.findings.count == 1)
        #expect(error?.findings.first?.file == "nowhere/a.json")
    }

    /// Valid according to the schema, but beyond the Swift type.
    @Test func reportsWhatTheTypeCannotHold() throws {
        let json = #"{"port":1e30,"server":{"host":"a","secure":true},"environment":"testing"}"#
        let error = #expect(throws: ConfigError.self) {
            try Listener(parsing: Array(json.utf8), as: .json, named: "a.json")
        }
        #expect(error?.findings.map(\.instanceLocation) == ["/port"])
        #expect(
            error?.description.hasPrefix("a.json:1:9: error: port is 1e30; a whole number") == true
        )
    }

    @Test func codeOfAnotherVersionIsNotRun() throws {
        let error = #expect(throws: ConfigError.self) {
            try Rule(parsing: [0x7B, 0x7D], as: .json)
        }
        #expect(error?.description.contains("generate it again") == true)
    }

    @Test(arguments: DocumentFormat.allCases)
    func whatIsEncodedIsReadBackEqual(format: DocumentFormat) throws {
        var value = Listener(
            port: 1,
            timeout: 0.5,
            server: Server(host: "yes", isSecure: false),
            tags: ["", "null", "1.0", "é\n"],
            environment: .production
        )
        value.extras["more"] = ["x": [format == .toml ? "" : nil, true, 1e300]]
        let bytes = try value.encoded(as: format)
        let again = try Listener(parsing: bytes, as: format)
        #expect(again == value)
    }

    @Test func whatTheSchemaRefusesIsNotEncoded() throws {
        let value = Listener(
            port: 0,
            timeout: .nan,
            server: Server(host: "a", isSecure: true),
            environment: .testing
        )
        let unwritable = #expect(throws: ConfigError.self) { try value.encoded(as: .json) }
        #expect(unwritable?.findings.map(\.instanceLocation) == ["/timeout"])
        var refused = value
        refused.timeout = nil
        let error = #expect(throws: ConfigError.self) { try refused.encoded(as: .json) }
        #expect(error?.findings.isEmpty == false)
        #expect(error?.findings.allSatisfy { $0.position == nil } == true)
    }
}
