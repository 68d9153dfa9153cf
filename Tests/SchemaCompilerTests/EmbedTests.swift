import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

/// Documents embedded as Swift code; an example package compiles and prints one.
@Suite struct EmbedTests {
    private func text(_ schema: String, _ document: String) throws -> String {
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: schema, as: .json, named: "a.json")
        )
        var options = CompilerOptions()
        options.embedded = [
            EmbeddedDocument(
                schema: "a",
                document: try Document(parsing: document, as: .yaml, named: "a.yaml")
            )
        ]
        let text = try Compiler(options: options).compile([source])[0].text
        let start = try #require(text.firstRange(of: "static let embedded = "))
        return String(text[start.upperBound...].dropLast(3))
    }

    @Test(arguments: [
        (#"{ "properties": { "p": { "type": "integer" } } }"#, "p: 1", "AConfig(p: 1)"),
        (#"{ "properties": { "p": { "type": "number" } } }"#, "p: 1.5", "AConfig(p: 1.5)"),
        (
            #"{ "properties": { "p": { "type": "string" } } }"#, "p: \"\\\"\\n\"",
            #"AConfig(p: "\"\n")"#
        ),
        (
            #"{ "properties": { "p": { "type": ["string", "null"] } } }"#, "p: null",
            "AConfig(p: .null)"
        ),
        (
            #"{ "properties": { "p": { "type": ["string", "null"] } } }"#, "p: x",
            #"AConfig(p: .set("x"))"#
        ),
        (
            #"{ "properties": { "p": {} } }"#, "p: { a: [1, x, null] }",
            #"AConfig(p: ["a": [1, "x", nil]])"#
        ),
        (#"{ "properties": { "p": { "enum": ["x", "y"] } } }"#, "p: y", "AConfig(p: .y)"),
        (
            #"{ "properties": { "p": { "anyOf": [{ "enum": ["x"] }, { "type": "string" }] } } }"#,
            "p: z", #"AConfig(p: .unknown("z"))"#
        ),
        (
            #"{ "properties": { "p": { "oneOf": [{ "type": "string" }, { "type": "integer" }] } } }"#,
            "p: 2", "AConfig(p: .int(2))"
        ),
        (
            #"{ "properties": { "p": { "type": "number", "x-unit": "s" } } }"#, "p: 1.5",
            "AConfig(p: .milliseconds(1500))"
        ),
        (
            #"{ "properties": { "p": { "type": ["number", "null"], "x-unit": "h" } } }"#,
            "p: 0.25", "AConfig(p: .set(.seconds(900)))"
        ),
        (
            #"{ "properties": { "p": { "type": "number", "x-unit": "MB" } } }"#, "p: 0.5",
            "AConfig(p: .kilobytes(500))"
        ),
        (
            #"{ "properties": { "p": { "type": "integer", "x-unit": "MiB" } } }"#, "p: 64",
            "AConfig(p: .mebibytes(64))"
        ),
        (
            #"{ "properties": { "p": { "type": "array", "items": { "type": "string" }, "uniqueItems": true, "x-swift-type": "Set" } } }"#,
            "p: [b, a]", #"AConfig(p: ["b", "a"])"#
        ),
        (
            #"{ "type": "object", "additionalProperties": { "type": "integer" } }"#,
            "{ b: 1, a: 2 }", #"AConfig(entries: ["b": 1, "a": 2])"#
        ),
        (
            #"{ "type": "array", "items": { "type": "integer" } }"#, "[1, 2]",
            "AConfig(elements: [1, 2])"
        ),
        (
            #"{ "properties": { "in": { "type": "object", "properties": { "q": { "type": "boolean" } } } } }"#,
            "in: { q: true }", "AConfig(in: AConfig.In(q: true))"
        ),
    ])
    func writesDocumentsAsSwift(schema: String, document: String, expected: String) throws {
        #expect(try text(schema, document) == expected)
    }

    @Test func breaksLongValuesIntoLines() throws {
        let words = (0..<12).map { "word-number-\($0)" }
        let expected =
            "AConfig(\n        p: [\n"
            + words.map { "            \"\($0)\",\n" }.joined() + "        ]\n    )"
        let schema =
            #"{ "properties": { "p": { "type": "array", "items": { "type": "string" } } } }"#
        #expect(try text(schema, "p: [\(words.joined(separator: ", "))]") == expected)
    }

    @Test func refusesDocumentsThatAreNotValid() throws {
        let error = #expect(throws: SchemaError.self) {
            try text(#"{ "properties": { "p": { "maximum": 1 } } }"#, "p: 2")
        }
        #expect(error?.findings.map { "\($0.file):\($0.position?.line ?? 0)" } == ["a.yaml:1"])
    }
}
