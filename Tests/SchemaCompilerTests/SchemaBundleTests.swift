import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools
import Testing

struct SchemaBundleTests {
    private func bundle(_ files: [String: String]) throws -> DocumentValue {
        let folder = try Folder()
        for (path, text) in files { try folder.write(text, to: path) }
        let sources = try SchemaFinder().sources(at: [folder.path + "/app.schema.json"])
        return try SchemaBundle().document(of: sources[0], among: sources)
    }

    /// References through references, by path and by URI, into documents of other drafts.
    private static let files = [
        "app.schema.json": """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$defs": {"common": {"type": "boolean"}},
          "properties": {
            "a": {"$ref": "common.json#/$defs/port"},
            "b": {"$ref": "parts/old.json"},
            "c": {"$ref": "https://json-schema.org/draft/2020-12/schema"}
          }
        }
        """,
        "common.json": #"{"$defs": {"port": {"$ref": "parts/new.json#port"}}}"#,
        "parts/new.json": #"{"$defs": {"x": {"$anchor": "port", "type": "integer"}}}"#,
        "parts/old.json": """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "$ref": "#/definitions/name", "definitions": {"name": {"maxLength": 2}}
        }
        """,
    ]

    @Test func keepsEachDocumentUnderItsURI() throws {
        let definitions = try #require(try bundle(Self.files)["$defs"]?.object)
        #expect(definitions.members.map(\.key) == ["common", "common-2", "new", "old"])
        #expect(definitions["common-2"]?["$id"] == "common.json")
        #expect(definitions["new"]?["$id"] == "parts/new.json")
        // Draft 7 sees no `$id` beside `$ref`.
        #expect(definitions["old"]?["allOf"] == [["$ref": "#/definitions/name"]])
        #expect(definitions["old"]?["$schema"] == "http://json-schema.org/draft-07/schema#")
    }

    /// Without any file, and at another place, its verdicts on documents are the same.
    @Test(arguments: [
        (#"{"a": 1, "b": "xy"}"#, true), (#"{"a": "1"}"#, false), (#"{"b": "xyz"}"#, false),
        (#"{"c": {"minLength": -1}}"#, false), (#"{"c": {"minLength": 1}}"#, true),
    ])
    func judgesAsTheSchemaDoes(document: String, isValid: Bool) throws {
        let text = String(decoding: try bundle(Self.files).encoded(as: .json), as: UTF8.self)
        let graph = try SchemaRegistry().resolve(
            try Document(parsing: text, as: .json),
            baseURI: "https://elsewhere.example/x/y.json"
        )
        let program = try ValidationProgram(compiling: graph)
        #expect(program.accepts(try Document(parsing: document, as: .json)) == isValid)
    }

    @Test func isTheSchemaWhereThereIsNoReference() throws {
        let text = #"{"type": "string", "maxLength": 3}"#
        let value = DocumentValue(try Document(parsing: text, as: .json).root)
        #expect(try bundle(["app.schema.json": text]) == value)
    }

    /// A document that is referred to by its path is embedded with it, even if its `$id` differs; if it
    /// needs its own `$id`, there is no bundle.
    @Test func takesTheNameThatReferencesUse() throws {
        let schema = #"{"$ref": "other.json"}"#
        let id = "https://example.com/named"
        let named = try bundle([
            "app.schema.json": schema, "other.json": #"{"$id": "\#(id)", "type": "string"}"#,
        ])
        #expect(named["$defs"]?["other"]?["$id"] == "other.json")
        #expect(throws: SchemaError.self) {
            try bundle([
                "app.schema.json": schema,
                "other.json": #"{"$id": "\#(id)", "$ref": "\#(id)#/$defs/x", "$defs": {"x": {}}}"#,
            ])
        }
    }
}
