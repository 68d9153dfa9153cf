import ConfigDocument
import JSONSchema
import Testing

struct OutputTests {
    /// The example of the specification (Core 2020-12, 12.4).
    private static let polygon = """
        {
          "$id": "https://example.com/polygon",
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$defs": {
            "point": {
              "type": "object",
              "properties": { "x": { "type": "number" }, "y": { "type": "number" } },
              "additionalProperties": false,
              "required": ["x", "y"]
            }
          },
          "type": "array",
          "items": { "$ref": "#/$defs/point" },
          "minItems": 3
        }
        """
    private static let points = #"[{"x": 2.5, "y": 1.3}, {"x": 1, "z": 6.7}]"#

    @Test func flagSaysTheVerdictAlone() throws {
        try expect(Self.polygon, Self.points, .flag, #"{"valid": false}"#)
        try expect(
            Self.polygon,
            "[{\"x\": 1, \"y\": 2}, {\"x\": 1, \"y\": 2}, {\"x\": 0, \"y\": 0}]",
            .flag,
            #"{"valid": true}"#
        )
    }

    @Test func basicListsErrors() throws {
        try expect(
            Self.polygon,
            Self.points,
            .basic,
            """
            {
              "valid": false,
              "errors": [
                {
                  "valid": false,
                  "keywordLocation": "/items/$ref/additionalProperties",
                  "absoluteKeywordLocation": "https://example.com/polygon#/$defs/point/additionalProperties",
                  "instanceLocation": "/1/z",
                  "error": "unknown setting \\"z\\" in element [1]"
                },
                {
                  "valid": false,
                  "keywordLocation": "/items/$ref/required",
                  "absoluteKeywordLocation": "https://example.com/polygon#/$defs/point/required",
                  "instanceLocation": "/1",
                  "error": "missing setting \\"y\\" in element [1]"
                },
                {
                  "valid": false,
                  "keywordLocation": "/minItems",
                  "absoluteKeywordLocation": "https://example.com/polygon#/minItems",
                  "instanceLocation": "",
                  "error": "the document has 2 elements; at least 3 are needed"
                }
              ]
            }
            """
        )
    }

    @Test func detailedKeepsTheNodesThatBranch() throws {
        try expect(
            Self.polygon,
            Self.points,
            .detailed,
            """
            {
              "valid": false,
              "keywordLocation": "",
              "absoluteKeywordLocation": "https://example.com/polygon#",
              "instanceLocation": "",
              "errors": [
                {
                  "valid": false,
                  "keywordLocation": "/items/$ref",
                  "absoluteKeywordLocation": "https://example.com/polygon#/$defs/point",
                  "instanceLocation": "/1",
                  "errors": [
                    {
                      "valid": false,
                      "keywordLocation": "/items/$ref/additionalProperties",
                      "absoluteKeywordLocation": "https://example.com/polygon#/$defs/point/additionalProperties",
                      "instanceLocation": "/1/z",
                      "error": "unknown setting \\"z\\" in element [1]"
                    },
                    {
                      "valid": false,
                      "keywordLocation": "/items/$ref/required",
                      "absoluteKeywordLocation": "https://example.com/polygon#/$defs/point/required",
                      "instanceLocation": "/1",
                      "error": "missing setting \\"y\\" in element [1]"
                    }
                  ]
                },
                {
                  "valid": false,
                  "keywordLocation": "/minItems",
                  "absoluteKeywordLocation": "https://example.com/polygon#/minItems",
                  "instanceLocation": "",
                  "error": "the document has 2 elements; at least 3 are needed"
                }
              ]
            }
            """
        )
    }

    @Test func verboseNamesEveryKeyword() throws {
        try expect(
            #"{"title": "port", "type": "object", "properties": {"a": {"minimum": 1}, "b": true}, "required": ["a"]}"#,
            #"{"a": 0}"#,
            .verbose,
            """
            {
              "valid": false,
              "keywordLocation": "",
              "absoluteKeywordLocation": "file:///schema.json#",
              "instanceLocation": "",
              "errors": [
                {
                  "valid": true,
                  "keywordLocation": "/type",
                  "absoluteKeywordLocation": "file:///schema.json#/type",
                  "instanceLocation": ""
                },
                {
                  "valid": false,
                  "keywordLocation": "/properties",
                  "absoluteKeywordLocation": "file:///schema.json#/properties",
                  "instanceLocation": "",
                  "errors": [
                    {
                      "valid": false,
                      "keywordLocation": "/properties/a",
                      "absoluteKeywordLocation": "file:///schema.json#/properties/a",
                      "instanceLocation": "/a",
                      "errors": [
                        {
                          "valid": false,
                          "keywordLocation": "/properties/a/minimum",
                          "absoluteKeywordLocation": "file:///schema.json#/properties/a/minimum",
                          "instanceLocation": "/a",
                          "error": "a is 0; the smallest allowed value is 1"
                        }
                      ]
                    }
                  ]
                },
                {
                  "valid": true,
                  "keywordLocation": "/required",
                  "absoluteKeywordLocation": "file:///schema.json#/required",
                  "instanceLocation": ""
                }
              ]
            }
            """
        )
    }

    @Test func verboseKeepsWhatFailedWithoutConsequence() throws {
        try expect(
            #"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"not": {"const": 1}}}"#,
            "2",
            .verbose,
            """
            {
              "valid": true,
              "keywordLocation": "",
              "absoluteKeywordLocation": "file:///schema.json#",
              "instanceLocation": "",
              "annotations": [
                {
                  "valid": true,
                  "keywordLocation": "/if",
                  "absoluteKeywordLocation": "file:///schema.json#/if",
                  "instanceLocation": "",
                  "annotations": [
                    {
                      "valid": false,
                      "keywordLocation": "/if",
                      "absoluteKeywordLocation": "file:///schema.json#/if",
                      "instanceLocation": "",
                      "errors": [
                        {
                          "valid": false,
                          "keywordLocation": "/if/type",
                          "absoluteKeywordLocation": "file:///schema.json#/if/type",
                          "instanceLocation": "",
                          "error": "the document is 2; a string is expected; did you mean \\"2\\"?"
                        }
                      ]
                    }
                  ]
                },
                {
                  "valid": true,
                  "keywordLocation": "/else",
                  "absoluteKeywordLocation": "file:///schema.json#/else",
                  "instanceLocation": "",
                  "annotations": [
                    {
                      "valid": true,
                      "keywordLocation": "/else/not",
                      "absoluteKeywordLocation": "file:///schema.json#/else/not",
                      "instanceLocation": "",
                      "annotations": [
                        {
                          "valid": false,
                          "keywordLocation": "/else/not",
                          "absoluteKeywordLocation": "file:///schema.json#/else/not",
                          "instanceLocation": "",
                          "errors": [
                            {
                              "valid": false,
                              "keywordLocation": "/else/not/const",
                              "absoluteKeywordLocation": "file:///schema.json#/else/not/const",
                              "instanceLocation": "",
                              "error": "the document is 2; expected 1"
                            }
                          ]
                        }
                      ]
                    }
                  ]
                }
              ]
            }
            """
        )
    }

    @Test func basicListsAnnotationsOfWhatIsValid() throws {
        try expect(
            #"{"title": "all", "x-unit": "s", "anyOf": [{"title": "no", "type": "null"}, {"properties": {"a/b %": {"default": [1]}}}]}"#,
            #"{"a/b %": 1}"#,
            .basic,
            """
            {
              "valid": true,
              "annotations": [
                {
                  "valid": true,
                  "keywordLocation": "/title",
                  "absoluteKeywordLocation": "file:///schema.json#/title",
                  "instanceLocation": "",
                  "annotation": "all"
                },
                {
                  "valid": true,
                  "keywordLocation": "/x-unit",
                  "absoluteKeywordLocation": "file:///schema.json#/x-unit",
                  "instanceLocation": "",
                  "annotation": "s"
                },
                {
                  "valid": true,
                  "keywordLocation": "/anyOf/1/properties",
                  "absoluteKeywordLocation": "file:///schema.json#/anyOf/1/properties",
                  "instanceLocation": "",
                  "annotation": ["a/b %"]
                },
                {
                  "valid": true,
                  "keywordLocation": "/anyOf/1/properties/a~1b %/default",
                  "absoluteKeywordLocation": "file:///schema.json#/anyOf/1/properties/a~1b%20%25/default",
                  "instanceLocation": "/a~1b %",
                  "annotation": [1]
                }
              ]
            }
            """
        )
    }

    @Test(arguments: [
        (#"{"items": true}"#, "[1]", "/items", "true"),
        (#"{"items": true}"#, "[]", "/items", nil),
        (#"{"prefixItems": [true, true]}"#, "[1]", "/prefixItems", "true"),
        (#"{"prefixItems": [true, true]}"#, "[1, 2, 3]", "/prefixItems", "1"),
        (#"{"contains": {"type": "null"}}"#, "[1, null]", "/contains", "[1]"),
        (#"{"contains": {"type": "null"}}"#, "[null, null]", "/contains", "true"),
        (
            #"{"patternProperties": {"a": {}, "b": {}}}"#, #"{"ab": 1, "b": 2, "c": 3}"#,
            "/patternProperties", #"["ab", "b"]"#
        ),
        (
            #"{"properties": {"a": {}}, "additionalProperties": {}}"#, #"{"a": 1, "b": 2}"#,
            "/additionalProperties", #"["b"]"#
        ),
        (
            #"{"properties": {"a": {}}, "unevaluatedProperties": {}}"#, #"{"a": 1, "b": 2}"#,
            "/unevaluatedProperties", #"["b"]"#
        ),
        (#"{"unevaluatedItems": {}}"#, "[1]", "/unevaluatedItems", "true"),
        (#"{"format": "email"}"#, "1", "/format", #""email""#),
        (#"{"deprecated": true}"#, "1", "/deprecated", "true"),
        (#"{"$comment": "no"}"#, "1", "/$comment", nil),
    ])
    func annotates(schema: String, instance: String, location: String, annotation: String?) throws {
        let output = try output(schema, instance, .basic)
        let units = output["annotations"]?.array ?? []
        let unit = units.first { $0["keywordLocation"]?.string == location }
        let expected = try annotation.map {
            DocumentValue(try Document(parsing: $0, as: .json).root)
        }
        #expect(unit?["annotation"] == expected, "\(output)")
    }

    @Test func namesOnlyTheReasonOfAFailedOneOf() throws {
        try expect(
            #"{"oneOf": [{"type": "integer"}, {"minimum": 2}, {"type": "null"}]}"#,
            "3",
            .basic,
            """
            {
              "valid": false,
              "errors": [
                {
                  "valid": false,
                  "keywordLocation": "/oneOf",
                  "absoluteKeywordLocation": "file:///schema.json#/oneOf",
                  "instanceLocation": "",
                  "error": "the document is 3, which fits alternatives 1 and 2; exactly one must fit"
                }
              ]
            }
            """
        )
    }

    @Test func saysThatTheBudgetIsUsedUp() throws {
        var program = try program("{\"items\": {\"type\": \"null\"}}")
        program.budget.maxSteps = 2
        let output = program.output(
            for: try Document(parsing: "[null, 1]", as: .json),
            as: .verbose
        )
        #expect(output["valid"] == false)
        #expect(
            output["error"]
                == """
                the document takes too many steps to check against its schema, so it is refused; \
                they ran out at element [1]; raise maxSteps, or pass --max-steps
                """
        )
    }

    /// An explanation takes more steps than a decision.
    @Test func aValidDocumentStaysSoWithoutItsAnnotations() throws {
        var program = try program("{\"items\": {\"type\": \"null\"}}")
        program.budget.maxSteps = 2
        let document = try Document(parsing: "[null, null]", as: .json)
        for format in OutputFormat.allCases {
            let output = program.output(for: document, as: format)
            #expect(output["valid"] == true)
            #expect(output["error"] == nil)
        }
    }

    @Test(arguments: [
        (#"{"writeOnly": true, "type": "integer"}"#, #""canary""#),
        (#"{"x-secret": true, "additionalProperties": {"type": "null"}}"#, #"{"canary": 1}"#),
        (#"{"x-secret": true, "additionalProperties": {"type": "integer"}}"#, #"{"canary": 1}"#),
        (#"{"x-secret": true, "propertyNames": {"maxLength": 1}}"#, #"{"canary": 1}"#),
        (#"{"x-secret": true, "default": "canary", "type": "string"}"#, #""x""#),
        (
            #"{"x-secret": true, "items": {"properties": {"canary": {"type": "null"}}}}"#,
            #"[{"canary": 1}]"#
        ),
    ])
    func neverShowsSecrets(schema: String, value: String) throws {
        for format in OutputFormat.allCases {
            let output = try output(
                #"{"properties": {"key": \#(schema)}}"#,
                #"{"key": \#(value)}"#,
                format
            )
            .removingKeywordLocations
            let text = String(decoding: output.encoded(as: .json), as: UTF8.self)
            #expect(!text.contains("canary"))
        }
    }

    // MARK: Running

    @Test(arguments: [OutputFormat.detailed, .verbose])
    func annotationsAboveASecretAreNotShown(format: OutputFormat) throws {
        let schema = #"""
            {"default": {"k": "CANARY"}, "examples": [{"k": "CANARY"}], "title": "shown",
             "properties": {"k": {"x-secret": true, "default": "CANARY"}}}
            """#
        for instance in ["{}", #"{"k": "x"}"#] {
            let output = try output(schema, instance, format).encoded(as: .json)
            let text = String(decoding: output, as: UTF8.self)
            #expect(text.contains("shown") && !text.contains("CANARY"), "\(text)")
        }
    }

    private func expect(
        _ schema: String,
        _ instance: String,
        _ format: OutputFormat,
        _ expected: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let output = try output(schema, instance, format)
        let value = DocumentValue(try Document(parsing: expected, as: .json).root)
        // Compared as strings, since the order of members matters.
        #expect(
            String(decoding: output.encoded(as: .json), as: UTF8.self)
                == String(decoding: value.encoded(as: .json), as: UTF8.self),
            sourceLocation: sourceLocation
        )
    }

    private func output(_ schema: String, _ instance: String, _ format: OutputFormat) throws
        -> DocumentValue
    {
        try program(schema).output(for: Document(parsing: instance, as: .json), as: format)
    }

    private func program(_ schema: String) throws -> ValidationProgram {
        let document = try Document(parsing: schema, as: .json, named: "schema.json")
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///schema.json")
        var options = ValidationProgram.Options()
        options.keepsAnnotations = true
        return try ValidationProgram(compiling: graph, options: options)
    }
}

extension DocumentValue {
    /// Removes locations, because a schema may contain names that are secret in a document.
    fileprivate var removingKeywordLocations: DocumentValue {
        switch self {
        case .array(let elements): return .array(elements.map(\.removingKeywordLocations))
        case .object(let object):
            var result = DocumentObject()
            for (key, member) in object.members
            where key != "keywordLocation" && key != "absoluteKeywordLocation" {
                result[key] = member.removingKeywordLocations
            }
            return .object(result)
        default: return self
        }
    }
}
