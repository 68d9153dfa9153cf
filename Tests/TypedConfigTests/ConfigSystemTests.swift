import ConfigDocument
import ConfigSchemas
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ConfigSystemTests {
    private func system(
        _ files: [String: String],
        types: [any ConfigType.Type] = [Listener.self]
    ) throws -> ConfigSystem {
        try ConfigSystem(source: InMemorySource(files, named: "config"), types: types)
    }

    @Test(arguments: [
        "listener.json", "listener.yaml", "listener.yml", "listener.jsonc", "listener.Json",
    ])
    func findsTheFileByTheNameOfTheSchema(file: String) throws {
        let system = try system([file: validListener, "other.json": "{"])
        #expect(try system.load(Listener.self).port == 80)
        #expect(try system.load("listener")["port"] == 80)
    }

    @Test func readsTheFilesOfAFolder() throws {
        let folder = try TemporaryFolder(["listener.json": validListener, "notes.txt": "x"])
        let system = try ConfigSystem(directory: folder.path, types: [Listener.self])
        let value: Listener = try system.load()
        #expect(value.environment == .testing)
        #expect(try system.files().map(\.name) == ["listener"])
    }

    /// Each format below a file in another one.
    @Test func everyFormatIsALayer() throws {
        let source = InMemorySource(
            [
                "listener.json": validListener,
                "listener.x.toml": "port = 81 # one\n[server]\nhost = 'b'\n",
                "conf.d/10-listener.jsonc": "{\"tags\": [\"a\",], /* two */}",
                "conf.d/20-listener.TOML": "tags = ['b']\n",
            ],
            named: "config"
        )
        let system = try ConfigSystem(
            layers: [.files(source, overlay: "x")],
            types: [Listener.self]
        )
        let listener = try system.load(Listener.self)
        #expect(listener.port == 81 && listener.server.host == "b" && listener.tags == ["b"])
        #expect(try system.origin(of: \Listener.port)?.description == "config/listener.x.toml:1:8")
        #expect(system.notes == [])
    }

    /// A number at the start of a name orders fragments, and may be part of a configuration's name.
    @Test func aFragmentMayHaveTheNameOfItsConfiguration() throws {
        var validator = ConfigValidator()
        try validator.add(schema: ["type": "object"], named: "443-proxy")
        let system = try system(
            ["443-proxy.yaml": "a: 1\n", "conf.d/443-proxy.yaml": "b: 2\n"],
            types: []
        )
        system.register(validator)
        #expect(try system.load("443-proxy") == ["a": 1, "b": 2])
    }

    @Test func twoFilesOfOneNameAreAnErrorThatNamesBoth() throws {
        let system = try system(["listener.json": validListener, "listener.yml": "port: 80"])
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(
            error?.description
                == "config/listener.yml: error: there are 2 files for \"listener\": "
                + "listener.yml and listener.json; keep one of them"
        )
    }

    @Test func aMissingFileIsAnErrorWithTheCloseName() throws {
        let system = try system(["lisener.json": validListener])
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(
            error?.description
                == "config: error: there is no listener.yaml, listener.yml, listener.json, "
                + "listener.jsonc or listener.toml; "
                + "did you mean \"lisener.json\"?"
        )
    }

    @Test func aNameDoesNotLeadOutOfTheFolder() throws {
        let folder = try TemporaryFolder(["outside.json": "{}"])
        try folder.write(validListener, to: "inside/listener.json")
        let system = try ConfigSystem(directory: folder.path + "/inside")
        #expect(throws: ConfigError.self) { try system.load("../outside", validate: false) }
    }

    @Test func aMissingFolderIsAnError() throws {
        let error = #expect(throws: ConfigError.self) { try ConfigSystem(directory: "no/where") }
        #expect(
            error?.description
                == "no/where: error: there is no such directory; the working directory is "
                + FileManager.default.currentDirectoryPath
        )
        let absolute = #expect(throws: ConfigError.self) {
            try ConfigSystem(directory: "/no/where")
        }
        #expect(absolute?.description == "/no/where: error: there is no such directory")
    }

    @Test func aFileInPlaceOfAFolderIsAnError() throws {
        let folder = try TemporaryFolder(["x": ""])
        #expect(throws: ConfigError.self) { try ConfigSystem(directory: folder.path + "/x") }
    }

    @Test func anUnknownNameIsAnErrorWithTheCloseName() throws {
        let system = try system(["listener.json": validListener])
        let error = #expect(throws: ConfigError.self) { try system.load("listner") }
        #expect(error?.description.hasSuffix("did you mean \"listener\"?") == true)
    }

    @Test func withoutValidationOnlyTheTypeIsAsked() throws {
        let system = try system([
            "listener.json":
                #"{"port":-1,"server":{"host":"a","secure":true},"environment":"testing"}"#,
            "other.json": "[1]",
        ])
        #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(throws: ConfigError.self) { try system.load("listener") }
        #expect(try system.load(Listener.self, validate: false).port == -1)
        #expect(try system.load("listener", validate: false)["port"] == -1)
        #expect(try system.load("other", validate: false) == [1])
    }

    @Test func withoutValidationAWrongTypeIsStillAnError() throws {
        let system = try system([
            "listener.yaml": "port: x\nserver: {host: a, secure: 1}\nenvironment: testing\n"
        ])
        let error = #expect(throws: ConfigError.self) {
            try system.load(Listener.self, validate: false)
        }
        #expect(
            error?.findings.map { $0.position.map { "\($0.line):\($0.column)" } } == [
                "1:7", "2:27",
            ]
        )
    }

    @Test func validateAllReportsEveryFile() throws {
        let system = try system(
            ["listener.json": "{}", "holder.yaml": "x: [", "ok.json": "{}"],
            types: [Listener.self, Missing.self, Ok.self]
        )
        let report = system.validateAll()
        #expect(report.entries.map(\.name) == ["listener", "missing", "ok"])
        #expect(report.entries.map(\.isValid) == [false, false, true])
        #expect(report.entries.map(\.isReadable) == [true, false, true])
        #expect(report.entries.map(\.file) == ["config/listener.json", "config", "config/ok.json"])
        #expect(report["ok"] == [])
        #expect(report["nothing"] == nil)
        #expect(!report.isValid)
        #expect(report.summary.hasPrefix("3 files, 2 invalid, "))
    }

    @Test(arguments: ["listener.yaml", "config/listener.yaml"])
    func aNameWithItsEndingIsToldSo(name: String) throws {
        let system = try system(["listener.yaml": "port: 1"], types: [Listener.self])
        for validate in [true, false] {
            let error = #expect(throws: ConfigError.self) {
                try system.load(name, validate: validate)
            }
            #expect(
                error?.findings.map(\.message) == ["\"\(name)\" is not the name of a configuration"]
            )
            #expect(
                error?.findings.first?.suggestion == "write the name without its ending: listener"
            )
        }
    }

    @Test func loadsFromManyTasksAtOnce() async throws {
        let system = try system(["listener.json": validListener], types: [])
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { try system.load(Listener.self).port }
            }
            for try await port in group { #expect(port == 80) }
        }
        #expect(system.names == ["listener"])
    }

    private struct Missing: ConfigType {
        static let schema = compiledSchema("missing", "{}")
        init(reading object: inout ValueReader) {}
        func write(to object: inout ValueWriter) {}
    }

    private struct Ok: ConfigType {
        static let schema = compiledSchema("ok", "{}")
        init(reading object: inout ValueReader) {}
        func write(to object: inout ValueWriter) {}
    }
}
