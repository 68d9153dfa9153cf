import ConfigDocument
import ConfigSchemas
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Names of settings outside of documents begin with the name of the configuration.
struct ScopedNamesTests {
    static let http = """
        {"x-config-version": "/version", "properties": {
            "version": {"type": "string"}, "port": {"type": "integer"}, "maxSize": {"type": "integer"},
            "tls": {"type": "boolean"}, "title": {"type": "string"}, "debug": {"x-env": false, "type": "boolean"},
            "home": {"type": "string", "x-env": "HOME_DIR"},
            "hosts": {"type": "array", "items": {"type": "string"}},
            "instances": {"type": "array", "items": {"type": "object", "properties": {
                "url": {"type": "string"}, "maxConns": {"type": "integer"}}}},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "routes": {"type": "object", "additionalProperties": {"type": "object", "properties": {
                "to": {"type": "string"}, "weights": {"type": "array", "items": {"type": "integer"}}}}},
            "server": {"type": "object", "properties": {"password": {"type": "string", "x-secret": true}}}
        }}
        """
    static let queue = """
        {"properties": {"port": {"type": "integer"}, "topic": {"type": "string"}, "default": {"type": "string"},
            "http": {"type": "object", "properties": {"port": {"type": "integer"}}}}}
        """

    static func system(
        _ layers: [ConfigLayer],
        main: String? = nil,
        files: [String: String] = [:]
    ) throws -> ConfigSystem {
        let files = ["http.yaml": "{}", "queue.yaml": "{}"].merging(files) { $1 }
        let system = try ConfigSystem(
            layers: [.files(InMemorySource(files, named: "config"))] + layers,
            main: main
        )
        var validator = ConfigValidator()
        for (name, text) in [("http", http), ("queue", queue)] {
            let document = try Document(parsing: text, as: .json, named: "\(name).schema.json")
            try validator.add(schema: document, named: name)
        }
        system.register(validator)
        return system
    }

    private func loaded(
        _ variables: [String: String],
        _ name: String = "http",
        main: String? = nil,
        style: VariableStyle = .plain,
        ignoringCase: Bool = false,
        files: [String: String] = [:]
    ) throws -> DocumentValue {
        let layer = ConfigLayer.environment(
            prefix: "APP",
            variables: variables,
            style: style,
            ignoringCase: ignoringCase
        )
        return try Self.system([layer], main: main, files: files).load(name)
    }

    @Test func aVariableIsOfOneConfiguration() throws {
        let variables = ["APP_HTTP_PORT": "1", "APP_QUEUE_PORT": "2", "APP_PORT": "3"]
        #expect(try loaded(variables) == ["port": 1])
        #expect(try loaded(variables, "queue") == ["port": 2])
    }

