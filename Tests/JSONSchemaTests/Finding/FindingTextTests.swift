import ConfigDocument
import JSONSchema
import Testing

/// Whole findings, as an operator sees them.
struct FindingTextTests {
    /// Programs hold 32 bits of such a number.
    @Test(arguments: [
        (#""minLength": 99999999999999999999"#, #""a""#, "a has 1 character"),
        (#""minItems": 4294967295"#, "[]", "a has 0 elements"),
    ])
    func aBoundBeyondAllDocumentsIsNotQuoted(keyword: String, value: String, text: String) throws {
        let program = try compiled("{\"properties\": {\"a\": {\(keyword)}}}")
        let messages = program.findings(in: try json("{\"a\": \(value)}")).map(\.message)
        #expect(messages == ["\(text); more than 4294967294 are needed"])
    }

    /// An empty section may be intended as an empty object or as an absent one.
    @Test(arguments: [
        (
            #""object""#, "a:\n",
            "a is null; an object is expected; write {} for an empty one, or remove the key"
        ),
        (
            #""object""#, "a: ~\n",
            "a is null; an object is expected; write {} for an empty one, or remove the key"
        ),
        (
            #""array""#, "a:\n",
            "a is null; an array is expected; write [] for an empty one, or remove the key"
        ),
        (#""string""#, "a:\n", "a is null; a string is expected"),
    ])
    func anEmptySectionHasTwoRepairs(type: String, text: String, message: String) throws {
        let program = try compiled(#"{"properties": {"a": {"type": \#(type)}}}"#)
        let findings = program.findings(in: try Document(parsing: text, as: .yaml))
        let texts = findings.map { finding in
            ([finding.message] + [finding.suggestion].compactMap { $0 }).joined(separator: "; ")
        }
        #expect(texts == [message])
    }

    /// What a `then` or `else` demands comes with what the document says.
    @Test(arguments: [
        (
            #""if": {"properties": {"mode": {"const": "tcp"}}}, "then": {"required": ["port"]}"#,
            #"{"mode": "tcp"}"#,
            #"missing setting "port", which is required because mode is "tcp""#
        ),
        (
            #""if": {"properties": {"mode": {"const": "tcp"}}}, "else": {"properties": {"port": false}}"#,
            #"{"mode": "unix", "port": 1}"#, #"port is not allowed because mode is "unix""#
        ),
        (
            #""if": {"properties": {"a": {"const": 1}}}, "then": {"properties": {"port": {"minimum": 2}}}"#,
            #"{"port": 1}"#,
            "port is 1; the smallest allowed value is 2, because a is not set"
        ),
        // Neither is a reason: that the usual case applies, and the setting itself.
        (
            #""if": {"required": ["a"]}, "else": {"properties": {"port": {"minimum": 2}}}"#,
            #"{"port": 1}"#, "port is 1; the smallest allowed value is 2"
        ),
        (
            #""if": {"required": ["a"]}, "then": {"properties": {"a": {"minimum": 2}}}"#,
            #"{"a": 1}"#, "a is 1; the smallest allowed value is 2"
        ),
        (
            #""if": {"properties": {"a": {"minimum": 1}, "b": {}}, "required": ["a", "b"]}, "then": false"#,
            #"{"b": {}, "a": 1}"#, "the document is not allowed because b is set and a is 1"
        ),
        (
            ##""if": {"anyOf": [{"$ref": "#/$defs/a"}, {"not": {"required": ["b"]}}]}, "then": {"maxProperties": 0}, "$defs": {"a": {"required": ["a"]}}"##,
            #"{"c": true}"#,
            "the document has 1 setting; at most 0 are allowed, because a is not set and b is not set"
        ),
        // The innermost condition is the reason.
        (
            #""if": {"required": ["a"]}, "then": {"if": {"required": ["b"]}, "then": {"required": ["c"]}}"#,
            #"{"a": 1, "b": 2}"#, #"missing setting "c", which is required because b is 2"#
        ),
        // What is secret is not shown.
        (
            #""properties": {"key": {"x-secret": true}}, "if": {"properties": {"key": {"const": "x"}}}, "then": {"required": ["a"]}"#,
            #"{"key": "x"}"#, #"missing setting "a", which is required because key is set"#
        ),
        // A condition on more than three settings, and one that looks at none.
        (
            #""if": {"required": ["a", "b", "c", "d"]}, "else": {"required": ["e"]}"#, "{}",
            #"missing setting "e""#
        ),
        (
            #""if": {"minProperties": 1}, "else": {"required": ["e"]}"#, "{}",
            #"missing setting "e""#
        ),
    ])
    func conditionsAreReasons(keywords: String, text: String, message: String) throws {
        let program = try compiled("{\(keywords)}")
        #expect(program.findings(in: try json(text)).map(\.message) == [message])
    }

    /// YAML reads a sign before `0x` as text.
    @Test(arguments: [
        ("-0x1F", "-31"), ("\"-0x1F\"", "-31"), ("+0o17", "15"), ("'0x1F'", "31"),
        ("'-31'", "-31 without quotes"), ("'1e3'", "1e3 without quotes"), ("inf", nil),
        ("0x1.8p3", nil), ("-0x", nil), ("'0x-5'", nil), ("-0x8000000000000000", "\(Int64.min)"),
        ("-0x8000000000000001", nil),
    ])
    func aStringThatIsANumberHasItAsRepair(text: String, number: String?) throws {
        let program = try compiled(#"{"type": "number"}"#)
        let findings = program.findings(in: try Document(parsing: text, as: .yaml))
        #expect(findings.map(\.suggestion) == [number.map { "did you mean \($0)?" }])
    }

    @Test(arguments: [
        (
            #"{"type": ["integer", "string"]}"#, "1.5",
            "1:1: error: the document is 1.5; a string or a whole number is expected", "the root",
            "/type"
        ),
        (
            #"{"not": {"anyOf": [{"required": ["a"]}, {"oneOf": [{"required": ["b", "c"]}]}]}}"#,
            #"{"b": 1, "c": 2}"#,
            #"1:1: error: the document has "b" and "c", which are not allowed together"#,
            "the root", "/not"
        ),
        (
            #"{"properties": {"a": {"enum": ["x", ""]}, "s": {"x-secret": true}}}"#,
            #"{"a": "y"}"#, #"1:7: error: a is "y"; expected one of "x", """#, "/a",
            "/properties/a/enum"
        ),
        (
            #"{"type": "integer"}"#, #""5""#,
            #"1:1: error: the document is "5"; a whole number is expected; did you mean 5 without quotes?"#,
            "the root", "/type"
        ),
        (
            #"{"type": "integer"}"#, "1.5",
            "1:1: error: the document is 1.5; a whole number is expected", "the root", "/type"
        ),
        (
            #"{"type": ["string", "null"]}"#, "5",
            #"1:1: error: the document is 5; a string or null is expected; did you mean "5"?"#,
            "the root", "/type"
        ),
        (
            #"{"type": "string"}"#, "5",
            #"1:1: error: the document is 5; a string is expected; did you mean "5"?"#, "the root",
            "/type"
        ),
        (
            #"{"type": "boolean"}"#, #""yes""#,
            #"1:1: error: the document is "yes"; true or false is expected; did you mean true?"#,
            "the root", "/type"
        ),
        (
            #"{"properties": {"tags": {"type": "array"}}}"#, #"{"tags": "a"}"#,
            #"1:10: error: tags is "a"; an array is expected; did you mean ["a"]?"#, "/tags",
            "/properties/tags/type"
        ),
        (
            #"{"properties": {"port": {"maximum": 65535}}}"#, #"{"port": 70000}"#,
            "1:10: error: port is 70000; the largest allowed value is 65535", "/port",
            "/properties/port/maximum"
        ),
        (
            #"{"minimum": 1.50}"#, "1.25",
            "1:1: error: the document is 1.25; the smallest allowed value is 1.50", "the root",
            "/minimum"
        ),
        (
            #"{"exclusiveMaximum": 3}"#, "3", "1:1: error: the document is 3; it must be below 3",
            "the root", "/exclusiveMaximum"
        ),
        (
            #"{"exclusiveMinimum": 3}"#, "3", "1:1: error: the document is 3; it must be above 3",
            "the root", "/exclusiveMinimum"
        ),
        (
            #"{"multipleOf": 0.1}"#, "0.25",
            "1:1: error: the document is 0.25; it must be a multiple of 0.1", "the root",
            "/multipleOf"
        ),
        (
            #"{"items": {"minLength": 1}}"#, #"["a", ""]"#,
            "1:7: error: element [1] is empty; at least 1 character is needed", "/1",
            "/items/minLength"
        ),
        (
            #"{"additionalProperties": {"items": {"additionalProperties": {"maximum": 1}}}}"#,
            #"{"a b": [{"c.d": 2}]}"#,
            #"1:18: error: "a b"[0]["c.d"] is 2; the largest allowed value is 1"#,
            "/a b/0/c.d", "/additionalProperties/items/additionalProperties/maximum"
        ),
        (
            #"{"items": {"properties": {"a": {"type": "null"}}}}"#, #"[{"a": 2}]"#,
            "1:8: error: [0].a is 2; null is expected", "/0/a", "/items/properties/a/type"
        ),
        (
            #"{"properties": {"a": {"properties": {"bc": {}}, "additionalProperties": false}}}"#,
            #"{"a": {"bd": 1}}"#,
            #"1:8: error: unknown setting "bd" in a; did you mean "bc"?"#, "/a/bd",
            "/properties/a/additionalProperties"
        ),
        (
            #"{"properties": {"a": {"propertyNames": {"maxLength": 1}}}}"#, #"{"a": {"bd": 1}}"#,
            #"1:8: error: the name "bd" in a has 2 characters; at most 1 is allowed"#, "/a/bd",
            "/properties/a/propertyNames/maxLength"
        ),
        (
            #"{"maxLength": 1}"#, #""añ""#,
            "1:1: error: the document has 2 characters; at most 1 is allowed", "the root",
            "/maxLength"
        ),
        (
            #"{"pattern": "^a\n$"}"#, #""b""#,
            #"1:1: error: the document is "b", which does not match the pattern ^a\u{A}$"#,
            "the root", "/pattern"
        ),
        (
            #"{"format": "ipv4"}"#, #""1.2.3""#,
            #"1:1: error: the document is "1.2.3"; an IPv4 address such as 192.0.2.1 is expected"#,
            "the root",
            "/format"
        ),
        (
            #"{"enum": ["debug", "info"]}"#, #""inof""#,
            #"1:1: error: the document is "inof"; expected one of "debug", "info"; did you mean "info"?"#,
            "the root", "/enum"
        ),
        (
            #"{"enum": ["a", 1, null]}"#, "true",
            #"1:1: error: the document is true; expected one of null, "a", 1"#, "the root", "/enum"
        ),
        (
            #"{"const": {"a": [1]}}"#, "2",
            #"1:1: error: the document is 2; expected {"a":[1]}"#, "the root", "/const"
        ),
        (
            #"{"minProperties": 1}"#, "{}",
            "1:1: error: the document has 0 settings; at least 1 is needed", "the root",
            "/minProperties"
        ),
        (
            #"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#,
            "1:1: error: the document has 2 settings; at most 1 is allowed", "the root",
            "/maxProperties"
        ),
        (
            #"{"required": ["port"]}"#, "{}", #"1:1: error: missing setting "port""#, "the root",
            "/required"
        ),
        (
            #"{"properties": {"http": {"required": ["port"]}}}"#, #"{"http": {}}"#,
            #"1:10: error: missing setting "port" in http"#, "/http", "/properties/http/required"
        ),
        (
            #"{"dependentRequired": {"tls": ["key"]}}"#, #"{"tls": 1}"#,
            #"1:1: error: missing setting "key", which "tls" needs beside it"#, "the root",
            "/dependentRequired/tls"
        ),
        (
            #"{"properties": {"timeout": {}}, "additionalProperties": false}"#, #"{"timout": 1}"#,
            #"1:2: error: unknown setting "timout"; did you mean "timeout"?"#, "/timout",
            "/additionalProperties"
        ),
        (
            #"{"patternProperties": {"^x-": {}}, "additionalProperties": false}"#, #"{"y": 1}"#,
            #"1:2: error: unknown setting "y"; names must match ^x-"#, "/y", "/additionalProperties"
        ),
        (
            #"{"propertyNames": {"pattern": "^a"}}"#, #"{"b": 1}"#,
            #"1:2: error: the name "b" does not match the pattern ^a"#, "/b",
            "/propertyNames/pattern"
        ),
        (
            #"{"propertyNames": {"enum": ["alpha"]}}"#, #"{"alhpa": 1}"#,
            #"1:2: error: the name "alhpa" is not allowed; expected "alpha""#,
            "/alhpa", "/propertyNames/enum"
        ),
        (
            #"{"minItems": 1}"#, "[]",
            "1:1: error: the document is empty; at least 1 element is needed", "the root",
            "/minItems"
        ),
        (
            #"{"maxItems": 1}"#, "[1, 2]",
            "1:1: error: the document has 2 elements; at most 1 is allowed", "the root", "/maxItems"
        ),
        (
            #"{"prefixItems": [{}], "items": false}"#, "[1, 2]",
            "1:5: error: element [1] is one too many; at most 1 element is allowed", "/1", "/items"
        ),
        (
            #"{"contains": {"type": "string"}}"#, "[1]",
            #"1:1: error: the document has no element that matches "contains"; at least 1 is needed"#,
            "the root", "/contains"
        ),
        (
            #"{"contains": {"type": "string"}, "maxContains": 1}"#, #"["a", "b"]"#,
            #"1:1: error: the document has 2 elements that match "contains"; at most 1 is allowed"#,
            "the root", "/maxContains"
        ),
        (
            #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
            "1:1: error: elements 1 and 3 of the document are equal; each must be different",
            "the root", "/uniqueItems"
        ),
        (
            #"{"not": {"type": "string"}}"#, #""a""#,
            #"1:1: error: the document is "a"; a string is not allowed here"#, "the root", "/not"
        ),
        (
            #"{"properties": {"a": {"not": {"enum": ["root", "admin"]}}}}"#, #"{"a": "root"}"#,
            #"1:7: error: a is "root"; "root" or "admin" is not allowed here"#, "/a",
            "/properties/a/not"
        ),
        (
            #"{"not": {"const": 3}}"#, "3",
            "1:1: error: the document is 3, which is not allowed here", "the root", "/not"
        ),
        (
            #"{"not": {"required": ["a", "b"]}}"#, #"{"a": 1, "b": 2}"#,
            #"1:1: error: the document has "a" and "b", which are not allowed together"#,
            "the root", "/not"
        ),
        (
            #"{"properties": {"a": {"not": {"required": ["b"]}}}}"#, #"{"a": {"b": 2}}"#,
            #"1:7: error: setting "b" is not allowed in a"#, "/a", "/properties/a/not"
        ),
        (
            #"{"properties": {"image": {}, "build": {}}, "oneOf": [{"required": ["image"]}, {"required": ["build"]}]}"#,
            #"{"image": 1, "build": 2}"#,
            #"1:1: error: the document has "image" and "build"; only one of them is allowed"#,
            "the root", "/oneOf"
        ),
        (
            #"{"properties": {"a": {"anyOf": [{"required": ["image"]}, {"required": ["build", "tag"]}]}}}"#,
            #"{"a": {}}"#,
            #"1:7: error: missing setting in a; "image" or "build" with "tag" is needed"#,
            "/a", "/properties/a/anyOf"
        ),
        (
            #"{"properties": {"ports": {}}, "patternProperties": {"^x-": {}}, "additionalProperties": false}"#,
            #"{"port": 1}"#,
            #"1:2: error: unknown setting "port"; did you mean "ports"? (other names must match ^x-)"#,
            "/port", "/additionalProperties"
        ),
        (
            #"{"properties": {"ports": {}}, "patternProperties": {"^x-": {}}, "additionalProperties": false}"#,
            #"{"y": 1}"#, #"1:2: error: unknown setting "y"; other names must match ^x-"#, "/y",
            "/additionalProperties"
        ),
        (
            #"{"enum": [1, "1", true, "true"]}"#, "2",
            #"1:1: error: the document is 2; expected one of 1, true, "1", "true""#, "the root",
            "/enum"
        ),
        (
            #"{"enum": ["on", "off", true, false]}"#, #""om""#,
            #"1:1: error: the document is "om"; expected one of "on", "off", true, false; did you mean "on"?"#,
            "the root", "/enum"
        ),
        (
            #"{"oneOf": [{"minimum": 1}, {"minimum": 2}]}"#, "3",
            "1:1: error: the document is 3, which fits alternatives 1 and 2; exactly one must fit",
            "the root", "/oneOf"
        ),
        (
            #"{"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^\\$"}]}"#, #""5""#,
            #"1:1: error: the document is "5"; a number is expected; did you mean 5 without quotes?"#,
            "the root", "/anyOf"
        ),
        (
            #"{"anyOf": [{"type": "number"}, {"type": "boolean"}]}"#, #""x""#,
            #"1:1: error: the document is "x"; a number, true or false is expected"#, "the root",
            "/anyOf"
        ),
        (
            #"{"anyOf": [{"const": "a"}, {"const": "bcd"}]}"#, #""bdc""#,
            #"1:1: error: the document is "bdc"; expected one of "a", "bcd"; did you mean "bcd"?"#,
            "the root", "/anyOf"
        ),
        (
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"x": {}}}}, "unevaluatedProperties": false}"##,
            #"{"xx": 1}"#, #"1:2: error: unknown setting "xx"; did you mean "x"?"#, "/xx",
            "/unevaluatedProperties"
        ),
        (
            #"{"prefixItems": [{}], "unevaluatedItems": false}"#, "[1, 2]",
            "1:5: error: element [1] is not allowed here", "/1", "/unevaluatedItems"
        ),
        (
            #"{"properties": {"a": false}}"#, #"{"a": 1}"#, "1:7: error: a is not allowed here",
            "/a", "/properties/a"
        ),
        (
            #"{"properties": {"a": {"deprecated": true}}}"#, #"{"a": 1}"#,
            "1:7: warning: a is deprecated", "/a", "/properties/a/deprecated"
        ),
        (
            #"{"additionalProperties": {"type": "null"}}"#, #"{"a\nb": 1}"#,
            #"1:10: error: "a\nb" is 1; null is expected"#, #"/a\u{A}b"#,
            "/additionalProperties/type"
        ),
    ])
    func saysWhatIsWrongAndWhere(
        schema: String,
        document: String,
        line: String,
        instance: String,
        keyword: String
    ) throws {
        #expect(
            try report(schema, document)
                == "data.json:\(line)\n  at \(instance), by schema.json#\(keyword)"
        )
    }

