import ConfigDocument
import Foundation
import JSONSchema
import SchemaTools
import SchemaValidation
import Suites
import Testing

/// Schemas that are printed from validation programs.
struct ExportedSchemaTests {
    private func program(_ schema: String, named name: String = "http/2.0.0.schema.json") throws
        -> ValidationProgram
    {
        let document = try Document(parsing: schema, as: .json, named: name)
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///\(name)")
        return try ValidationProgram(compiling: graph, options: .configuration)
    }

    private func exported(_ program: ValidationProgram) -> String {
        JSONEmitter.line(ExportedSchema(program).document)
    }

    @Test(arguments: [
        "true", #"{"not": {}}"#, #"{"type": "integer"}"#, #"{"type": ["null", "string"]}"#,
        #"{"minimum": 1, "exclusiveMaximum": 2.5}"#, #"{"multipleOf": 0.1}"#,
        #"{"minLength": 1, "maxLength": 9, "pattern": "^a"}"#, #"{"format": "date"}"#,
        #"{"enum": ["a", "b"]}"#, #"{"enum": [true, null, 1.5, {"a": 1}]}"#, #"{"const": false}"#,
        #"{"type": ["string", "number"], "enum": ["a", 1, null]}"#,
        #"{"properties": {"a": {"type": "string"}, "b": true}, "required": ["b", "c"]}"#,
        #"{"patternProperties": {"^x": {"type": "null"}}, "additionalProperties": false}"#,
        #"{"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"b": {"required": ["a"]}}}"#,
        #"{"prefixItems": [{"type": "null"}], "items": {"type": "string"}, "uniqueItems": true}"#,
        #"{"contains": {"const": 1}, "minContains": 0, "maxContains": 2}"#,
        #"{"anyOf": [{"type": "null"}, {"minimum": 3}], "allOf": [{"maximum": 9}]}"#,
        #"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 2}}"#,
        ##"{"properties": {"next": {"$ref": "#"}}, "additionalProperties": {"$ref": "#/$defs/d"}, "$defs": {"d": {"enum": ["a", 1]}}}"##,
        #"{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"#,
        #"{"anyOf": [{"prefixItems": [true]}], "unevaluatedItems": {"type": "null"}}"#,
        #"{"type": "string", "allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}"#,
    ])
    func acceptsWhatTheProgramAccepts(schema: String) throws {
        let old = try program(schema)
        let new = try program(exported(old))
        for text in Self.values {
            let document = try Document(parsing: text, as: .json)
            #expect(old.accepts(document) == new.accepts(document), "\(text) by \(exported(old))")
        }
    }

    private static let values = [
        "null", "true", "false", "0", "1", "1.0", "1.5", "2", "2.5", "3", "10", "\"\"", "\"a\"",
        "\"b\"", "\"ab\"", "\"c\"", "\"2026-01-01\"", "[]", "[1]", "[null]", "[null, \"a\"]",
        "[null, \"a\", \"a\"]", "[1, 1, 1]", "[null, null]", "{}", "{\"a\": 1}", "{\"a\": \"x\"}",
        "{\"b\": 1}", "{\"b\": 1, \"c\": 2}", "{\"a\": 1, \"b\": 2}", "{\"x1\": null}",
        "{\"x1\": 2}",
        "{\"next\": {\"a\": \"a\"}}", "{\"next\": {\"a\": 2}}", "{\"d\": 1}",
    ]

    /// Every schema of the official suite that refers to no other document.
    @Test func agreesWithProgramsOfTheOfficialSuite() throws {
        guard let suite = SuiteFolder("json-schema-test-suite") else { return }
        var (count, differences) = (0, [String]())
        for file in try suite.files(in: "tests/draft2020-12", suffix: ".json") {
            let cases = try Document(parsing: [UInt8](try Data(contentsOf: file)), as: .json)
            for test in cases.root.elements {
                guard let schema = test["schema"] else { continue }
                let text = JSONEmitter.line(DocumentValue(schema))
                // A dynamic reference depends on the way to it, which a program resolves while it
                // runs. Meta-schemas have such references.
                guard !text.contains("$dynamicRef"),
                    !text.contains(#""$ref": "https://json-schema.org/draft"#),
                    let old = try? program(text)
                else { continue }
                let new = try? program(exported(old))
                for instance in test["tests"]?.elements ?? [] {
                    guard let data = instance["data"] else { continue }
                    let document = try Document(
                        parsing: JSONEmitter.line(DocumentValue(data)),
                        as: .json
                    )
                    count += 1
                    if new?.accepts(document) != old.accepts(document) {
                        differences.append("\(text) on \(JSONEmitter.line(DocumentValue(data)))")
                    }
                }
            }
        }
        #expect(differences == [])
        #expect(count > 1000)
    }

    @Test func keepsTheMarksOfSecrets() throws {
        let text = exported(
            try program(#"{"properties": {"a": {"x-secret": true}, "b": {"deprecated": true}}}"#)
        )
        #expect(text.contains(#""a": {"x-secret": true}"#), "\(text)")
        #expect(text.contains(#""deprecated": true"#), "\(text)")
    }

    // MARK: Programs in executables

    private func executable(_ programs: [ValidationProgram]) -> [UInt8] {
        let noise = [UInt8]("\u{7F}ELF 1.2.3 lib.so\0a.b\0".utf8)
        return programs.reduce(noise) { $0 + Array($1.encoded().utf8) + [0] + noise }
    }

    @Test func isFoundByTypeAndVersion() throws {
        let schema = #"{"properties": {"port": {"maximum": 65535}}}"#
        let programs = try ["http/1.0.0.schema.json", "http/2.0.0.schema.json", "pool.schema.json"]
            .map { try program(schema, named: $0) }
        let finder = ProgramFinder(in: executable(programs + programs))
        #expect(finder.found.map(\.name) == ["http", "http", "pool"])
        #expect(finder.found.map(\.version) == ["1.0.0", "2.0.0", nil])
        #expect(finder.programs(of: "HTTPConfig").newest?.version == "2.0.0")
        #expect(finder.programs(of: "pool").count == 1)
        #expect(finder.programs(of: "other").isEmpty)
    }

    @Test func damagedProgramsAreNotFound() throws {
        var bytes = executable([try program(#"{"properties": {"port": {"maximum": 65535}}}"#)])
        let middle = bytes.count / 2
        bytes[middle] = bytes[middle] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(ProgramFinder(in: bytes).found.isEmpty)
        #expect(ProgramFinder(in: []).found.isEmpty)
    }
}
