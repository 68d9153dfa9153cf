import ConfigDocument
import JSONSchema
import Testing

/// `unevaluated…` reports members that no keyword could have evaluated, whatever else is wrong, but
/// not those that a failed keyword might have evaluated.
struct UnevaluatedTests {
    @Test(arguments: [
        (
            ##"{"$defs": {"s": {"properties": {"port": {"type": "integer"}}}}, "properties": {"s": {"$ref": "#/$defs/s", "unevaluatedProperties": false}}, "unevaluatedProperties": false}"##,
            #"{"s": {"port": "80", "bar": 1}, "foo": 2}"#, ["/s/port", "/s/bar", "/foo"]
        ),
        (
            #"{"properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": {"type": "string"}}, "unevaluatedProperties": {"type": "integer"}}"#,
            #"{"a": 1, "x-b": 2, "c": "3", "d": 4}"#, ["/a", "/x-b", "/c"]
        ),
        // A failed branch might have evaluated the members that it names.
        (
            #"{"anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["b"]}, {"properties": {"c": {}}, "required": ["d"]}], "unevaluatedProperties": false}"#,
            #"{"a": "1", "c": 2, "e": 3}"#, ["", "/e", ""]
        ),
        (
            #"{"allOf": [{"additionalProperties": {"type": "integer"}}], "unevaluatedProperties": false}"#,
            #"{"a": "1"}"#, ["/a"]
        ),
        (
            #"{"if": {"required": ["a"]}, "then": {"properties": {"a": {"type": "string"}}}, "else": {"properties": {"b": {}}}, "unevaluatedProperties": false}"#,
            #"{"a": 1, "b": 2, "c": 3}"#, ["/a", "/c"]
        ),
        (
            #"{"dependentSchemas": {"a": {"properties": {"b": {"type": "string"}}}}, "properties": {"a": {}}, "unevaluatedProperties": false}"#,
            #"{"a": 1, "b": 2, "c": 3}"#, ["/b", "/c"]
        ),
        (
            #"{"prefixItems": [{"type": "string"}], "unevaluatedItems": false}"#, "[1, 2]",
            ["/0", "/1"]
        ),
        (
            #"{"allOf": [{"prefixItems": [{"type": "string"}]}], "items": {"type": "string"}, "unevaluatedItems": false}"#,
            "[1, 2]", ["/0", "/1"]
        ),
        (
            #"{"prefixItems": [{"unevaluatedItems": false}], "contains": {"type": "string"}, "unevaluatedItems": false}"#,
            "[[1], 2]", ["/0/0", ""]
        ),
    ])
    func losesNoFinding(schema: String, text: String, places: [String]) throws {
        let program = try compiled(schema)
        let document = try json(text)
        #expect(!program.accepts(document))
        let found = program.findings(in: document).map(\.instanceLocation)
        #expect(found.sorted() == places.sorted())
    }
}