    @Test func readsAsTheDesignSays() throws {
        let schema =
            #"{"properties": {"port": {"maximum": 65535}, "timeout": {}}, "additionalProperties": false}"#
        let program = try compiled(schema, named: "schemas/http/3.0.0.schema.json")
        let text = "# HTTP\n\nhost:\nport: 70000\ntimout: 5\n".replacing("host:\n", with: "\n")
        let document = try Document(parsing: text, as: .yaml, named: "config/http.yaml")
        #expect(
            program.findings(in: document).map(\.description) == [
                "config/http.yaml:4:7: error: port is 70000; the largest allowed value is 65535\n"
                    + "  at /port, by schemas/http/3.0.0.schema.json#/properties/port/maximum",
                "config/http.yaml:5:1: error: unknown setting \"timout\"; did you mean \"timeout\"?\n"
                    + "  at /timout, by schemas/http/3.0.0.schema.json#/additionalProperties",
            ]
        )
    }

    @Test func followsReferencesInTheKeywordLocation() throws {
        let schema = """
            {"properties": {"a": {"$ref": "#/$defs/port"}}, "$defs": {"port": {"allOf": [{"maximum": 1}]}}}
            """
        let finding = try #require(try compiled(schema).findings(in: json(#"{"a": 2}"#)).first)
        #expect(finding.keywordLocation == "/properties/a/$ref/allOf/0/maximum")
        #expect(finding.absoluteKeywordLocation == "schema.json#/$defs/port/allOf/0/maximum")
        #expect(finding.schemaPosition.map { "\($0.line):\($0.column)" } == "1:90")
    }

    @Test func namesTheBranchThatWasMeant() throws {
        let schema = """
            {"oneOf": [
              {"properties": {"type": {"const": "file"}, "path": {"type": "string"}}, "required": ["type", "path"]},
              {"properties": {"type": {"const": "http"}, "url": {"type": "string"}}, "required": ["type", "url"]}
            ]}
            """
        #expect(
            try report(schema, #"{"type": "http", "url": 5}"#)
                == "data.json:1:25: error: url is 5; a string is expected; did you mean \"5\"?\n"
                + "  at /url, by schema.json#/oneOf/1/properties/url/type"
        )
        #expect(
            try report(schema, #"{"type": "http", "path": "x"}"#)
                == "data.json:1:1: error: missing setting \"url\"\n"
                + "  at the root, by schema.json#/oneOf/1/required"
        )
    }

    /// One mistake is one finding, in the words of the file.
    @Test(arguments: [
        (
            #"{"type": "string", "enum": ["a", "b"]}"#, "null",
            [#"a is null; expected one of "a", "b""#]
        ),
        (
            #"{"type": "integer", "enum": [1, 2]}"#, #""1""#,
            [#"a is "1"; expected one of 1, 2; did you mean 1 without quotes?"#]
        ),
        (
            #"{"type": "object", "oneOf": [{"required": ["x"]}, {"required": ["y"]}]}"#, "5",
            ["a is 5; an object is expected"]
        ),
        (
            #"{"oneOf": [{"required": ["x"]}, {"required": ["y"]}]}"#, "5",
            ["a is 5, which fits alternatives 1 and 2; exactly one must fit"]
        ),
        (
            #"{"anyOf": [{"type": "boolean"}, {"oneOf": [{"type": "null"}, {"type": "object"}]}]}"#,
            #""x""#, [#"a is "x"; true, false, an object or null is expected"#]
        ),
        (
            #"{"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]+m$"}]}"#,
            #""5 m""#, [#"a is "5 m"; a number or a string that matches ^[0-9]+m$ is expected"#]
        ),
        (
            #"{"anyOf": [{"format": "ipv4"}, {"enum": ["local", "any"]}]}"#, #""locl""#,
            [
                #"a is "locl"; an IPv4 address such as 192.0.2.1, "local" or "any" is expected; did you mean "local"?"#
            ]
        ),
        (
            #"{"type": "string", "pattern": "^[0-9]+m$"}"#, "5",
            ["a is 5; a string that matches ^[0-9]+m$ is expected"]
        ),
        (
            #"{"type": "string", "pattern": "^[0-9]+$"}"#, "5",
            [#"a is 5; a string is expected; did you mean "5"?"#]
        ),
        (
            #"{"properties": {"timeout": {}}, "required": ["timeout"], "additionalProperties": false}"#,
            #"{"timout": 1}"#, [#"unknown setting "timout" in a; did you mean "timeout"?"#]
        ),
        (
            #"{"properties": {"b": {"properties": {"c": {}}}}, "additionalProperties": false}"#,
            #"{"c": 1}"#, [#"unknown setting "c" in a; it is allowed in "b""#]
        ),
        (
            #"{"properties": {"b": {"items": {"properties": {"c": {}}}}}, "additionalProperties": false}"#,
            #"{"c": 1}"#, [#"unknown setting "c" in a; it is allowed in an element of "b""#]
        ),
        (
            #"{"properties": {"b": {"additionalProperties": false}, "c": {}}}"#,
            #"{"b": {"c": 1}}"#,
            [#"unknown setting "c" in a.b; it is allowed one level higher, beside "b""#]
        ),
        (
            #"{"oneOf": [{"properties": {"p": {}}, "additionalProperties": false}, {"properties": {"q": {}, "r": {}}, "additionalProperties": false}]}"#,
            #"{"q": 1, "r": 1, "p": 1}"#, [#"setting "p" is not allowed beside "q" in a"#]
        ),
        (
            #"{"oneOf": [{"properties": {"k": {"const": "x"}}, "required": ["k"]}, {"properties": {"k": {"const": "y"}}, "required": ["k"]}]}"#,
            "{}", [#"missing setting "k" in a; expected one of "x", "y""#]
        ),
        (
            #"{"oneOf": [{"properties": {"k": {"const": "xx"}, "p": {}}, "additionalProperties": false}, {"properties": {"k": {"const": "yy"}, "q": {}}, "additionalProperties": false}]}"#,
            #"{"k": "yx", "q": 1, "z": 2}"#,
            [#"a.k is "yx"; expected one of "xx", "yy"; did you mean "xx"?"#]
        ),
        (
            #"{"type": "array"}"#, #"{"b": 1}"#,
            ["a is an object; an array is expected; put it in [ ]"]
        ),
        (
            #"{"patternProperties": {"^b": {}}, "unevaluatedProperties": false}"#, #"{"c": 1}"#,
            [#"unknown setting "c" in a; names must match ^b"#]
        ),
    ])
    func aMistakeIsOneFinding(schema: String, value: String, texts: [String]) throws {
        let program = try compiled("{\"properties\": {\"a\": \(schema)}}")
        let document = try json("{\"a\": \(value)}")
        #expect(!program.accepts(document))
        #expect(texts == Self.texts(program.findings(in: document)))
    }

    @Test(arguments: [
        (
            "a:\n  b: 1\n", "array",
            [#"a is an object; an array is expected; put a dash before each element ("- element")"#]
        ),
        (
            "a:\n  - b\n", "object",
            [#"a is an array; an object is expected; write keys, not dashes ("key: value")"#]
        ),
        (
            "a:\n  b: 1\n", "string",
            ["a is an object; a string is expected; put the text in quotes if it is one string"]
        ),
        (
            "a:\nb: 1\nc: 2\n", "object",
            [
                #"unknown setting "b"; indent it to put it in "a""#,
                #"unknown setting "c"; indent it to put it in "a""#,
            ]
        ),
    ])
    func linesOfYAMLAreRepairedInItsWords(text: String, type: String, texts: [String]) throws {
        let other = type == "object" ? #", "additionalProperties": {"type": "integer"}"# : ""
        let program = try compiled(
            #"{"properties": {"a": {"type": "\#(type)"\#(other)}}, "additionalProperties": false}"#
        )
        let findings = program.findings(in: try Document(parsing: text, as: .yaml))
        #expect(texts == Self.texts(findings))
    }

    private static func texts(_ findings: [Finding]) -> [String] {
        findings.map { finding in
            ([finding.message] + [finding.suggestion].compactMap { $0 }).joined(separator: "; ")
        }
    }

    /// A value of a secret is not shown by any of these, nor a name inside one.
    @Test func alternativesShowNoSecrets() throws {
        let program = try compiled(
            """
            {"properties": {"a": {"x-secret": true, "anyOf": [{"type": "number"},
              {"type": "string", "pattern": "^[0-9]+$"}, {"type": "object",
              "properties": {"k": {"const": "hidden-one"}}, "additionalProperties": false}]}}}
            """
        )
        for value in [#""sesame""#, #"{"sesame": 1}"#, #"{"k": "sesame"}"#, #"["sesame"]"#] {
            let text = program.findings(in: try json("{\"a\": \(value)}")).description
            #expect(!text.contains("sesame") && !text.contains("hidden-one"), "\(text)")
        }
    }

    private static let parameter = """
        {"type": "object", "required": ["name", "in"], "additionalProperties": false,
          "properties": {"name": {"type": "string"}, "in": {"type": "string"},
            "required": {"type": "boolean"}, "schema": {}}}
        """
    private static let reference = """
        {"type": "object", "required": ["$ref"], "properties": {"$ref": {"type": "string"}}}
        """

    /// Keys that a branch declares, also misspelt ones, count more than the number of findings.
    @Test(arguments: [
        (
            ["job", "nodeset"].map {
                #"{"type": "object", "required": ["\#($0)"], "properties": {"\#($0)": {}}, "additionalProperties": false}"#
            },
            #"{"nodesets": {}}"#,
            [#"unknown setting "nodesets""#]
        ),
        (
            [parameter, reference], #"{"name": "a", "In": "query", "requird": true}"#,
            [#"unknown setting "In""#, #"unknown setting "requird""#]
        ),
        (
            [
                #"{"properties": {"type": {"const": "file"}, "a": {}, "b": {}, "c": {}, "d": {}}, "required": ["type"], "additionalProperties": false}"#,
                #"{"properties": {"type": {"const": "http"}, "url": {}}, "required": ["type", "url"], "additionalProperties": false}"#,
            ],
            #"{"type": "http", "a": 1, "b": 1, "c": 1, "d": 1}"#,
            [
                #"missing setting "url""#, #"unknown setting "a""#, #"unknown setting "b""#,
                #"unknown setting "c""#, #"unknown setting "d""#,
            ]
        ),
    ])
    func takesTheBranchWhoseKeysFit(
        branches: [String],
        document: String,
        messages: [String]
    ) throws {
        let program = try compiled(#"{"oneOf": [\#(branches.joined(separator: ", "))]}"#)
        #expect(program.findings(in: try json(document)).map(\.message) == messages)
    }

    @Test func endsAListThatIsTooLong() throws {
        let program = try compiled(#"{"items": {"type": "string"}}"#)
        let text = "[\(Array(repeating: "1", count: 5_000).joined(separator: ","))]"
        let findings = program.findings(in: try json(text))
        #expect(findings.count == 1_001)
        #expect(
            findings.last?.description
                == "data.json: error: more findings were omitted; raise maxFindings, or pass --max-findings"
        )
    }

    @Test(arguments: ["anyOf", "oneOf"])
    func alternativesThatRecurAreReportedOnce(keyword: String) throws {
        let branches = ["x", "y"].map {
            ##"{"properties": {"a": {"$ref": "#"}}, "required": ["\##($0)"]}"##
        }
        let program = try compiled("{\"\(keyword)\": [\(branches.joined(separator: ", "))]}")
        let findings = program.findings(in: try json(#"{"a": {"a": {"a": {}}}}"#))
        let summaries = findings.filter { $0.message.contains("is needed") }
        #expect(summaries.map(\.instanceLocation) == ["/a/a/a"])
        #expect(
            findings.filter { $0.message.contains("missing") }.map(\.instanceLocation)
                == ["", "/a", "/a/a", "/a/a/a"]
        )
    }
}
