#if SwiftConfiguration
    import ConfigDocument
    import ConfigSchemas
    import Configuration
    import ConfigurationTesting
    import Foundation
    import Testing
    import TypedConfig
    import TypedConfigProvider
    import TypedConfigTesting

    struct TypedConfigProviderTests {
        private let values = """
            string: Hello
            int: 42
            double: 3.14
            bool: true
            bytes: bWFnaWM=
            stringy: {array: [Hello, World]}
            inty: {array: [42, 24]}
            doubly: {array: [3.14, 2.72]}
            booly: {array: [true, false]}
            byteChunky: {array: [bWFnaWM=, bWFnaWMy]}
            other:
              string: Other Hello
              int: 24
              double: 2.72
              bool: false
              bytes: bWFnaWMy
              stringy: {array: [Hello, Swift]}
              inty: {array: [16, 32]}
              doubly: {array: [0.9, 1.8]}
              booly: {array: [false, true, true]}
              byteChunky: {array: [bWFnaWM=, bWFnaWMy, bWFnaWM=]}
            """

        private func system(
            _ schema: ConfigDocument.DocumentValue,
            _ text: String,
            _ overrides: [ConfigLayer] = []
        ) throws -> ConfigSystem {
            var validator = ConfigValidator()
            try validator.add(schema: schema, named: "app")
            let system = try TestConfiguration(files: ["app.yaml": text], overrides: overrides)
                .system()
            system.register(validator)
            return system
        }

        /// The conformance suite of swift-configuration for providers.
        @Test func passesTheCompatibilitySuite() async throws {
            let provider = TypedConfigProvider(try system(true, values), config: "app")
            try await ProviderCompatTest(provider: provider).runTest()
        }

        @Test func keysBeginWithTheNameOfTheConfiguration() throws {
            let reader = ConfigReader(provider: TypedConfigProvider(try system(true, values)))
            #expect(reader.int(forKey: "app.other.int") == 24)
            #expect(reader.int(forKey: "other.int") == nil)
            #expect(try reader.requiredString(forKey: "app.string") == "Hello")
            #expect(throws: (any Error).self) { try reader.requiredInt(forKey: "app.string") }
        }

        @Test func defaultsAndSecretsAreThoseOfTheSchema() throws {
            let system = try system(
                [
                    "properties": [
                        "port": ["default": 8080], "key": ["x-secret": true],
                        "keys": ["items": ["x-secret": true]], "copy": true,
                    ]
                ],
                "key: &key canary\nkeys: [canary]\ncopy: *key\nkeey: canary"
            )
            let provider = TypedConfigProvider(system)
            let port = try provider.value(forKey: AbsoluteConfigKey(["app", "port"]), type: .int)
            #expect(port.value == Configuration.ConfigValue(.int(8080), isSecret: false))
            for name in ["key", "keys", "copy", "keey"] {
                let key = try provider.value(
                    forKey: AbsoluteConfigKey(["app", name]),
                    type: name == "keys" ? .stringArray : .string
                )
                #expect(key.value?.isSecret == true)
                #expect(key.value.map { !"\($0)".contains("canary") } == true)
            }
        }

        /// One deployment serves both libraries: the same variables are the same settings.
        @Test(arguments: [
            "YES", "no", "1", "0", "True", "FALSE", "007", "+5", "-3", "0.5", "a, b ,c", "7", "",
            "1,2, 3", "x\ty", "true,no",
        ])
        func theSameVariablesAreTheSameSettings(text: String) throws {
            let names = [
                "HTTP_FLAG", "HTTP_MAX_SIZE", "HTTP_SERVER_SERVER_TIMEOUT", "HTTP_USER_AGENT",
                "HTTP_ALLOWED_HOSTS", "HTTP_PORTS", "HTTP_LOG_LEVEL",
            ]
            let schema: ConfigDocument.DocumentValue = [
                "properties": [
                    "flag": ["type": "boolean"], "maxSize": ["type": "integer"],
                    "server": ["properties": ["serverTimeout": ["type": "number"]]],
                    "user-agent": ["type": "string"],
                    "allowedHosts": ["type": "array", "items": ["type": "string"]],
                    "ports": ["type": "array", "items": ["type": "integer"]],
                    "log.level": ["type": "string"],
                ]
            ]
            for name in names {
                let variables = [name: text]
                let theirs = ConfigReader(
                    provider: EnvironmentVariablesProvider(environmentVariables: variables)
                ).scoped(to: "http")
                var validator = ConfigValidator()
                try validator.add(schema: schema, named: "http")
                let system = try ConfigSystem(
                    layers: [
                        .environment(
                            prefix: "",
                            variables: variables,
                            style: .swiftConfiguration,
                            empty: .value
                        )
                    ]
                )
                system.register(validator)
                let ours = try? system.load("http")
                switch name {
                case "HTTP_FLAG": #expect(ours?["flag"]?.bool == theirs.bool(forKey: "flag"))
                case "HTTP_MAX_SIZE":
                    #expect(ours?["maxSize"]?.int == theirs.int(forKey: "maxSize"))
                case "HTTP_SERVER_SERVER_TIMEOUT":
                    #expect(
                        ours?["server"]?["serverTimeout"]?.double
                            == theirs.double(forKey: "server.serverTimeout")
                    )
                case "HTTP_USER_AGENT":
                    #expect(ours?["user-agent"]?.string == theirs.string(forKey: "user-agent"))
                case "HTTP_ALLOWED_HOSTS":
                    #expect(
                        ours?["allowedHosts"]?.array?.compactMap(\.string)
                            == theirs.stringArray(forKey: "allowedHosts")
                    )
                case "HTTP_PORTS":
                    #expect(
                        ours?["ports"]?.array?.compactMap(\.int) == theirs.intArray(forKey: "ports")
                    )
                default:
                    #expect(
                        ours?["log.level"]?.string
                            == theirs.string(forKey: ConfigKey(["log", "level"]))
                    )
                }
            }
        }

        @Test func watchersAreToldWhatAReloadBrings() async throws {
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "typed-config provider \(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "app.yaml")
            try Data("port: 80\n".utf8).write(to: file)
            var validator = ConfigValidator()
            try validator.add(schema: true, named: "app")
            let system = try ConfigSystem(directory: folder.path)
            system.register(validator)
            let reader = ConfigReader(provider: TypedConfigProvider(system))
            try await reader.watchInt(forKey: "app.port") { updates in
                var seen: [Int?] = []
                for await port in updates {
                    seen.append(port)
                    if seen.count == 3 { break }
                    try Data("port: \(80 + seen.count)\n".utf8).write(to: file)
                    try system.reload()
                }
                #expect(seen == [80, 81, 82])
            }
            try await reader.watchSnapshot { updates in
                var seen: [Int?] = []
                for await snapshot in updates {
                    seen.append(snapshot.int(forKey: "app.port"))
                    if seen.count == 2 { break }
                    try Data("port: 90\n".utf8).write(to: file)
                    try system.reload()
                    // A snapshot does not change.
                    #expect(snapshot.int(forKey: "app.port") == 82)
                }
                #expect(seen == [82, 90])
            }
        }

        @Test func anyProviderIsALayer() throws {
            let provider = InMemoryProvider(values: [
                AbsoluteConfigKey(["app", "port"]): 81,
                AbsoluteConfigKey(["app", "tags"]): Configuration.ConfigValue(
                    .stringArray(["a"]),
                    isSecret: false
                ),
            ])
            let schema: ConfigDocument.DocumentValue = [
                "properties": [
                    "port": ["type": "integer"], "tags": ["type": "array"],
                    "host": ["type": "string"],
                ]
            ]
            let system = try system(schema, "port: 1\nhost: h\n", [.provider(provider)])
            #expect(try system.load("app") == ["port": 81, "host": "h", "tags": ["a"]])
            #expect(
                try system.explain("app", "port").map(\.description)
                    == [
                        "port = 81 (InMemoryProvider[], key app.port), overrides 1 (memory/app.yaml:1:7)"
                    ]
            )
        }
    }
#endif
