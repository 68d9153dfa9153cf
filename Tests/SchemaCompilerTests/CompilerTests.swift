import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

@Suite struct CompilerTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func compile(_ schemas: [String: String]) throws -> [GeneratedFile] {
        for (name, text) in schemas { try folder.write(text, to: "schemas/\(name)") }
        return try Compiler().compile(SchemaFinder().sources(at: [folder.path + "/schemas"]))
    }

    @Test(arguments: [
        ("http", "HTTPConfig"), ("unified_config", "UnifiedConfig"),
        ("app-settings", "AppSettings"),
        ("tsconfig", "Tsconfig"), ("ide.host", "IDEHostConfig"),
    ])
    func namesTheRootTypeByItsFile(name: String, type: String) throws {
        let file = try compile(["\(name).schema.json": "{ \"type\": \"object\" }"])[0]
        #expect(file.rootType == type)
        #expect(file.name == "\(name).generated.swift")
    }

    @Test func refusesTwoSchemasWithOneSwiftName() throws {
        let error = #expect(throws: SchemaError.self) {
            try compile(["a-b.schema.json": "{}", "a_b.schema.json": "{}"])
        }
        #expect(error?.findings.count == 1)
        let text = error?.findings.first?.description ?? ""
        #expect(
            text.contains("a-b.schema.json") && text.contains("a_b.schema.json")
                && text.contains("x-swift-name")
        )
    }

    @Test func reportsAllProblemsOfAllSchemas() throws {
        let error = #expect(throws: SchemaError.self) {
            try compile([
                "a.schema.json": ##"{ "properties": { "x": { "$ref": "#/nowhere" } } }"##,
                "b.schema.json":
                    ##"{ "items": { "$ref": "#/$defs/gone" }, "not": { "$ref": "other.json" } }"##,
            ])
        }
        #expect(error?.findings.count == 3)
        for finding in error?.findings ?? [] {
            #expect(finding.position?.line == 1)
            #expect(finding.file.hasPrefix(folder.path))
        }
    }

    @Test func reportsAProblemOfACommonDocumentOnce() throws {
        let schema = ##"{ "properties": { "x": { "$ref": "common.json#/$defs/x" } } }"##
        let error = #expect(throws: SchemaError.self) {
            try compile([
                "a.schema.json": schema, "b.schema.json": schema,
                "common.json": #"{ "$defs": { "x": { "type": "strin" } } }"#,
            ])
        }
        #expect(error?.findings.count == 1)
    }

    @Test func isTheSameOnEveryPath() throws {
        let schema = ##"{ "type": "object", "properties": { "a": { "enum": ["x", "y"] } } }"##
        let other = try Folder()
        try other.write(schema, to: "deep/er/schemas/a.schema.json")
        let text = try Compiler().compile(
            SchemaFinder().sources(at: [other.path + "/deep/er/schemas"])
        )[0].text
        #expect(try compile(["a.schema.json": schema])[0].text == text)
        #expect(!text.contains(other.path))
    }

    @Test func endsOnSchemasThatNestTooDeeply() throws {
        let definitions = (0..<3000).map {
            "\"d\($0)\": { \"items\": { \"$ref\": \"#/$defs/d\($0 + 1)\" } }"
        }
        let schema =
            "{ \"$ref\": \"#/$defs/d0\", \"$defs\": { \(definitions.joined(separator: ", ")), \"d3000\": {} } }"
        _ = try compile(["deep.schema.json": schema])
    }

    @Test func mergesDoublingReferencesOnce() throws {
        let definitions = (0..<40).map {
            "\"d\($0)\": { \"allOf\": [{ \"$ref\": \"#/$defs/d\($0 + 1)\" }, { \"$ref\": \"#/$defs/d\($0 + 1)\" }] }"
        }
        let schema =
            "{ \"$ref\": \"#/$defs/d0\", \"$defs\": { \(definitions.joined(separator: ", ")), "
            + "\"d40\": { \"type\": \"object\", \"properties\": { \"a\": { \"type\": \"string\" } } } } }"
        #expect(try compile(["wide.schema.json": schema])[0].text.contains("var a: String?"))
    }

    @Test func saysWhyAPropertyHasNoType() throws {
        let file = try compile([
            "a.schema.json": #"{ "properties": { "any": {}, "text": { "type": "string" } } }"#
        ])[0]
        #expect(file.propertyCount == 2)
        #expect(file.untyped.map(\.path) == ["AConfig.any"])
        #expect(file.untyped.map(\.reason) == ["the schema allows any value"])
    }
}
