#if ArgumentParser
    import ArgumentParser
    import ConfigDocument
    import ConfigTypes
    import JSONSchema
    import SchemaValidation
    import Testing
    import TypedConfig
    import TypedConfigArgumentParser

    /// The settings of a type as options of a command.
    struct ConfigOptionsTests {
        private struct Listener: ConfigType, Equatable {
            static let schema = listenerSchema

            var port: Int
            var isSecure: Bool
            var tags: [String]
            var limits: Limits
            var labels: [String: String]
            var password: Secret<String>?

            init(reading object: inout ValueReader) {
                port = object.int("port", default: 8080)
                isSecure = object.bool("secure", default: false)
                tags = object.value("tags", default: [])
                limits = object.value("limits", default: Limits())
                labels = object.value("labels", default: [:])
                password = object.optionalValue("password")
            }

            func write(to object: inout ValueWriter) {}
        }

        private struct Limits: ConfigConvertible, Equatable, Sendable {
            var rate: Double?
            init() {}
            init(reading object: inout ValueReader) { rate = object.optionalDouble("rate") }
            func write(to object: inout ValueWriter) {}
        }

        private struct Serve: ParsableCommand {
            @Flag var verbose = false
            @OptionGroup(title: "Settings") var listener: ConfigOptions<Listener>
            @Argument var files: [String] = []
        }

        private struct Short: ParsableCommand {
            @OptionGroup var listener: MainConfigOptions<Listener>
        }

        private func load(_ layer: ConfigLayer) throws -> Listener {
            try ConfigSystem(layers: [layer], types: [Listener.self]).load(Listener.self)
        }

        @Test func optionsAreALayerBesideThoseOfTheCommand() throws {
            let serve = try Serve.parse([
                "--listener.port", "81", "--verbose", "--listener.secure", "a.txt",
                "--listener.tags", "x", "--listener.tags=y", "--listener.limits.rate=-2.5",
                "--listener.labels", "{team: core}", "b.txt",
            ])
            #expect(serve.verbose)
            #expect(serve.files == ["a.txt", "b.txt"])
            let listener = try load(serve.listener.layer)
            #expect(listener.port == 81)
            #expect(listener.isSecure)
            #expect(listener.tags == ["x", "y"])
            #expect(listener.limits.rate == -2.5)
            #expect(listener.labels == ["team": "core"])
        }

        @Test func anOptionThatIsNotSetSaysNothing() throws {
            let serve = try Serve.parse([])
            let system = try ConfigSystem(
                layers: [.override("listener", "port", 9), serve.listener.layer],
                types: [Listener.self]
            )
            #expect(try system.load(Listener.self).port == 9)
            #expect(try system.origin(of: \Listener.port)?.description == "override")
        }

        @Test func aFlagIsNegatedAndTheOriginIsTheOption() throws {
            let serve = try Serve.parse(["--no-listener.secure", "--listener.port", "82"])
            let system = try ConfigSystem(
                layers: [.override("listener", "secure", true), serve.listener.layer],
                types: [Listener.self]
            )
            #expect(try !system.load(Listener.self).isSecure)
            #expect(
                try system.origin(of: \Listener.port)?.description == "argument --listener.port"
            )
        }

        @Test func theMainConfigurationHasShortNamesToo() throws {
            let short = try Short.parse(["--port", "83", "--listener.limits.rate", "1", "--secure"])
            let listener = try load(short.listener.layer)
            #expect(listener.port == 83)
            #expect(listener.limits.rate == 1)
            #expect(listener.isSecure)
        }

        @Test func helpHasTheDescriptionsAndDefaultsOfTheSchema() {
            let help = Serve.helpMessage(columns: 100)
            #expect(help.contains("SETTINGS:"))
            #expect(help.contains("--listener.port <integer>"))
            #expect(help.contains("TCP port to listen on. (default: 8080)"))
            #expect(help.contains("--listener.secure/--no-listener.secure"))
            #expect(help.contains("--listener.limits.rate <number>"))
            #expect(!help.contains("password"))
        }

        @Test func anUnknownOptionIsAnErrorOfTheParser() {
            #expect(throws: (any Error).self) { try Serve.parse(["--listener.prt", "1"]) }
        }

        @Test func aTextThatDoesNotFitIsAnErrorOfTheLoad() throws {
            let serve = try Serve.parse(["--listener.port", "many"])
            let error = #expect(throws: ConfigError.self) { try load(serve.listener.layer) }
            #expect(error?.findings.first?.file == "argument --listener.port")
        }
    }

    private let listenerSchema: CompiledSchema = {
        do {
            let text = """
                { "type": "object", "properties": {
                    "port": { "type": "integer" }, "secure": { "type": "boolean" },
                    "tags": { "type": "array", "items": { "type": "string" } },
                    "limits": { "type": "object", "properties": { "rate": { "type": "number" } } },
                    "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                    "password": { "type": "string", "x-secret": true } } }
                """
            let document = try Document(parsing: text, as: .json, named: "listener.schema.json")
            let graph = try SchemaRegistry().resolve(
                document,
                baseURI: "file:///listener.schema.json"
            )
            return CompiledSchema(
                name: "listener",
                descriptions: ["/port": "TCP port to listen on."],
                program: try ValidationProgram(compiling: graph, options: .configuration)
            )
        } catch {
            fatalError("\(error)")
        }
    }()
#endif
