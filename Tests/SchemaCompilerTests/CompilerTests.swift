import ConfigDocument
import Foundation
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

    /// Constants beyond `Int` ask for the type that holds them, as bounds do.
    @Test(arguments: [
        (#""enum": [1, 18446744073709551615]"#, "UInt64?"),
        (#""enum": [1, 18446744073709551615], "format": "uint64""#, "UInt64?"),
        (#""const": 9223372036854775808"#, "UInt64?"),
        (#""type": "integer", "enum": [1, 18446744073709551615]"#, "UInt64?"),
        (#""type": "integer", "enum": [1e19]"#, "UInt64?"),
        (#""enum": [-1, 18446744073709551615]"#, "Double?"),
        (#""enum": [1, 18446744073709551616]"#, "Double?"),
    ])
    func holdsTheConstants(schema: String, type: String) throws {
        let file = try compile(["a.schema.json": #"{"properties": {"n": {\#(schema)}}}"#])[0]
        #expect(file.text.contains("var n: \(type)\n"), "\(file.text.prefix(300))")
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

    /// Definitions that use the previous one at least twice, forty levels deep.
    @Test(arguments: [
        ##"{"type": "object", "properties": {"l": NEXT, "r": NEXT}}"##,
        ##"{"type": "object", "required": ["l", "r"], "properties": {"l": NEXT, "r": NEXT}}"##,
        ##"{"type": "object", "properties": {"l": {"allOf": [NEXT], "default": {}}, "r": {"allOf": [NEXT], "default": {}}}}"##,
        ##"{"type": "object", "properties": {"l": {"items": NEXT}, "r": {"oneOf": [NEXT, {"type": "null"}]}}}"##,
        ##"{"type": "object", "patternProperties": {"^a": NEXT, "^b": NEXT}, "additionalProperties": NEXT}"##,
        ##"{"allOf": [NEXT], "anyOf": [NEXT, NEXT], "unevaluatedProperties": NEXT}"##,
        ##"{"oneOf": [NEXT, {"allOf": [NEXT, {"required": ["x"]}]}], "properties": {"k": NEXT}}"##,
        ##"{"type": "array", "prefixItems": [NEXT, NEXT], "items": false}"##,
        ##"{"type": "object", "properties": {"l": NEXT}, "if": NEXT, "then": NEXT, "else": NEXT}"##,
    ])
    func takesTimeByTheSizeOfTheSchema(definition: String) throws {
        var definitions = [#""d0": {"type": "object", "properties": {"p": {"type": "string"}}}"#]
        for level in 1...40 {
            let next = "{\"$ref\": \"#/$defs/d\(level - 1)\"}"
            definitions.append(
                "\"d\(level)\": " + definition.replacingOccurrences(of: "NEXT", with: next)
            )
        }
        let schema =
            "{\"$ref\": \"#/$defs/d40\", \"$defs\": {\(definitions.joined(separator: ", "))}}"
        let clock = ContinuousClock()
        var files: [GeneratedFile] = []
        let time = try clock.measure { files = try compile(["wide.schema.json": schema]) }
        let warning =
            "\(folder.path)/schemas/wide.schema.json:1:1: warning: the schema has more than 65536 settings, "
            + "each way to a property counted; those beyond are read from files alone; "
            + "allow fewer ways to the same properties, as a map or an array does, or raise "
            + "maxSettings, or pass --max-settings"
        // Defaults within defaults are written up to a limited depth.
        let others = files[0].warnings.map(\.description).filter {
            $0 != warning && !$0.hasSuffix("is not applied; the property is nil")
        }
        #expect(others == [])
        #expect(files[0].text.utf8.count < 400_000)
        #expect(time < .seconds(20))
    }

    @Test func storesWhatIsLargeOutsideOfTheValue() throws {
        var definitions = [#""d0": {"type": "object", "properties": {"p": {"type": "string"}}}"#]
        for level in 1...20 {
            let next = "{\"$ref\": \"#/$defs/d\(level - 1)\"}"
            definitions.append(
                "\"d\(level)\": {\"required\": [\"l\"], \"properties\": {\"l\": \(next), \"r\": \(next)}}"
            )
        }
        let text = try compile([
            "wide.schema.json":
                "{\"$ref\": \"#/$defs/d20\", \"$defs\": {\(definitions.joined(separator: ", "))}}"
        ])[0].text
        #expect(text.contains("@ConfigTypes.Box var l: D19\n"))
        #expect(text.contains("_l = object.value(\"l\")"))
        #expect(!text.contains("@ConfigTypes.Box var l: D1\n"))
    }

    @Test func saysWhereTheNumberOfTypesEnds() throws {
        var options = CompilerOptions()
        options.maxTypes = 2
        try folder.write(
            #"{ "properties": { "a": { "enum": ["x"] }, "b": { "enum": ["y"] }, "c": { "enum": ["z"] } } }"#,
            to: "a.schema.json"
        )
        let sources = try SchemaFinder().sources(at: [folder.path + "/a.schema.json"])
        let findings = try Compiler(options: options).compileEach(sources).findings
        #expect(
            findings.map(\.description) == [
                "\(folder.path)/a.schema.json:1:24: error: the schema needs more than 2 Swift types; "
                    + "combine fewer schemas with allOf, anyOf and oneOf, or allow more types with "
                    + "--max-types, or maxTypes in schemac.yaml"
            ]
        )
    }

    @Test func saysWhereAlternativesCombineToTooMany() throws {
        let branch = { (level: Int) in
            "{\"anyOf\": [{\"$ref\": \"#/$defs/d\(level)\"}, {\"type\": \"integer\"}]}"
        }
        let definitions = (0..<30).map { level in
            "\"d\(level)\": {\"allOf\": [\(branch(level + 1)), \(branch(level + 1))]}"
        }
        try folder.write(
            "{\"$ref\": \"#/$defs/d0\", \"$defs\": {\(definitions.joined(separator: ", ")), "
                + "\"d30\": {\"type\": \"string\"}}}",
            to: "a.schema.json"
        )
        let sources = try SchemaFinder().sources(at: [folder.path + "/a.schema.json"])
        let findings = try Compiler().compileEach(sources).findings
        #expect(findings.count == 1)
        #expect(findings[0].message == "the alternatives of the schema combine to more than 10000")
        #expect(findings[0].suggestion?.contains("--max-types") == true)
    }

    @Test func saysWhatIsTooDeepForTypes() throws {
        let definitions = (0..<300).map { level in
            "\"d\(level)\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/d\(level + 1)\"}}"
        }
        let file = try compile([
            "a.schema.json":
                "{\"$ref\": \"#/$defs/d0\", \"$defs\": {\(definitions.joined(separator: ", ")), "
                + "\"d300\": {\"type\": \"string\"}}}"
        ])[0]
        #expect(file.warnings.count == 1)
        #expect(file.warnings[0].message.hasPrefix("the schema nests more than 200 arrays"))
    }

    @Test func saysWhyAPropertyHasNoType() throws {
        let file = try compile([
            "a.schema.json": #"{ "properties": { "any": {}, "text": { "type": "string" } } }"#
        ])[0]
        #expect(file.propertyCount == 2)
        #expect(file.untyped.map(\.path) == ["AConfig.any"])
        #expect(file.untyped.map(\.reason) == ["the schema allows any value"])
    }

    @Test func countsContentWithoutATypeAsWell() throws {
        let file = try compile([
            "a.schema.json": #"""
            {"properties": {"list": {"type": "array", "items": {}},
              "map": {"type": "object", "additionalProperties": {"type": "array", "items": true}}}}
            """#
        ])[0]
        #expect(file.untyped.map(\.path) == ["AConfig.list", "AConfig.map"])
    }

    /// The root is the outermost resource, so that its anchor takes precedence (Core 2020-12,
    /// 8.2.3.2).
    @Test func theRootDecidesWhatDynamicReferencesReferTo() throws {
        let page = #"""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"items": {"type": "array", "items": {"$dynamicRef": "#item"}}},
             "$defs": {"any": {"$dynamicAnchor": "item"}}}
            """#
        let root = #"""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "page.schema.json",
             "$defs": {"text": {"$dynamicAnchor": "item", "type": "string"}}}
            """#
        let files = try compile(["page.schema.json": page, "texts.schema.json": root])
        let texts = files.map(\.text)
        #expect(texts.contains { $0.contains("var items: [String]?") })
        #expect(texts.contains { $0.contains("var items: [ConfigTypes.DocumentValue]?") })
    }
}
