import ConfigDocument
import JSONSchema
import Testing

@Suite struct CircularReferenceTests {
    private func program(_ schema: String) throws -> ValidationProgram {
        let document = try Document(parsing: schema, as: .json)
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///schema.json")
        return try ValidationProgram(compiling: graph)
    }

    @Test(arguments: [
        (
            ##"{ "type": "object", "allOf": [{ "$ref": "#" }, { "required": ["a"] }] }"##,
            #"{ "a": 1 }"#, true
        ),
        (
            ##"{ "type": "object", "allOf": [{ "$ref": "#" }, { "required": ["a"] }] }"##, "{}",
            false
        ),
        (
            ##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b", "minimum": 3 }, "b": { "$ref": "#/$defs/a", "maximum": 5 } } }"##,
            "4", true
        ),
        (
            ##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b", "minimum": 3 }, "b": { "$ref": "#/$defs/a", "maximum": 5 } } }"##,
            "6", false
        ),
    ])
    func saysNothingBesideOtherKeywords(schema: String, instance: String, isValid: Bool) throws {
        let program = try program(schema)
        let document = try Document(parsing: instance, as: .json)
        #expect(program.accepts(document) == isValid)
        #expect(program.findings(in: document).isEmpty == isValid)
    }

    @Test(arguments: [
        ##"{ "$ref": "#" }"##,
        ##"{ "allOf": [{ "$ref": "#/$defs/a" }], "$defs": { "a": { "$ref": "#" } } }"##,
    ])
    func isAnErrorWhereNothingElseIsSaid(schema: String) {
        #expect(throws: SchemaError.self) { try program(schema) }
    }
}