    @Test func theMainConfigurationHasShortNamesToo() throws {
        #expect(try loaded(["APP_PORT": "3"], main: "http") == ["port": 3])
        #expect(try loaded(["APP_PORT": "3"], "queue", main: "http") == [:])
        #expect(try loaded(["APP_PORT": "3", "APP_HTTP_PORT": "3"], main: "http") == ["port": 3])
        let error = #expect(throws: ConfigError.self) {
            try loaded(["APP_PORT": "3", "APP_HTTP_PORT": "4"], main: "http")
        }
        #expect(
            error?.description == "environment variable APP_PORT: error: port is also set by "
                + "APP_HTTP_PORT, to another value; keep one of them"
        )
    }

    /// `queue` has a member `http.port`, whose short name is that of `port` of `http`.
    @Test func aShortNameIsLeftToTheConfigurationThatItNames() throws {
        let variables = ["APP_HTTP_PORT": "1"]
        #expect(try loaded(variables, main: "queue") == ["port": 1])
        #expect(try loaded(variables, "queue", main: "queue") == [:])
        let long = ["APP_QUEUE_HTTP_PORT": "5"]
        #expect(try loaded(long, "queue", main: "queue") == ["http": ["port": 5]])
    }

    @Test(
        arguments: [
            (["APP_HTTP_VERSION": "9", "APP_VERSION": "9", "APP_HTTP_DEBUG": "true"], [:]),
            (["HOME_DIR": "/h", "APP_HTTP_HOME": "/x"], ["home": "/h"]),
            (["APP_HTTP_PORT": "tcp://10.0.0.1:80", "APP_HTTP_SERVICE_HOST": "10.0.0.1"], [:]),
            (["APP_HTTP_PORT": "", "APP_HTTP_TITLE": "", "APP_HTTP_HOSTS": ""], ["title": ""]),
            (["app_http_port": "1"], [:]), (["APP_HTTP_LABELS_": "x"], [:]),
        ] as [([String: String], DocumentValue)]
    )
    func someVariablesSetNothing(variables: [String: String], value: DocumentValue) throws {
        #expect(try loaded(variables, main: "http") == value)
    }

    @Test(
        arguments: [
            (["APP_HTTP_HOSTS_0": "b", "APP_HTTP_HOSTS_1": "7"], ["hosts": ["b", "7"]]),
            (["APP_HTTP_INSTANCES_0_URL": "u"], ["instances": [["url": "u"]]]),
            (
                ["APP_HTTP_INSTANCES_0_MAXCONNS": "3", "APP_HTTP_INSTANCES_1_URL": "u"],
                ["instances": [["maxConns": 3], ["url": "u"]]]
            ),
            (["APP_HTTP_LABELS_COST_CENTER": "7"], ["labels": ["cost_center": "7"]]),
            (
                ["APP_HTTP_ROUTES_MAIN_TO": "a", "APP_HTTP_ROUTES_MAIN_WEIGHTS_0": "4"],
                ["routes": ["main": ["to": "a", "weights": [4]]]]
            ),
            (
                ["APP_HTTP_HOSTS": "[a, b]", "APP_HTTP_HOSTS_1": "c", "APP_HTTP_HOSTS_2": "d"],
                ["hosts": ["a", "c", "d"]]
            ),
        ] as [([String: String], DocumentValue)]
    )
    func elementsAndEntriesHaveVariables(variables: [String: String], value: DocumentValue) throws {
        #expect(try loaded(variables) == value)
    }

    @Test func partsOfTheFileStay() throws {
        let files = ["http.yaml": "hosts: [a, b]\nlabels: {costCenter: x, team: y}\n"]
        let variables = ["APP_HTTP_HOSTS_1": "c", "APP_HTTP_LABELS_COSTCENTER": "z"]
        #expect(
            try loaded(variables, files: files)
                == ["hosts": ["a", "c"], "labels": ["costCenter": "z", "team": "y"]]
        )
        let layer = ConfigLayer.environment(prefix: "APP", variables: variables)
        let system = try Self.system([layer], files: files)
        let element = "hosts[1] = \"c\" (environment variable APP_HTTP_HOSTS_1)"
        #expect(try system.explain("http", "hosts.1").map(\.description) == [element])
        #expect(
            try system.explain("http", "hosts").map(\.description) == [
                "hosts = [\"a\",\"c\"] (config/http.yaml:1:8)", element,
            ]
        )
    }

    @Test func aGapInAnArrayIsAnError() throws {
        let error = #expect(throws: ConfigError.self) { try loaded(["APP_HTTP_HOSTS_2": "c"]) }
        #expect(
            error?.findings.map(\.oneLine) == [
                "environment variable APP_HTTP_HOSTS_2: error: hosts[2] is beyond the end of the "
                    + "array; set the elements before it too"
            ]
        )
    }

    @Test func theStyleOfSwiftConfigurationIsRead() throws {
        let variables = [
            "APP_HTTP_MAX_SIZE": "5", "APP_HTTP_TLS": "YES", "APP_HTTP_HOSTS": "a, b,7",
            "APP_HTTP_INSTANCES_0_MAX_CONNS": "2",
        ]
        #expect(
            try loaded(variables, style: .swiftConfiguration) == [
                "hosts": ["a", "b", "7"], "maxSize": 5, "tls": true, "instances": [["maxConns": 2]],
            ]
        )
        #expect(try loaded(["APP_HTTP_MAX_SIZE": "5"]) == [:])
    }

    @Test func namesAreOfAnyCaseOnRequest() throws {
        let variables = ["app_http_port": "1", "Home_Dir": "/h"]
        #expect(try loaded(variables, ignoringCase: true) == ["port": 1, "home": "/h"])
    }

    /// Each first load registers its type again.
    @Test func namesAreComputedOnce() throws {
        let layers: [ConfigLayer] = [
            .files(InMemorySource(["login.yaml": "password: canary\n"], named: "config")),
            .environment(prefix: "APP", variables: ["APP_LOGIN_USER": "u"]),
        ]
        let system = try ConfigSystem(layers: layers, types: [Login.self])
        let names = try #require(system.layers.names.all.first)
        for _ in 1...2 {
            #expect(try system.load(Login.self).user == "u")
            system.cache.clear()
            #expect(system.layers.names.all.first === names)
        }
    }

    @Test func namesThatDifferByTheirCaseAreOneOnRequest() throws {
        let schema = """
            {"properties": {"a": {"type": "string", "x-env": "NAME"}, "b": {"type": "string", "x-env": "Name"}}}
            """
        let layer = ConfigLayer.environment(
            prefix: "APP",
            variables: ["name": "v"],
            ignoringCase: true
        )
        let files = ConfigLayer.files(InMemorySource(["app.yaml": "{}"], named: "config"))
        let system = try ConfigSystem(layers: [files, layer])
        var validator = ConfigValidator()
        let document = try Document(parsing: schema, as: .json, named: "app.schema.json")
        try validator.add(schema: document, named: "app")
        system.register(validator)
        let error = #expect(throws: ConfigError.self) { try system.load("app") }
        #expect(
            error?.description
                == "environment variable name: error: the settings a and b have the same variable"
        )
    }

    @Test func aVariableMayNameAFile() throws {
        let folder = try TemporaryFolder(["password": "canary\n"])
        try folder.setMode(0o600, of: "password")
        let variables = ["APP_HTTP_TITLE_FILE": folder.path + "/password"]
        let layer = ConfigLayer.environment(prefix: "APP", variables: variables)
        let system = try Self.system([layer])
        #expect(try system.load("http")["title"]?.string == "canary")
        #expect(try !"\(system.explain("http"))".contains("canary"))
        try folder.setMode(0o644, of: "password")
        let error = #expect(throws: ConfigError.self) { try Self.system([layer]).load("http") }
        #expect(error?.description.contains("everybody can read this secret") == true)
        let both = variables.merging(["APP_HTTP_TITLE": "x"]) { $1 }
        try folder.setMode(0o600, of: "password")
        #expect(throws: ConfigError.self) { try loaded(both) }
        let missing = #expect(throws: ConfigError.self) {
            try loaded(["APP_HTTP_TITLE_FILE": folder.path + "/no"])
        }
        #expect(
            missing?.description == "environment variable APP_HTTP_TITLE_FILE: error: "
                + "the file that this variable names does not exist"
        )
    }

    /// The path may be that of a link, and the setting an element or a number.
    @Test func aVariableMayNameAFileForAnElementAndByALink() throws {
        let folder = try TemporaryFolder(["elsewhere/size": "12\n", "files/url": "canary\n"])
        try folder.setMode(0o600, of: "elsewhere/size")
        try folder.setMode(0o600, of: "files/url")
        try folder.link("files/size", to: "elsewhere/size")
        let variables = [
            "APP_HTTP_MAXSIZE_FILE": folder.path + "/files/size",
            "APP_HTTP_INSTANCES_0_URL_FILE": folder.path + "/files/url",
            "APP_HTTP_TITLE_FILE": "",
        ]
        let layer = ConfigLayer.environment(prefix: "APP", variables: variables)
        let system = try Self.system([layer])
        #expect(try system.load("http")["maxSize"] == 12)
        #expect(try system.load("http")["title"] == nil)
        #expect(try system.load("http")["instances"]?.array?.first?["url"]?.string == "canary")
        #expect(try !"\(system.explain("http"))".contains("canary"))
        #expect(system.notes == [])
    }

    /// The notations that swift-configuration reads as numbers.
    @Test func theStyleOfSwiftConfigurationReadsItsNumbers() throws {
        let variables = ["APP_HTTP_MAX_SIZE": "007", "APP_HTTP_PORT": "+8"]
        #expect(
            try loaded(variables, style: .swiftConfiguration) == ["maxSize": 7, "port": 8]
        )
        #expect(throws: ConfigError.self) { try loaded(["APP_HTTP_PORT": "+8"]) }
    }

    @Test(arguments: [
        (EmptyVariables.value, ["port is \"\"; a whole number is expected"]),
        (.unset, []), (.unsetExceptText, []), (.error, ["port is empty"]),
    ])
    func anEmptyVariableIsWhatTheLayerSays(empty: EmptyVariables, messages: [String]) throws {
        let layer = ConfigLayer.environment(
            prefix: "APP",
            variables: ["APP_HTTP_PORT": ""],
            empty: empty
        )
        let report = try Self.system([layer]).validate(["http"])
        #expect(report.entries.flatMap(\.findings).map(\.message) == messages)
    }

    @Test func namesOfTheOldFormAreNoted() throws {
        let folder = try TemporaryFolder(["topic": "x", "queue.topic": "x", "other": "x"])
        let system = try Self.system([
            .environment(
                prefix: "APP",
                variables: [
                    "APP_MAXSIZE": "1", "APP_PORT": "1", "APP_HTTP_PROT": "1", "APP_VERSION": "1",
                ]
            ),
            .arguments(["--topic", "x", "--version"]),
            .secrets(in: folder.path, worldReadable: .allowed),
        ])
        #expect(
            system.notes.map(\.description) == [
                "environment variable APP_HTTP_PROT: warning: no setting uses this variable; "
                    + "did you mean \"APP_HTTP_PORT\"?",
                "environment variable APP_MAXSIZE: warning: no setting uses this variable; "
                    + "name the configuration: \"APP_HTTP_MAXSIZE\"",
                "environment variable APP_PORT: warning: no setting uses this variable; "
                    + "name the configuration: \"APP_HTTP_PORT\" or \"APP_QUEUE_PORT\"",
                "argument --topic: warning: no setting uses this argument; "
                    + "name the configuration: \"--queue.topic\"",
                "\(folder.path)/topic: warning: no setting uses this file; "
                    + "name the configuration: \"queue.topic\"",
            ]
        )
    }

    @Test func aStrictLayerRefusesWhatNoSettingTakes() throws {
        let layer = ConfigLayer.environment(
            prefix: "APP",
            variables: ["APP_HTTP_PROT": "1", "APP_QUEUE_TOPIC": "t"],
            strict: true
        )
        let system = try Self.system([layer])
        #expect(try system.load("queue") == ["topic": "t"])
        let error = #expect(throws: ConfigError.self) { try system.load("http") }
        #expect(
            error?.description
                == "environment variable APP_HTTP_PROT: error: no setting uses this "
                + "variable; did you mean \"APP_HTTP_PORT\"?"
        )
    }

    @Test(arguments: [
        "http.server.password", "http_server_password", "http/server/password",
        "http/server.password", "http-server-password",
    ])
    func secretFilesHaveTheNameOfTheConfiguration(name: String) throws {
        let folder = try TemporaryFolder([name: "canary", "server.password": "short"])
        let secrets = ConfigLayer.secrets(in: folder.path, worldReadable: .allowed)
        #expect(try Self.system([secrets]).load("http")["server"]?["password"]?.string == "canary")
    }

    @Test(arguments: ["server.password", "server_password", "server/password", "server-password"])
    func thoseOfTheMainOneNeedNot(name: String) throws {
        let folder = try TemporaryFolder([name: "canary"])
        let secrets = ConfigLayer.secrets(in: folder.path, worldReadable: .allowed)
        #expect(
            try Self.system([secrets], main: "http").load("http")["server"]?["password"]?.string
                == "canary"
        )
        #expect(try Self.system([secrets]).load("http") == [:])
    }

    /// `my-server-password` is also a name of `password` of `my_server`.
    @Test func aShortNameOfASecretFileIsLeftToTheConfigurationThatItNames() throws {
        let folder = try TemporaryFolder(["my-server-password": "canary"])
        let files = ["app.yaml": "{}", "my_server.yaml": "{}"]
        let system = try ConfigSystem(
            layers: [
                .files(InMemorySource(files, named: "config")),
                .secrets(in: folder.path, worldReadable: .allowed),
            ],
            main: "app"
        )
        var validator = ConfigValidator()
        for (name, key) in [("app", "my-server-password"), ("my_server", "password")] {
            let schema = "{\"properties\": {\"\(key)\": {\"type\": \"string\"}}}"
            let document = try Document(parsing: schema, as: .json, named: "\(name).schema.json")
            try validator.add(schema: document, named: name)
        }
        system.register(validator)
        #expect(try system.load("app") == [:])
        #expect(try system.load("my_server")["password"]?.string == "canary")
    }
}
