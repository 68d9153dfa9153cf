import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

/// The effect of the options on generated code; GoldenTests compile it.
@Suite struct OptionsTests {
    private static let schema = """
        { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
          "properties": {
            "host": { "type": "string", "default": "localhost" },
            "tls": { "type": "object", "properties": { "key": { "type": "string" } } } } }
        """

    private func compile(
        _ schemas: [String: String] = ["http": schema],
        _ change: (inout CompilerOptions) -> Void
    ) throws -> [GeneratedFile] {
        let sources = try schemas.sorted { $0.key < $1.key }.map { name, text in
            SchemaSource(
                name: name,
                path: "\(name).json",
                uri: "file:///\(name).json",
                document: try Document(parsing: text, as: .json, named: "\(name).json")
            )
        }
        var options = CompilerOptions()
        change(&options)
        return try Compiler(options: options).compile(sources)
    }

    @Test(arguments: [
        (Set([Conformance.equatable]), "struct HTTPConfig: Sendable, Equatable {"),
        (Set([Conformance.equatable, .hashable]), "struct HTTPConfig: Sendable, Hashable {"),
        (
            Set([Conformance.codable]),
            "extension HTTPConfig.TLS: ConfigTypes.ConfigConvertible, ConfigTypes.ConfigCodable {"
        ),
        (Set<Conformance>(), "struct HTTPConfig: Sendable {"),
    ])
    func conformsOnRequest(conformances: Set<Conformance>, line: String) throws {
        let text = try compile { $0.conformances = conformances }[0].text
        #expect(text.contains("\n\(line)\n"))
    }

    @Test func givesFormatsATypeOfTheUsers() throws {
        let schema = #"""
            { "properties": { "a": { "type": "string", "format": "semver" },
              "b": { "type": "array", "items": { "type": "string", "format": "semver" } },
              "c": { "anyOf": [{ "type": "integer" }, { "type": "string", "format": "semver" }] } } }
            """#
        let version = TypeReplacement(name: ChosenName("format:semver"), swiftType: "Version")
        let text = try compile(["x": schema]) { $0.replacements = [version] }[0].text
        #expect(text.contains("var a: Version?\n"))
        #expect(text.contains("var b: [Version]?\n"))
        #expect(text.contains("case string(Version)\n"))
        let error = #expect(throws: SchemaError.self) {
            try compile { $0.replacements = [version] }
        }
        #expect(error?.findings.first?.message.contains("format:semver") == true)
    }

    @Test func namesTypesWithAPrefix() throws {
        let file = try compile { $0.prefix = "App" }[0]
        #expect(file.rootType == "AppHTTPConfig")
        #expect(file.types == ["AppHTTPConfig", "AppHTTPConfig.TLS"])
    }

    @Test func declaresTypesSideBySide() throws {
        let file = try compile { $0.namespace = .flat }[0]
        #expect(file.types == ["HTTPConfig", "HTTPConfigTLS"])
        #expect(file.text.contains("\nstruct HTTPConfigTLS: Sendable {\n"))
        #expect(file.text.contains("    var tls: HTTPConfigTLS?\n"))
    }

    @Test func tellsFlatNamesOfTwoFilesApart() throws {
        let error = #expect(throws: SchemaError.self) {
            try compile(["http": Self.schema, "other": #"{ "x-swift-name": "HTTPConfigTLS" }"#]) {
                $0.namespace = .flat
            }
        }
        #expect(error?.findings.first?.message.contains("\"HTTPConfigTLS\"") == true)
    }

    @Test(arguments: [
        (["a"], [], ["AConfig"]), (["BConfig"], [], ["BConfig"]), ([], ["a"], ["BConfig"]),
        ([], [], ["AConfig", "BConfig"]),
    ])
    func choosesSchemas(include: [String], exclude: [String], types: [String]) throws {
        let files = try compile(["a": "{}", "b": "{}"]) {
            $0.include = include.map { ChosenName($0) }
            $0.exclude = exclude.map { ChosenName($0) }
        }
        #expect(files.map(\.rootType) == types)
    }

    @Test func leavesTypesOut() throws {
        let file = try compile { $0.exclude = [ChosenName("HTTPConfig.TLS")] }[0]
        #expect(file.types == ["HTTPConfig"])
        #expect(file.text.contains("var tls: ConfigTypes.DocumentValue?"))
        #expect(file.untyped.map(\.reason) == ["the options leave its type out"])
    }

    @Test(arguments: [
        ("HTTPConfig.TLS", "var tls: Mine?"), ("HTTPConfig.host", "var host: Mine?"),
    ])
    func takesTypesOfTheUser(name: String, line: String) throws {
        let text = try compile {
            $0.replacements = [TypeReplacement(name: ChosenName(name), swiftType: "Mine")]
            $0.imports = ["Mines"]
        }[0].text
        #expect(text.contains("    \(line)\n"))
        #expect(text.contains("import ConfigTypes\nimport Mines\n"))
    }

    @Test(arguments: [
        (
            "HTTPConfig.tsl",
            "there is no generated type or property \"HTTPConfig.tsl\"; did you mean \"HTTPConfig.tls\"?"
        ),
        (
            "HTTPConfig.Nothing.at.all",
            "there is no generated type or property \"HTTPConfig.Nothing.at.all\""
        ),
    ])
    func refusesNamesThatNothingHas(name: String, message: String) throws {
        let error = #expect(throws: SchemaError.self) {
            try compile { $0.exclude = [ChosenName(name)] }
        }
        #expect(error?.findings.map(\.description) == ["command line: error: \(message)"])
    }

    @Test func keepsTheHeaderAComment() throws {
        let text = try compile { $0.header = "One\rlet canary = 1\n*/ let canary = 2" }[0].text
        #expect(!text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("let canary") })
        #expect(text.hasPrefix("// Generated by schemac from "))
    }
}
