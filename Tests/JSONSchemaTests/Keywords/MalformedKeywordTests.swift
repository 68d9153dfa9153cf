import ConfigDocument
import JSONSchema
import Testing

/// Every keyword with an invalid value causes a finding at the value, with a repair.
struct MalformedKeywordTests {
    @Test(arguments: [
        (#"{"properties": []}"#, "1:16", "properties must be an object, not an array"),
        (#"{"required": "a"}"#, "1:14", "required must be an array of strings, not a string"),
        (#"{"required": [1]}"#, "1:15", "required must hold strings only, not a number"),
        (
            #"{"required": true}"#, "1:14",
            "required must be an array of names beside properties; booleans are the syntax of draft-03"
        ),
        (#"{"enum": {}}"#, "1:10", "enum must be an array of values, not an object"),
        (#"{"$ref": 1}"#, "1:10", "$ref must be a string: the URI of a schema"),
        (#"{"items": 3}"#, "1:11", "a schema is an object, true or false; this is a number"),
        (
            #"{"items": [{}]}"#, "1:11",
            "a schema is an object, true or false; this is an array: since 2020-12 an array of schemas is called prefixItems"
        ),
        (
            #"{"type": "int"}"#, "1:10",
            "type must be null, boolean, integer, number, string, object or array, or an array of these; did you mean \"integer\"?"
        ),
        (#"{"type": []}"#, "1:10", "type must name at least one type"),
        (
            #"{"type": ["null", "null"]}"#, "1:10",
            "elements 1 and 2 of type are equal; each must be different"
        ),
        (#"{"minLength": -1}"#, "1:15", "minLength must be a whole number from 0 on"),
        (#"{"maxItems": 1.5}"#, "1:14", "maxItems must be a whole number from 0 on"),
        (#"{"minProperties": "1"}"#, "1:19", "minProperties must be a whole number from 0 on"),
        (#"{"minimum": "1"}"#, "1:13", "minimum must be a number, not a string"),
        (
            #"{"exclusiveMinimum": true}"#, "1:22",
            "exclusiveMinimum is a number since draft-06: write the number of minimum here instead of true"
        ),
        (#"{"multipleOf": 0}"#, "1:16", "multipleOf must be a number above 0"),
        (#"{"multipleOf": "x"}"#, "1:16", "multipleOf must be a number above 0"),
        (#"{"uniqueItems": 1}"#, "1:17", "uniqueItems must be true or false"),
        (#"{"pattern": 3}"#, "1:13", "pattern must be a string, not a number"),
        (
            #"{"pattern": "("}"#, "1:13",
            #""(" is not a regular expression: this group is never closed; add `)`, or write `\(` for a parenthesis"#
        ),
        (
            #"{"patternProperties": []}"#, "1:23",
            "patternProperties must be an object, not an array"
        ),
        (#"{"allOf": {}}"#, "1:11", "allOf must be an array of schemas, not an object"),
        (#"{"anyOf": []}"#, "1:11", "anyOf must hold at least one schema"),
        (#"{"oneOf": [1]}"#, "1:12", "a schema is an object, true or false; this is a number"),
        (
            #"{"additionalProperties": "no"}"#, "1:26",
            "a schema is an object, true or false; this is a string"
        ),
        (
            #"{"dependentRequired": []}"#, "1:23",
            "dependentRequired must be an object, not an array"
        ),
        (
            #"{"dependentRequired": {"a": "b"}}"#, "1:29",
            "the names of a dependency must be an array of strings, not a string"
        ),
        (
            #"{"contains": {}, "minContains": "1"}"#, "1:33",
            "minContains must be a whole number from 0 on"
        ),
        (#"{"x-secret": "yes"}"#, "1:14", "x-secret must be true or false, not a string"),
        (
            #"{"x-reload": "never"}"#, "1:14",
            #"x-reload must be "restart", not "never""#
        ),
        (#"{"x-reload": true}"#, "1:14", #"x-reload must be "restart", not true"#),
        (#"{"$id": 5}"#, "1:9", "$id is 5; a string is expected"),
        (#"{"format": 3}"#, "1:12", "format is 3; a string is expected"),
        (#"{"title": 4}"#, "1:11", "title is 4; a string is expected"),
        // Unreferenced schemas are checked too.
        (#"{"then": 3}"#, "1:10", "then is 3; true, false or an object is expected"),
        (
            #"{"$defs": {"a": {"minimum": "1"}}}"#, "1:29",
            #"$defs.a.minimum is "1"; a number is expected"#
        ),
        (
            ##"{"$ref": "#/nowhere"}"##, "1:10",
            ##""#/nowhere" leads nowhere: there is no "nowhere""##
        ),
        (
            ##"{"$ref": "#there"}"##, "1:10",
            ##""#there" names the anchor "there", which no schema declares"##
        ),
        (
            #"{"$ref": "other.json"}"#, "1:10",
            #"there is no schema "other.json""#
        ),
        (
            #"{"$schema": "urn:unknown"}"#, "1:13",
            "the schema \"urn:unknown\" is unknown, and schemas are never fetched over the network: "
                + "save a copy with 'schemac vendor URI FILE', or map its directory with --map PREFIX=DIR"
        ),
        (
            #"{"$anchor": "a", "$defs": {"b": {"$anchor": "a"}}}"#, "1:33",
            #"the anchor "a" is declared twice in one schema"#
        ),
        (
            ##"{"$defs": {"a": {"$id": "x:a", "type": "null"}, "b": {"$id": "x:a"}}, "$ref": "x:a"}"##,
            "1:25", ##"the $id "x:a" is given to two different schemas"##
        ),
        (
            ##"{"$ref": "#"}"##, "1:10",
            "this reference leads back to itself and never reaches a value"
        ),
        (#"[]"#, "1:1", "a schema is an object, true or false; this is an array"),
    ])
    func isRefusedWhereItStands(schema: String, place: String, message: String) throws {
        let error = #expect(throws: SchemaError.self) { try compiled(schema) }
        let finding = try #require(error?.findings.first)
        #expect(finding.message == message)
        #expect(finding.file == "schema.json")
        #expect(finding.position.map { "\($0.line):\($0.column)" } == place)
        #expect(error?.findings.count == 1)
    }

    @Test func exclusiveBoundsOfDraft4AreBooleans() throws {
        let error = #expect(throws: SchemaError.self) {
            try compiled(#"{"minimum": 1, "exclusiveMinimum": 2}"#, draft: .draft4)
        }
        #expect(
            error?.findings.map(\.message) == [
                "exclusiveMinimum must be true or false in draft-04, not a number; from draft-06 on it is a number"
            ]
        )
    }

    @Test func unknownRequiredVocabularyIsNamed() throws {
        var registry = SchemaRegistry()
        registry.add(
            try json(
                #"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {"urn:mine": true}}"#
            ),
            at: "urn:meta"
        )
        let schema = try json(#"{"$schema": "urn:meta"}"#, named: "schema.json")
        let error = #expect(throws: SchemaError.self) {
            try registry.resolve(schema, baseURI: "file:///s.json")
        }
        #expect(
            error?.description
                == #"schema.json:1:13: error: the meta-schema requires the vocabulary "urn:mine", which is not supported"#
        )
    }

    @Test func manyFaultsAreCutShort() throws {
        let members = (0..<1_000).map { #""p\#($0)": {"type": "int"}"# }.joined(separator: ",")
        let error = #expect(throws: SchemaError.self) {
            try compiled("{\"properties\": {\(members)}}")
        }
        #expect(error?.findings.count == 101)
        #expect(error?.findings.last?.message == "and 900 more of this kind")
    }

    @Test func yamlSchemasWithHexadecimalNumbersCompile() throws {
        let schema = try Document(parsing: "maximum: 0x10\nmultipleOf: 0x4\n", as: .yaml)
        let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///s.yaml")
        let program = try ValidationProgram(compiling: graph)
        #expect(try program.accepts(json("16")))
        #expect(try !program.accepts(json("20")))
        #expect(try !program.accepts(json("15")))
    }
}
