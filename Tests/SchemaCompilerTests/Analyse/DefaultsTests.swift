import ConfigDocument
import JSONSchema
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

/// The Swift form of defaults; the golden cases `default-literals` and `default-decimals` compile
/// them.
struct DefaultsTests {
    private func compiled(_ properties: String, _ definitions: String = "{}") throws
        -> GeneratedFile
    {
        let text = "{\"properties\": \(properties), \"$defs\": \(definitions)}"
        let source = SchemaSource(
            name: "app",
            path: "app.schema.json",
            uri: "file:///app.schema.json",
            document: try Document(parsing: text, as: .json, named: "app.schema.json")
        )
        return try Compiler().compile([source])[0]
    }

    @Test(arguments: [
        (
            #"{"a": {"type": "integer", "minimum": 5, "default": 1}}"#, "a: Int? = nil",
            "app.schema.json:1:67: warning: the default 1 is not valid for its own schema and is not used"
        ),
        (
            #"{"a": {"type": "string", "format": "date", "default": "x"}}"#, "a: String? = nil",
            "app.schema.json:1:70: warning: the default \"x\" is not valid for its own schema and is not used"
        ),
        (
            #"{"a": {"type": "array", "items": {"type": "string"}, "minItems": 1, "default": []}}"#,
            "a: [String]? = nil",
            "app.schema.json:1:95: warning: the default is not valid for its own schema and is not used"
        ),
        (
            #"{"a": {"type": "string", "x-secret": true, "minLength": 9, "default": "pass"}}"#,
            "a: ConfigTypes.Secret<String>? = nil",
            "app.schema.json:1:86: warning: the default is not valid for its own schema and is not used"
        ),
        (
            #"{"a": {"allOf": [{"x-secret": true}, {"type": "integer"}], "default": "pass"}}"#,
            "a: ConfigTypes.Secret<Int>? = nil",
            "app.schema.json:1:86: warning: the default is not valid for its own schema and is not used"
        ),
    ])
    func whatItsSchemaRefusesIsNotUsed(properties: String, parameter: String, warning: String)
        throws
    {
        let file = try compiled(properties, #"{"b": {"type": "integer", "default": 7}}"#)
        #expect(file.text.contains("init(\(parameter))"))
        #expect(!file.text.contains("Default: "))
        #expect(file.warnings.map(\.description) == [warning])
    }

    /// Types are made of few keywords; others mark secrets in values that have no type for them.
    @Test(arguments: [
        (
            #"{"a": {"unevaluatedProperties": {"type": "string", "x-secret": true}, "default": {"z": "c"}}}"#,
            #"a: ConfigTypes.Secret<ConfigTypes.DocumentValue> = ConfigTypes.Secret(["z": "c"])"#
        ),
        (
            #"{"a": {"type": "object", "unevaluatedProperties": {"x-secret": true}}}"#,
            "a: ConfigTypes.Secret<[String: ConfigTypes.DocumentValue]>? = nil"
        ),
        (
            #"{"a": {"type": "array", "items": {"type": "string"}, "contains": {"x-secret": true}}}"#,
            "a: ConfigTypes.Secret<[String]>? = nil"
        ),
        (
            #"{"a": {"type": "string", "if": {"minLength": 9}, "then": {"x-secret": true}}}"#,
            "a: ConfigTypes.Secret<String>? = nil"
        ),
        (
            #"{"a": {"type": "object", "additionalProperties": {"minLength": 1, "x-secret": true}}}"#,
            "a: [String: ConfigTypes.Secret<ConfigTypes.DocumentValue>]? = nil"
        ),
        (
            #"{"a": {"type": "object", "propertyNames": {"x-secret": true}, "additionalProperties": {"type": "string"}}}"#,
            "a: ConfigTypes.Secret<[String: String]>? = nil"
        ),
        (
            ##"{"a": {"$ref": "#/$defs/plain"}, "b": {"x-secret": true, "$ref": "#/$defs/plain"}}"##,
            "a: Int? = nil, b: ConfigTypes.Secret<Int>? = nil"
        ),
    ])
    func secretsWithoutATypeOfTheirOwnMakeTheWholeASecret(properties: String, parameters: String)
        throws
    {
        let file = try compiled(properties, #"{"plain": {"type": "integer"}}"#)
        let start = try #require(file.text.firstRange(of: "init(")).upperBound
        let end = try #require(file.text[start...].firstRange(of: ") {")).lowerBound
        let shown = file.text[start..<end].split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(shown == parameters)
    }

    @Test func aConditionMarksAMemberOfTheObjectAroundIt() throws {
        let text = """
            {"properties": {"a": {"type": "string"}, "c": {"type": "string"}}, "dependentSchemas": {
              "b": {"properties": {"a": {"x-secret": true}}}}}
            """
        let source = SchemaSource(
            name: "app",
            path: "app.schema.json",
            uri: "file:///app.schema.json",
            document: try Document(parsing: text, as: .json, named: "app.schema.json")
        )
        let file = try Compiler().compile([source])[0]
        #expect(file.text.contains("init(a: ConfigTypes.Secret<String>? = nil, c: String? = nil)"))
    }

    /// However schemas are combined, all their limits apply to the default.
    @Test(arguments: [
        (##"{"$ref": "#/$defs/d"}"##, "a: Int = 7", 0),
        (##"{"$ref": "#/$defs/d", "maximum": 9}"##, "a: Int = 7", 0),
        (##"{"allOf": [{"maximum": 9}, {"$ref": "#/$defs/d"}]}"##, "a: Int = 7", 0),
        (##"{"allOf": [{"$ref": "#/$defs/d"}], "default": 8}"##, "a: Int = 8", 0),
        (##"{"$ref": "#/$defs/d", "minimum": 9}"##, "a: Int? = nil", 1),
    ])
    func areThoseOfAllSchemasThatApply(schema: String, parameter: String, warnings: Int) throws {
        let definition = #"{"d": {"type": "integer", "default": 7, "x-env": "SEVEN"}}"#
        let file = try compiled("{\"a\": \(schema)}", definition)
        #expect(file.text.contains(parameter))
        #expect(file.text.contains(#"variables: ["/a": "SEVEN"]"#))
        #expect(file.warnings.count == warnings)
    }

    /// Members beside the declared ones are extras; parts of recursive types are boxed.
    @Test(arguments: [
        (
            #"{"properties": {"a": {"type": "string"}}, "default": {"a": "x", "b": 1, "c": null}}"#,
            #"a: A = A(a: "x").setting(\.extras, to: ["b": 1, "c": .null])"#
        ),
        (
            #"{"patternProperties": {"^p": {"type": "integer"}}, "default": {"p": 1, "q": 2}}"#,
            #"a: A = A(entries: ["p": 1]).setting(\.extras, to: ["q": 2])"#
        ),
        (
            ##"{"items": {"$ref": "#/$defs/n"}, "type": "array", "default": [{"k": {}}]}"##,
            "a: [N] = [N(k: N())]"
        ),
        (
            ##"{"$ref": "#/$defs/one", "default": {}}"##,
            "one: One = AppConfig.One()"
        ),
        (
            ##"{"$ref": "#/$defs/l", "default": [[]]}"##,
            "a: L = L(elements: [L(elements: [])])"
        ),
    ])
    func areAppliedWhereTheTypeHoldsThem(schema: String, parameter: String) throws {
        let definitions = ##"""
            {"n": {"type": "object", "properties": {"k": {"$ref": "#/$defs/n"}}},
             "one": {"type": "object", "properties": {"two": {"$ref": "#/$defs/two"}}},
             "two": {"type": "object", "properties": {"one": {"$ref": "#/$defs/one", "default": {}}}},
             "l": {"type": "array", "items": {"$ref": "#/$defs/l"}}}
            """##.filter { $0 != "\n" }
        let file = try compiled("{\"a\": \(schema)}", definitions)
        let text = file.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(file.warnings.isEmpty)
        #expect(text.contains(parameter))
        #expect(!text.contains("not applied"))
    }

    @Test func whatHasNoFormInSwiftIsReported() throws {
        let file = try compiled(
            #"{"a": {"type": "string", "x-swift-type": "Path", "default": "/"}}"#
        )
        #expect(file.text.contains("/// Default: \"/\" (not applied)."))
        #expect(
            file.warnings.map(\.description) == [
                "app.schema.json:1:76: warning: the default \"/\" is not applied; "
                    + "the property is nil"
            ]
        )
    }

    @Test(arguments: [
        #"{"a": {"type": "integer", "minimum": 5, "default": 5}}"#,
        #"{"a": {"type": "integer", "default": null}}"#,
    ])
    func othersCauseNoWarning(properties: String) throws {
        #expect(try compiled(properties).warnings.isEmpty)
    }

    /// Creating one value would require another one, without end.
    @Test func aDefaultThatHoldsItselfIsNotUsed() throws {
        let file = try compiled(
            ##"{"a": {"$ref": "#/$defs/t"}}"##,
            ##"{"t": {"properties": {"l": {"type": "array", "items": {"$ref": "#/$defs/t"}, "default": [{}]}}}}"##
        )
        #expect(file.text.contains("init(l: [T]? = nil)"))
    }
}
