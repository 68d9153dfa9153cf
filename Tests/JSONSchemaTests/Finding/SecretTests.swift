import ConfigDocument
import JSONSchema
import Testing

/// A value that a schema calls secret is in no finding, whatever is wrong with it or around it.
struct SecretTests {
    private static let canary = "c4n4ry"

    @Test(arguments: [
        // The value itself, by every way of marking it.
        (#"{"properties": {"a": {"x-secret": true, "type": "integer"}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"writeOnly": true, "pattern": "^x"}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"format": "password", "maxLength": 2}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true, "enum": ["c4n4rx"]}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true, "const": 1}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true, "not": {}}}}"#, #"{"a": "c4n4ry"}"#),
        // Marked behind a reference, beside one, or by another keyword than the one that refuses.
        (
            ##"{"properties": {"a": {"$ref": "#/$defs/s"}}, "$defs": {"s": {"x-secret": true, "type": "null"}}}"##,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"properties": {"a": {"type": "null"}}, "allOf": [{"properties": {"a": {"x-secret": true}}}]}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"additionalProperties": {"type": "null"}, "patternProperties": {"^a": {"x-secret": true, "type": "null"}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        // In branches: failed ones, refused ones, conditions.
        (
            #"{"anyOf": [{"properties": {"a": {"x-secret": true, "type": "null"}}}, {"properties": {"a": {"type": "number"}}}]}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"oneOf": [{"required": ["b"], "properties": {"a": {"x-secret": true}}}, {"properties": {"a": {"maxLength": 1}}}]}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"if": {"properties": {"a": {"x-secret": true, "type": "null"}}}, "else": {"properties": {"a": {"type": "number"}}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        // Inside a secret object or list: values, names, and what their parents say of them.
        (
            #"{"properties": {"a": {"x-secret": true, "additionalProperties": {"type": "null"}}}}"#,
            #"{"a": {"c4n4ry": "c4n4ry"}}"#
        ),
        (
            #"{"properties": {"a": {"x-secret": true, "additionalProperties": false, "properties": {"c4n4rx": {}}}}}"#,
            #"{"a": {"c4n4ry": 1}}"#
        ),
        (
            #"{"properties": {"a": {"x-secret": true, "propertyNames": {"maxLength": 1}}}}"#,
            #"{"a": {"c4n4ry": 1}}"#
        ),
        (
            #"{"properties": {"a": {"x-secret": true, "required": ["c4n4rx"], "additionalProperties": false}}}"#,
            #"{"a": {"c4n4ry": 1}}"#
        ),
        (
            #"{"properties": {"a": {"x-secret": true, "patternProperties": {"^c": {"type": "null"}}}}}"#,
            #"{"a": {"c4n4ry": [1]}}"#
        ),
        (
            #"{"properties": {"a": {"x-secret": true, "items": {"enum": ["x"]}}}}"#,
            #"{"a": ["c4n4ry"]}"#
        ),
        (#"{"properties": {"a": {"x-secret": true}}, "const": {"a": "x"}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true}}, "maxProperties": 0}"#, #"{"a": "c4n4ry"}"#),
        (#"{"items": {"x-secret": true}, "uniqueItems": true}"#, #"["c4n4ry", "c4n4ry"]"#),
        (#"{"unevaluatedProperties": {"x-secret": true, "type": "null"}}"#, #"{"a": "c4n4ry"}"#),
        (
            #"{"dependentSchemas": {"a": {"properties": {"a": {"x-secret": true}}}}, "properties": {"a": {"type": "null"}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
    ])
    func isInNoFinding(schema: String, document: String) throws {
        let findings = try compiled(schema).findings(in: json(document))
        #expect(!findings.isEmpty)
        for finding in findings {
            let told =
                "\(finding) \(finding.instanceLocation) \(finding.keywordLocation) \(finding.suggestion ?? "")"
                .replacing("c4n4rx", with: "")
            #expect(!told.contains(Self.canary))
        }
    }

    @Test func isNamedWithItsPlaceButNotItsValue() throws {
        let schema = #"{"properties": {"password": {"x-secret": true, "pattern": "^[A-Z]"}}}"#
        #expect(
            try report(schema, #"{"password": "c4n4ry"}"#)
                == "data.json:1:14: error: password has a value that is not shown, which does not match the pattern ^[A-Z]\n"
                + "  at /password, by schema.json#/properties/password/pattern"
        )
    }

    @Test func hidesTheNamesInsideIt() throws {
        let schema =
            #"{"properties": {"tokens": {"x-secret": true, "additionalProperties": false}}}"#
        #expect(
            try report(schema, #"{"tokens": {"c4n4ry": 1}}"#)
                == "data.json:1:13: error: a setting in tokens is not known; its name is not shown\n"
                + "  at /tokens, by schema.json#/properties/tokens/additionalProperties"
        )
    }
}
