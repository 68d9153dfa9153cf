import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Valid but probably unintended configurations.
struct NotesTests {
    private let valid = "server: {host: a, secure: true}\nenvironment: testing\n"

    private func notes(
        _ files: [String: String] = [:],
        overlay: String? = nil,
        _ layers: ConfigLayer...
    ) throws -> [String] {
        let source = InMemorySource(
            files.merging(["listener.yaml": valid]) { first, _ in first },
            named: "config"
        )
        let system = try ConfigSystem(
            layers: [.files(source, overlay: overlay)] + layers,
            types: [Listener.self]
        )
        let report = system.validateAll()
        #expect(report.isValid && report.findings == system.notes)
        #expect(system.notes.allSatisfy { $0.severity == .warning })
        return system.notes.map(\.description)
    }

    @Test(arguments: [
        (
            "conf.d/10-lisener.yaml",
            "the file does not belong to a configuration; none has the name \"lisener\"; "
                + "did you mean \"listener\"?"
        ),
        (
            "listener.ymal",
            "the file is not read: its name must end in .yaml, .yml, .json, .jsonc or .toml; "
                + "did you mean \"listener.yaml\"?"
        ),
        (
            "listener.production.jsn",
            "the file is not read: its name must end in .yaml, .yml, .json, .jsonc or .toml; "
                + "did you mean \"listener.production.json\"?"
        ),
        (
            "listener.INI",
            "the file is not read: its name must end in .yaml, .yml, .json, .jsonc or .toml; "
                + "rewrite it as \"listener.yaml\""
        ),
        (
            "conf.d/10-listener.limits.json5",
            "the file is not read: its name must end in .yaml, .yml, .json, .jsonc or .toml; "
                + "rewrite it as \"10-listener.limits.yaml\""
        ),
        (
            "conf.d/10-listener.prod.yaml",
            "the file is read in every stage, since there is no other file for the stage \"prod\"; "
                + "add \"listener.prod.yaml\", which may be empty, or rename the file"
        ),
        (
            "lisetner.yml",
            "the file is not read: no type has the name \"lisetner\"; did you mean \"listener\"?"
        ),
    ])
    func filesThatAreNotReadAreNamed(file: String, message: String) throws {
        #expect(try notes([file: "{}"]) == ["config/\(file): warning: \(message)"])
    }

    @Test(arguments: [
        "listener.production.yaml", "conf.d/1-listener.more.json", "conf.d/20-listener.Json",
        "README.md", "monitor.yaml",
        "listener.yaml.bak", "other.ini", "listener.yaml~", "listener.swift", "listener.md",
        "listener.d",
    ])
    func otherFilesAreNot(file: String) throws { #expect(try notes([file: "{}"]) == []) }

    @Test func foldersThatAreNearlyTheOneOfFragmentsAreNamed() throws {
        let folder = try TemporaryFolder([
            "listener.yaml": valid, "confd/1-listener.yaml": "port: 1",
        ])
        let system = try ConfigSystem(directory: folder.path, types: [Listener.self])
        #expect(
            system.notes.map(\.description) == [
                "\(folder.path)/confd: warning: the directory is not read; did you mean \"conf.d\"?"
            ]
        )
    }

