import ConfigDocument
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct LayerTests {
    private let base = """
        port: 80
        server:
          host: base
          secure: true
        tags: [a, b]
        environment: testing
        """

    private func system(_ layers: ConfigLayer...) throws -> ConfigSystem {
        try ConfigSystem(layers: layers, types: [Listener.self])
    }

    private func files(_ files: [String: String], overlay: String? = nil) -> ConfigLayer {
        .files(InMemorySource(files, named: "config"), overlay: overlay)
    }

    @Test func laterLayersWin() throws {
        let system = try system(
            files(
                [
                    "listener.yaml": base,
                    "listener.production.yaml": "server: {host: overlay}\ntags: [c]\n",
                ],
                overlay: "production"
            ),
            .environment(
                prefix: "APP",
                variables: ["APP_PORT": "81", "APP_SERVER_HOST": "env", "APP_OTHER": "x"]
            ),
            .arguments(["run", "--port=82", "--unknown", "1", "--timeout", "2.5"]),
            .override("listener", "environment", "staging"),
            .override("other", "port", 1)
        )
        let value = try system.load(Listener.self)
        #expect(
            value
                == Listener(
                    port: 82,
                    timeout: 2.5,
                    server: Server(host: "env", isSecure: true),
                    tags: ["c"],
                    environment: .staging
                )
        )
        #expect(try system.load("listener")["port"] == 82)
    }

    /// The part after the name of a fragment is a description, unless it is a stage of the folder.
    @Test(arguments: [
        ("conf.d/1-listener.prod.yaml", nil, 80), ("conf.d/1-listener.prod.yaml", "prod", 82),
        ("conf.d/1-listener.prod.yaml", "dev", 80),
        ("conf.d/1-listener.prod.ports.yaml", "dev", 80),
        ("conf.d/1-listener.prod.ports.yaml", "prod", 82), ("conf.d/listener.prod.json", nil, 80),
        ("conf.d/1-listener.ports.yaml", nil, 82), ("conf.d/1-listener.ports.yaml", "prod", 82),
        ("conf.d/1-listener.product.yaml", nil, 82), ("conf.d/1-listener.eu.prod.yaml", nil, 82),
    ])
    func aFragmentOfAStageIsReadInThatStage(file: String, overlay: String?, port: Int) throws {
        for stage in ["listener.prod.yaml", "other.prod.json"] {
            let files = files(
                ["listener.yaml": base, "other.yaml": "", stage: "", file: "{\"port\": 82}"],
                overlay: overlay
            )
            #expect(try system(files).load(Listener.self).port == port)
        }
        // If no file establishes it as a stage, the word is a description.
        let files = files(["listener.yaml": base, file: "{\"port\": 82}"], overlay: overlay)
        #expect(try system(files).load(Listener.self).port == 82)
    }

    @Test func everyValueHasItsOrigin() throws {
        let system = try system(
            files(["listener.yaml": base]),
            .environment(prefix: "APP", variables: ["APP_SERVER_HOST": "env"]),
            .override("listener", "environment", "staging")
        )
        func origin<Value>(_ path: KeyPath<Listener, Value>) throws -> String? {
            try system.origin(of: path)?.description
        }
        #expect(try origin(\.port) == "config/listener.yaml:1:7")
        #expect(try origin(\.server.host) == "environment variable APP_SERVER_HOST")
        #expect(try origin(\.server.isSecure) == "config/listener.yaml:4:11")
        #expect(try origin(\.environment) == "override")
        #expect(try origin(\.timeout) == nil)
        #expect(
            try system.origin(of: "tags[1]", in: Listener.self)?.description
                == "config/listener.yaml:5:11"
        )
        #expect(throws: ConfigError.self) { try system.origin(of: \Listener.extras) }
    }

    @Test func defaultsHaveTheirOrigin() throws {
        let system = try system(
            files([
                "listener.json": """
                {"server": {"host": "a", "secure": true}, "environment": "testing"}
                """
            ])
        )
        #expect(try system.origin(of: \Listener.port) == .schemaDefault)
        #expect(
            try system.origin(of: \Listener.server.host)?.description == "config/listener.json:1:21"
        )
        #expect(
            try system.explain("listener").map(\.description) == [
                #"server.host = "a" (config/listener.json:1:21)"#,
                "server.secure = true (config/listener.json:1:36)",
                #"environment = "testing" (config/listener.json:1:58)"#,
                "port = 8080 (default)", "tags = [] (default)",
            ]
        )
    }

    @Test func explainTellsWhatWasOverridden() throws {
        let system = try system(
            files(
                ["listener.yaml": base, "listener.test.json": #"{"port": 90}"#],
                overlay: "test"
            ),
            .arguments(["--port", "91"])
        )
        #expect(
            try system.explain("listener", "port").map(\.description) == [
                "port = 91 (argument --port), overrides 90 (config/listener.test.json:1:10), "
                    + "overrides 80 (config/listener.yaml:1:7)"
            ]
        )
        #expect(
            try system.explain("listener", "server").map(\.key) == ["server.host", "server.secure"]
        )
        let error = #expect(throws: ConfigError.self) { try system.explain("listener", "prot") }
        #expect(error?.findings.first?.suggestion == "did you mean \"port\"?")
    }

    @Test func nullRemovesAMember() throws {
        let system = try system(
            files(
                ["listener.yaml": base, "listener.x.yaml": "tags: null\nport: null\nno: null\n"],
                overlay: "x"
            )
        )
        let value = try system.load(Listener.self)
        #expect(value.port == 8080)
        #expect(value.tags == [])
        #expect(value.extras.keys == [])
    }

    /// Files over the base, one of which is blank.
    @Test(arguments: [
        ["listener.x.yaml": ""], ["listener.x.yml": "# port: 1\n"], ["listener.x.json": " \n"],
        ["conf.d/10-listener.yaml": "---\n# nothing yet\n"], ["conf.d/10-listener.json": ""],
        ["listener.x.toml": "# later\n"], ["listener.x.jsonc": "// later\n"],
    ])
    func aFileWithoutContentChangesNothing(over: [String: String]) throws {
        let files = over.merging(["listener.yaml": base, "conf.d/20-listener.yaml": "port: 81\n"]) {
            first,
            _ in first
        }
        let hasStage = over.keys.contains { $0.hasPrefix("listener.x") }
        let system = try system(self.files(files, overlay: hasStage ? "x" : nil))
        #expect(try system.load(Listener.self).server == Server(host: "base", isSecure: true))
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.validateAll().findings == [])
    }

    @Test(arguments: [
        ("listener.yaml", "# later\n"), ("listener.yml", ""), ("listener.json", "\n"),
        ("listener.toml", "# later\n"), ("listener.jsonc", "/* later */"),
    ])
    func aBaseWithoutContentHasNoSettings(name: String, text: String) throws {
        let alone = try system(files([name: text]))
        #expect(
            alone.validateAll().findings.map(\.message) == [
                "missing setting \"server\"", "missing setting \"environment\"",
            ]
        )
        let over = try system(files([name: text, "conf.d/1-listener.yaml": base]))
        #expect(try over.load(Listener.self).port == 80)
        #expect(
            try over.origin(of: \Listener.port)?.description == "config/conf.d/1-listener.yaml:1:7"
        )
    }

    @Test(arguments: [
        ("port 9\n", "a string"), ("- port: 9\n", "an array"), ("7", "a number"), ("~", "null"),
    ])
    func aRootThatIsNoObjectIsAnErrorOfItsFile(text: String, kind: String) throws {
        let expected = "1:1: error: the document is \(kind); an object is expected"
        let fragment = ["listener.yaml": base, "conf.d/1-listener.yaml": "\n" + text]
        for last in [[:], ["conf.d/2-listener.yaml": "port: 1\n"]] {
            let system = try system(files(fragment.merging(last) { first, _ in first }))
            #expect(
                system.validateAll().findings.map(\.description) == [
                    "config/conf.d/1-listener.yaml:2:" + expected.dropFirst(2)
                ]
            )
        }
        let variable = try system(
            files(["listener.yaml": text]),
            .environment(prefix: "APP", variables: ["APP_PORT": "1"])
        )
        let error = #expect(throws: ConfigError.self) { try variable.load(Listener.self) }
        #expect(error?.findings.map(\.description) == ["config/listener.yaml:\(expected)"])
    }

    @Test(arguments: [
        (
            "server:\n  # host: x\n", "1:1", "server",
            "the value of config/listener.yaml:3:3 is kept; write {} to keep it, or null to remove it"
        ),
        (
            "tags:\n", "1:1", "tags",
            "the value of config/listener.yaml:5:7 is kept; write null to remove it"
        ),
        (
            "server: {secure: false, host: }\n", "1:25", "server.host",
            "the value of config/listener.yaml:3:9 is kept; write null to remove it"
        ),
    ])
    func anEmptyValueRemovesNothing(text: String, place: String, key: String, advice: String) throws
    {
        let system = try system(files(["listener.yaml": base, "conf.d/1-listener.yaml": text]))
        let value = try system.load(Listener.self)
        #expect(value.server.host == "base" && value.tags == ["a", "b"])
        let lines = system.validateAll().findings.map(\.oneLine)
        let warning = "\(key) is empty, which changes nothing: \(advice)"
        #expect(lines == ["config/conf.d/1-listener.yaml:\(place): warning: \(warning)"])
    }

    @Test func explainTellsWhatRemoves() throws {
        let system = try system(
            files([
                "listener.yaml": base + "\nextra: {a: 1}\nmore: 1\n",
                "conf.d/1-listener.yaml": "port: ~\nextra: null\nmore: null\n",
                "conf.d/2-listener.yaml": "more: 2\n",
            ])
        )
        let base = "config/listener.yaml"
        let over = "config/conf.d/1-listener.yaml"
        let expected = [
            "more = 2 (config/conf.d/2-listener.yaml:1:7), overrides null (\(over):3:7), "
                + "overrides 1 (\(base):8:7)",
            "port = 8080 (default), overrides null (removed by \(over):1:7), "
                + "overrides 80 (\(base):1:7)",
            "extra = null (removed by \(over):2:8), overrides {\"a\":1} (\(base):7:8)",
        ]
        #expect(try system.explain("listener").map(\.description).suffix(3) == expected[...])
        #expect(try system.explain("listener", "extra.a").map(\.key) == ["extra"])
    }

    @Test func anObjectWithPropertiesComesFromOneText() throws {
        let layers = [
            ConfigLayer.environment(
                prefix: "APP",
                variables: ["APP_SERVER": #"{"host": "env"}"#, "APP_PORT": "1"]
            ), .arguments(["--server", "{secure: false}"]),
        ]
        let system = try ConfigSystem(
            layers: [files(["listener.yaml": base])] + layers,
            main: "listener"
        )
        #expect(try system.load(Listener.self).server == Server(host: "env", isSecure: false))
        let wrong = try self.system(
            files(["listener.yaml": base]),
            .environment(prefix: "APP", variables: ["APP_SERVER": "x"])
        )
        let error = #expect(throws: ConfigError.self) { try wrong.load(Listener.self) }
        #expect(error?.findings.map(\.message) == ["server is not an object; write it as {a: 1}"])
    }

    @Test(arguments: [
        (
            "APP_PORT", "http",
            "environment variable APP_PORT: error: port is \"http\"; a whole number is expected"
        ),
        (
            "APP_SERVER_SECURE", "yes",
            "environment variable APP_SERVER_SECURE: error: server.secure is \"yes\"; true or false is expected"
        ),
        (
            "APP_TAGS", "a",
            "environment variable APP_TAGS: error: tags is not an array; write it as [a, b]"
        ),
        (
            "APP_TIMEOUT", "1s",
            "environment variable APP_TIMEOUT: error: timeout is \"1s\"; a number is expected"
        ),
    ])
    func textThatDoesNotFitNamesItsVariable(name: String, text: String, message: String) throws {
        let system = try system(
            files(["listener.yaml": base]),
            .environment(prefix: "APP", variables: [name: text])
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(error?.description == message)
    }

    @Test func whatTheMergeMakesInvalidNamesTheLayer() throws {
        let system = try system(
            files(
                ["listener.yaml": base, "listener.x.yaml": "server: {extra: 1}\n"],
                overlay: "x"
            ),
            .environment(prefix: "APP", variables: ["APP_PORT": "0"])
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(
            error.map { Set($0.findings.map(\.file)) }
                .map {
                    $0.isSubset(of: [
                        "environment variable APP_PORT", "config/listener.x.yaml",
                        "config/listener.yaml",
                    ])
                } == true
        )
    }

    @Test func allLayersReportAtOnce() throws {
        let system = try system(
            files(["listener.yaml": "port: [", "listener.x.json": "{"], overlay: "x"),
            .environment(prefix: "APP", variables: ["APP_PORT": "x", "APP_TIMEOUT": "y"]),
            .arguments(["--environment"])
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        #expect(
            error?.findings.map(\.file) == [
                "config/listener.yaml", "config/listener.x.json", "environment variable APP_PORT",
                "environment variable APP_TIMEOUT", "argument --environment",
            ]
        )
    }

    @Test func secretsAreNotExplained() throws {
        struct Login: ConfigType {
            static let schema = compiledSchema("login", "{}")
            var user: String
            var password: Secret<String>
            init(reading object: inout ValueReader) {
                user = object.string("user")
                password = object.value("password")
            }
            func write(to object: inout ValueWriter) {}
        }
        let system = try ConfigSystem(
            layers: [
                files(["login.yaml": "user: u\npassword: canary1\n"]),
                .environment(prefix: "", variables: ["PASSWORD": "canary2"]),
            ],
            types: [Login.self]
        )
        let login = try system.load(Login.self)
        #expect(login.password.reveal() == "canary2")
        let text = try system.explain("login").map(\.description).joined(separator: "\n")
        #expect(
            text == """
                user = "u" (config/login.yaml:1:7)
                password = <secret> (environment variable PASSWORD), overrides <secret> (config/login.yaml:2:11)
                """
        )
        #expect(!"\(login)".contains("canary"))
    }

    @Test func aReloadLooksAtAllLayers() throws {
        let overlay = EditableSource(["listener.yaml": "port: 90\n"])
        let system = try system(files(["listener.yaml": base]), .files(overlay))
        let live = try system.live(Listener.self)
        #expect(live.port == 90)
        #expect(try system.reload() == [])
        overlay.write("port: 91\n", to: "listener.yaml")
        #expect(try system.reload() == ["listener"])
        #expect(live.port == 91)
        #expect(try system.origin(of: \Listener.port)?.description == "config/listener.yaml:1:7")
    }

    @Test(arguments: [
        ("APP", ["server", "maxSize"], "APP_SERVER_MAXSIZE", "APP_SERVER_MAX_SIZE"),
        ("", ["a-b", "c.d"], "A_B_C_D", "A_B_C_D"), ("x", ["é"], "X__", "X_É"),
        ("my-app", ["HTTPPort", "aB"], "MY_APP_HTTPPORT_AB", "MY_APP_HTTPPORT_A_B"),
    ])
    func variablesAreNamedByTheirPath(
        prefix: String,
        path: [String],
        plain: String,
        swiftConfiguration: String
    ) {
        for (style, name) in [
            (VariableStyle.plain, plain), (.swiftConfiguration, swiftConfiguration),
        ] {
            #expect(EnvironmentName.name(of: path, prefix: prefix, config: nil, style) == name)
        }
    }

    @Test func fragmentsAreMergedInTheOrderOfTheirNames() throws {
        let system = try system(
            files(
                [
                    "listener.yaml": base, "listener.x.yaml": "port: 1\n",
                    "conf.d/20-listener.yaml": "port: 3\n",
                    "conf.d/10-listener.more.json": #"{"port": 2, "server": {"host": "d"}}"#,
                    "conf.d/30-listener2.yaml": "port: 4\n", "conf.d/listener.txt": "x",
                ],
                overlay: "x"
            )
        )
        let value = try system.load(Listener.self)
        #expect(value.port == 3)
        #expect(value.server == Server(host: "d", isSecure: true))
        #expect(
            try system.explain("listener", "port").map(\.description) == [
                "port = 3 (config/conf.d/20-listener.yaml:1:7), "
                    + "overrides 2 (config/conf.d/10-listener.more.json:1:10), "
                    + "overrides 1 (config/listener.x.yaml:1:7), "
                    + "overrides 80 (config/listener.yaml:1:7)"
            ]
        )
    }

    @Test func fragmentsOfAFolderAreFound() throws {
        let folder = try TemporaryFolder([
            "listener.yaml": base, "conf.d/1_listener.yaml": "port: 7\n",
        ])
        let system = try ConfigSystem(directory: folder.path)
        #expect(try system.load(Listener.self).port == 7)
    }

    @Test func theSchemaNamesVariables() throws {
        struct Named: ConfigType {
            static let schema = compiledSchema("named", variables: ["/port": "PORT"], "{}")
            var port: Int
            var host: String
            init(reading object: inout ValueReader) {
                port = object.int("port", default: 1)
                host = object.string("host", default: "")
            }
            func write(to object: inout ValueWriter) {}
        }
        let variables = ["PORT": "2", "APP_NAMED_PORT": "3", "APP_NAMED_HOST": "h"]
        for (prefix, port, host) in [("APP", 2, "h"), (nil, 2, "")] {
            let system = try ConfigSystem(layers: [
                files(["named.yaml": "{}"]), .environment(prefix: prefix, variables: variables),
            ])
            let value = try system.load(Named.self)
            #expect(value.port == port && value.host == host)
            #expect(
                try system.origin(of: \Named.port)?.description == "environment variable PORT"
            )
        }
    }

    @Test func whatIsWrongWithTextsIsToldWithWhatTheSchemaSays() throws {
        let system = try system(
            files(["listener.yaml": base.replacing("host: base", with: "host: 1")]),
            .environment(prefix: "APP", variables: ["APP_ENVIRONMENT": "x", "APP_PORT": "y"])
        )
        let error = #expect(throws: ConfigError.self) { try system.load(Listener.self) }
        let places = error?.findings.map { "\($0.file) \($0.position?.line ?? 0)" }
        #expect(
            places == [
                "environment variable APP_PORT 0", "config/listener.yaml 3",
                "environment variable APP_ENVIRONMENT 0",
            ]
        )
    }
}
