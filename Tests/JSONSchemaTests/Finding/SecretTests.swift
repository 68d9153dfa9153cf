import ConfigDocument
import JSONSchema
import Testing

/// No finding contains a value that a schema marks as secret, whatever is wrong with it or near it.
struct SecretTests {
    private static let canary = "c4n4ry"

    /// Its size and the number of its elements or members are hidden too.
    @Test(arguments: [
        (#""maxLength": 5"#, #""1234567""#, "a is too long; at most 5 characters are allowed"),
        (#""minLength": 9"#, #""1234567""#, "a is too short; at least 9 characters are needed"),
        (#""minLength": 1"#, #""""#, "a is empty; at least 1 character is needed"),
        (#""maximum": 5"#, "7", "a has a value that is not shown; the largest allowed value is 5"),
        (#""minimum": 9"#, "7", "a has a value that is not shown; the smallest allowed value is 9"),
        (#""multipleOf": 5"#, "7", "a has a value that is not shown; it must be a multiple of 5"),
        (
            #""pattern": "^x""#, #""7""#,
            "a has a value that is not shown, which does not match the pattern ^x"
        ),
        (#""maxItems": 1"#, "[7, 7, 7]", "a has too many elements; at most 1 element is allowed"),
        (#""minItems": 4"#, "[7, 7, 7]", "a has too few elements; at least 4 elements are needed"),
        (
            #""uniqueItems": true"#, "[1, 7, 7]",
            "a has elements that are equal; each must be different"
        ),
        (
            #""contains": {"const": 7}, "minContains": 4"#, "[7, 7, 7]",
            "a has too few elements that match \"contains\"; at least 4 are needed"
        ),
        (
            #""maxProperties": 1"#, #"{"b": 7, "c": 7}"#,
            "a has too many settings; at most 1 setting is allowed"
        ),
        (
            #""minProperties": 3"#, #"{"b": 7, "c": 7}"#,
            "a has too few settings; at least 3 settings are needed"
        ),
    ])
    func nothingIsSaidOfItsSize(rule: String, value: String, message: String) throws {
        let program = try compiled(##"{"properties": {"a": {"x-secret": true, \##(rule)}}}"##)
        let document = try Document(parsing: ##"{"a": \##(value)}"##, as: .json)
        #expect(program.findings(in: document).map(\.message) == [message])
    }

    @Test(arguments: [
        // The value itself, with every kind of mark.
        (#"{"properties": {"a": {"x-secret": true, "type": "integer"}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"writeOnly": true, "pattern": "^x"}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"format": "password", "maxLength": 2}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true, "enum": ["c4n4rx"]}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"x-secret": true, "const": 1}}}"#, #"{"a": "c4n4ry"}"#),
        // Allowed values are secret too.
        (#"{"properties": {"a": {"x-secret": true, "enum": ["c4n4ry", "b"]}}}"#, #"{"a": "x"}"#),
        (#"{"properties": {"a": {"x-secret": true, "const": "c4n4ry"}}}"#, #"{"a": "x"}"#),
        (
            #"{"properties": {"a": {"enum": [{"b": "c4n4ry"}], "properties": {"b": {"x-secret": true}}}}}"#,
            #"{"a": {}}"#
        ),
        (
            #"{"properties": {"a": {"enum": ["x", {"b": "c4n4ry"}], "anyOf": [{"type": "string"}, {"properties": {"b": {"x-secret": true}}}]}}}"#,
            #"{"a": "z"}"#
        ),
        (#"{"properties": {"a": {"x-secret": true, "not": {}}}}"#, #"{"a": "c4n4ry"}"#),
        (#"{"properties": {"a": {"not": {"x-secret": true}}}}"#, #"{"a": "c4n4ry"}"#),
        (
            #"{"not": {"required": ["a"], "properties": {"a": {"x-secret": true}}}, "properties": {"a": {"type": "null"}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"properties": {"a": {"properties": {"b": {"x-secret": true}}, "not": {"enum": [{"b": "c4n4ry"}, {"b": 1}]}}}}"#,
            #"{"a": {"b": 1}}"#
        ),
        (
            #"{"properties": {"a": {"items": {"x-secret": true}, "not": {"enum": [["c4n4ry"], [1]]}}}}"#,
            #"{"a": [1]}"#
        ),
        // A slip in a name that a pattern describes.
        (
            ##"{"patternProperties": {"^secret-[a-z]+$": {"x-secret": true}}, "additionalProperties": {"type": "integer"}}"##,
            #"{"secrt-a": "c4n4ry"}"#
        ),
        (
            ##"{"patternProperties": {"^(db|mq)_creds\\.": {"x-secret": true}}, "additionalProperties": {"type": "integer"}}"##,
            #"{"mq_creds": "c4n4ry"}"#
        ),
        // Beside a reference that hides other keywords.
        (
            ##"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"$ref": "#/definitions/s", "x-secret": true}}, "definitions": {"s": {"type": "null"}}}"##,
            #"{"a": "c4n4ry"}"#
        ),
        (
            ##"{"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"a": {"$ref": "#/definitions/s", "format": "password"}}, "definitions": {"s": {"type": "null"}}}"##,
            #"{"a": "c4n4ry"}"#
        ),
        // Secret names.
        (
            #"{"properties": {"a": {"propertyNames": {"x-secret": true, "maxLength": 1}}}}"#,
            #"{"a": {"c4n4ry": 1}}"#
        ),
        (
            ##"{"properties": {"a": {"propertyNames": {"allOf": [{"$ref": "#/$defs/k"}]}, "additionalProperties": {"type": "null"}}}, "$defs": {"k": {"x-secret": true}}}"##,
            #"{"a": {"c4n4ry": "c4n4ry"}}"#
        ),
        // Marked after a reference, beside one, or by a keyword other than the one that refuses.
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
        // Inside a secret object or array: values, names, and messages about their parents.
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
        // Values whose shape differs from the one that contains the secrets.
        (
            #"{"properties": {"a": {"type": "array", "items": {"x-secret": true}}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"properties": {"a": {"type": "object", "properties": {"b": {"x-secret": true}}}}}"#,
            #"{"a": ["c4n4ry"]}"#
        ),
        (
            #"{"properties": {"a": {"type": "array", "items": {"enum": [1], "x-secret": true}}}}"#,
            #"{"a": {"c4n4ry": "c4n4ry"}}"#
        ),
        (
            #"{"properties": {"a": {"oneOf": [{"type": "null"}, {"type": "object", "additionalProperties": {"x-secret": true}}]}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            #"{"properties": {"a": {"enum": [1], "if": {"minimum": 1}, "then": {"properties": {"b": {"x-secret": true}}}}}}"#,
            #"{"a": "c4n4ry"}"#
        ),
        (
            ##"{"properties": {"a": {"$ref": "#/$defs/t"}}, "$defs": {"t": {"type": "object", "properties": {"t": {"$ref": "#/$defs/t"}, "s": {"x-secret": true}}}}}"##,
            #"{"a": {"t": "c4n4ry"}}"#
        ),
        (#"{"type": "object", "properties": {"a": {"x-secret": true}}}"#, #""a:c4n4ry""#),
        (#"{"type": "object"}"#, #""a:c4n4ry""#),
        // Secrets are still found after the limit of findings.
        (
            #"{"properties": {"z": {"x-secret": true}}, "propertyNames": {"maxLength": 0}, "const": 1}"#,
            #"{"y": 1, "z": "c4n4ry"}"#
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
                == "data.json:1:13: error: a setting in tokens is unknown; its name is not shown\n"
                + "  at /tokens, by schema.json#/properties/tokens/additionalProperties"
        )
    }

    @Test(
        arguments: [
            // A value with the expected shape is not a secret because of secrets below it.
            (
                #"{"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"b": {"x-secret": true}}}]}}}"#,
                #"{"a": "x"}"#, []
            ),
            (
                #"{"properties": {"a": {"type": ["object", "boolean"], "properties": {"b": {"x-secret": true}}}}}"#,
                #"{"a": false}"#, []
            ),
            (#"{"properties": {"a": {"items": {"x-secret": true}}}}"#, #"{"a": null}"#, []),
            // A shape that no schema names is a secret.
            (#"{"properties": {"a": {"items": {"x-secret": true}}}}"#, #"{"a": 1}"#, ["/a"]),
            (
                #"{"properties": {"a": {"items": {"x-secret": true}}}}"#, #"{"a": [1, 2]}"#,
                ["/a/0", "/a/1"]
            ),
            // Names missing in the schema: beside secrets, and similar to one of them.
            (#"{"properties": {"apiToken": {"x-secret": true}}}"#, #"{"b": 1}"#, ["/b"]),
            (
                #"{"properties": {"apiToken": {"x-secret": true}, "o": {"type": "object"}}}"#,
                #"{"o": {"apiTokn": 1, "api-token": 2, "oldApiToken": 3, "b": 4}}"#,
                ["/o/apiTokn", "/o/api-token", "/o/oldApiToken"]
            ),
            // The end of one name is the beginning of another; a name begins exactly one, or two.
            (
                #"{"properties": {"abcde": {"x-secret": true}, "bcdfgh": {"x-secret": true}, "o": {"type": "object"}}}"#,
                #"{"o": {"xxxxxxxxabcdfgh": 1, "xxxxxxxxbcde": 2, "bcd": 3, "xyz": 4}}"#,
                ["/o/xxxxxxxxabcdfgh", "/o/bcd"]
            ),
            (
                #"{"properties": {"passwordOfUser": {"x-secret": true}, "passwordOfRoot": {"x-secret": true}, "o": {"type": "object"}}}"#,
                #"{"o": {"password": 1, "passwordOfU": 2, "passwordOfUsers": 3}}"#,
                ["/o/passwordOfU", "/o/passwordOfUsers"]
            ),
            // Elements by position, and the rest.
            (
                #"{"prefixItems": [{}, {"x-secret": true}, {}], "items": {"properties": {"s": {"x-secret": true}, "t": {}}}}"#,
                #"[{"x": 1}, 2, {"x": 3}, {"s": 4, "t": 5}, {"s": 6}]"#,
                ["/1", "/3/s", "/4/s"]
            ),
            (
                #"{"additionalProperties": {"type": "integer"}, "properties": {"apiToken": {"x-secret": true}}}"#,
                #"{"b": 1, "apiTokn": 2}"#, ["/apiTokn"]
            ),
            (
                #"{"properties": {"a": {"additionalProperties": false, "properties": {"b": {}}}}}"#,
                #"{"a": {"c": 1}}"#, []
            ),
            // Both sides of a condition.
            (
                #"{"if": {"required": ["b"]}, "then": {"properties": {"a": {"x-secret": true}}}, "else": {"properties": {"a": {}}}}"#,
                #"{"a": 1}"#, ["/a"]
            ),
        ] as [(String, String, [String])]
    )
    func isFoundWhereverTheSchemaHasOne(
        schema: String,
        document: String,
        places: [String]
    ) throws {
        let found = try compiled(schema).secretPlaces(in: json(document))
        #expect(found.map(\.pointer) == places)
    }

    @Test(arguments: [
        ("s: &a x\nt: *a", ["/s", "/t"]), ("t: &a x\ns: *a", ["/t", "/s"]),
        ("s: &a {b: x}\nt: {<<: *a, c: 1}", ["/s", "/t/b"]), ("s: x\nt: x", ["/s"]),
    ])
    func isCopiedByAliases(text: String, places: [String]) throws {
        let schema = #"{"properties": {"s": {"x-secret": true}, "t": {}}}"#
        let document = try Document(parsing: text, as: .yaml)
        let found = try compiled(schema).secretPlaces(in: document)
        #expect(found.map(\.pointer) == places)
    }

    @Test(arguments: [
        (
            #"{"type": "string", "x-secret": true}"#, "12345",
            "a is a number that is not shown; a string is expected; put it in quotes"
        ),
        (
            #"{"type": "string", "x-secret": true}"#, "true",
            "a is a boolean that is not shown; a string is expected; put it in quotes"
        ),
        (
            #"{"type": "string", "x-secret": true}"#, "null",
            "a is empty (null); a string is expected"
        ),
        (
            #"{"type": "integer", "x-secret": true}"#, "1.5",
            "a has a value that is not shown; a whole number is expected"
        ),
        (
            #"{"type": "string", "x-secret": true}"#, "[1]",
            "a is an array that is not shown; a string is expected"
        ),
        (
            #"{"type": "array", "items": {"x-secret": true}}"#, #""x""#,
            "a has a value that is not shown; an array is expected"
        ),
        (
            #"{"type": "object", "properties": {"b": {"x-secret": true}}}"#, #""b:x""#,
            "a has a value that is not shown; an object is expected; write a space after each colon (\"key: value\")"
        ),
    ])
    func isNamedByItsKindWhereThatIsWrong(schema: String, value: String, message: String) throws {
        let findings = try compiled("{\"properties\": {\"a\": \(schema)}}")
            .findings(in: json("{\"a\": \(value)}"))
        #expect(
            findings.map { [$0.message, $0.suggestion].compactMap { $0 }.joined(separator: "; ") }
                == [message]
        )
    }

    @Test func aDocumentThatIsOneStringIsNotQuoted() throws {
        let document = try Document(parsing: "port:80\nname:x", as: .yaml, named: "data.yaml")
        let findings = try compiled(#"{"type": "object"}"#).findings(in: document)
        #expect(findings.map(\.message) == ["the document is one string; an object is expected"])
        #expect(
            findings.map(\.suggestion) == ["write a space after each colon (\"key: value\")"]
        )
    }

    @Test(arguments: [
        ("[object, string]", "key = x", nil as String?),
        ("object", "key = x", "write a colon and a space, not \"=\" (\"key: value\")"),
        ("object", "key:x", "write a space after each colon (\"key: value\")"),
        ("object", "https://x", nil),
        ("array", "-x -y", "write a space after each dash (\"- element\")"),
        ("integer", "-x", nil),
        (
            "integer", "\u{201C}1\u{201D}",
            "typographic quotes are part of the text; use plain quotes, or none"
        ),
        ("integer", "\u{A0}1", "replace the no-break space (U+00A0) in it with a plain space"),
        (
            "boolean", "true\u{A0}# c",
            "replace the no-break space (U+00A0) in it with a plain space"
        ),
        ("integer", "\u{200B}1", "remove the zero-width space (U+200B) in it"),
        ("boolean", "\u{2060}true", "remove the word joiner (U+2060) in it"),
        ("integer", "\u{FEFF}7", "remove the byte order mark (U+FEFF) in it"),
    ])
    func aSlipThatMadeAStringIsNamed(type: String, text: String, suggestion: String?) throws {
        let quoted = DocumentValue.string(text).encoded(as: .json)
        for secrecy in ["", #", "x-secret": true"#] {
            let type = type.hasPrefix("[") ? #"["object", "string"]"# : "\"\(type)\""
            let findings = try compiled(
                "{\"properties\": {\"a\": {\"type\": \(type)\(secrecy)}}}"
            ).findings(in: json("{\"a\": \(String(decoding: quoted, as: UTF8.self))}"))
            #expect(findings.first?.suggestion == suggestion)
        }
    }

    @Test(arguments: [
        ("\u{A0}name", "unknown setting \"\\u{A0}name\""),
        ("\u{201C}name\u{201D}", "unknown setting \"\u{201C}name\u{201D}\""),
    ])
    func aSlipInANameIsNamed(name: String, message: String) throws {
        let findings = try compiled(
            #"{"properties": {"name": true}, "additionalProperties": false}"#
        ).findings(in: json("{\"\(name)\": 1}"))
        #expect(findings.map(\.message) == [message])
        #expect(findings.first?.suggestion?.contains("plain") == true)
    }
}