    @Test func aFolderOfPartsThatIsNotReadIsNamed() throws {
        let folder = try TemporaryFolder([
            "listener.yaml": valid, "listener.d/10.yaml": "port: 1", "other.d/10.yaml": "port: 1",
        ])
        let system = try ConfigSystem(directory: folder.path, types: [Listener.self])
        #expect(
            system.notes.map(\.description) == [
                "\(folder.path)/listener.d: warning: the directory is not read; move its files to conf.d, "
                    + "as \"10-listener.yaml\""
            ]
        )
    }

    @Test func filesOfUnknownTypesAreCounted() throws {
        #expect(
            try notes(["brokers.yaml": "", "http.json": "{}"]) == [
                "config: warning: 2 files of unknown types (brokers, http); pass --schemas DIR, or use "
                    + "a tool that knows these types"
            ]
        )
    }

    @Test func aStageWithoutFilesIsNamed() throws {
        let files = ["listener.production.yaml": "port: 1"]
        #expect(
            try notes(files, overlay: "prod") == [
                "config: warning: there is no file for the stage \"prod\"; did you mean \"production\"?"
            ]
        )
        #expect(
            try notes(files, overlay: "test") == [
                "config: warning: there is no file for the stage \"test\"; there are files for \"production\""
            ]
        )
        #expect(
            try notes(overlay: "x") == ["config: warning: there is no file for the stage \"x\""]
        )
        #expect(try notes(files, overlay: "production") == [])
        #expect(try notes(["conf.d/1-listener.prod.yaml": "port: 1"], overlay: "prod") == [])
    }

    @Test(arguments: [
        ("APP_PROT", "APP_PORT"), ("APP_SERVER_HOTS", "APP_SERVER_HOST"),
        ("APP_TAGS_FIRST", "APP_TAGS"), ("APP_LISTENER_PROT", "APP_LISTENER_PORT"),
        ("APP_SERVER_NAME", "APP_SERVER"), ("APP_COMPLETELY_ELSE", nil),
    ])
    func variablesThatNoSettingTakesAreNamed(name: String, close: String?) throws {
        let repair = close.map { "; did you mean \"\($0)\"?" } ?? ""
        #expect(
            try notes([:], .environment(prefix: "app", variables: [name: "1", "PATH": "/bin"])) == [
                "environment variable \(name): warning: no setting uses this variable\(repair)"
            ]
        )
    }

    /// Variables for a service called `app`, and for one called `app-db`.
    @Test func variablesOfKubernetesAreNone() throws {
        let variables = [
            "APP_SERVICE_HOST": "10.0.0.1", "APP_SERVICE_PORT": "80", "APP_SERVICE_PORT_HTTP": "80",
            "APP_PORT": "tcp://10.0.0.1:80", "APP_PORT_80_TCP": "tcp://10.0.0.1:80",
            "APP_PORT_80_TCP_PROTO": "tcp", "APP_PORT_80_TCP_PORT": "80",
            "APP_PORT_80_TCP_ADDR": "10.0.0.1", "APP_DB_SERVICE_HOST": "10.0.0.2",
            "APP_DB_PORT": "tcp://10.0.0.2:53", "APP_DB_PORT_53_UDP_ADDR": "10.0.0.2",
        ]
        #expect(try notes([:], .environment(prefix: "APP", variables: variables)) == [])
        #expect(
            try notes([:], .environment(prefix: "APP", variables: ["APP_DB_PORT": "1"])).count == 1
        )
    }

    @Test func variablesThatPlaceholdersReferToAreTaken() throws {
        let text = valid + "tags: [\"${env:APP_TAG:-x}\"]\n"
        let variables = ["APP_TAG": "1"]
        let source = InMemorySource(["listener.yaml": text], named: "config")
        let system = try ConfigSystem(
            layers: [.files(source), .environment(prefix: "APP", variables: variables)],
            types: [Listener.self]
        )
        #expect(system.notes == [])
    }

    @Test func withoutPrefixNoVariableIsMeant() throws {
        let variables = ["PROT": "1", "HTTP_PROXY": "x"]
        #expect(try notes([:], .environment(prefix: "", variables: variables)) == [])
        #expect(try notes([:], .environment(variables: variables)) == [])
        #expect(try notes([:], .environment(prefix: "HTTP", variables: variables)) == [])
    }

    @Test func argumentsThatAreNearlyOnesOfSettingsAreNamed() throws {
        let arguments = ["run", "--verbose", "--prot=5", "--server.hots", "x", "--", "--prot"]
        #expect(
            try notes([:], .arguments(arguments)) == [
                "argument --prot: warning: no setting uses this argument; did you mean \"--port\"?",
                "argument --server.hots: warning: no setting uses this argument; "
                    + "did you mean \"--server.host\"?",
            ]
        )
    }

    @Test func variablesOfTheProcessHaveNames() {
        #expect(EnvironmentVariables.process.names().contains("PATH"))
    }
}
