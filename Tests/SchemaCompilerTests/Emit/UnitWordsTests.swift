import ConfigDocument
import SchemaCompiler
import Testing

/// Numbers with their units in comments.
struct UnitWordsTests {
    @Test(arguments: [
        (#""type": "integer", "minimum": 1, "x-unit": "minutes""#, "At least 1 minute."),
        (#""type": "integer", "minimum": 11, "x-unit": "minutes""#, "At least 11 minutes."),
        (
            #""type": "integer", "default": 1, "x-unit": "hours", "maximum": 24"#,
            "At most 24 hours. Default: 1 hour."
        ),
        (#""type": "string", "maxLength": 1"#, "At most 1 character long."),
        (#""type": "array", "items": {"type": "string"}, "maxItems": 1"#, "Of at most 1 element."),
    ])
    func oneIsSingular(schema: String, comment: String) throws {
        let text = "{\"properties\": {\"wait\": {\(schema)}}}"
        let source = SchemaSource(
            name: "app",
            path: "app.json",
            uri: "file:///app.json",
            document: try Document(parsing: text, as: .json, named: "app.json")
        )
        let code = try Compiler().compile([source])[0].text
        #expect(code.contains("    /// \(comment)\n"), "\(code.prefix(600))")
    }
}
