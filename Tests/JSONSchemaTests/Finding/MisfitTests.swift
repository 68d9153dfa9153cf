import ConfigDocument
import Testing

@testable import JSONSchema

/// Numbers that a schema allows and that no generated type holds.
struct MisfitTests {
    private func misfits(_ schema: String, _ document: String) throws -> [String] {
        let schema = try Document(parsing: schema, as: .json, named: "a.json")
        var options = ValidationProgram.Options.configuration
        options.knowsNumbers = true
        let program = try ValidationProgram(
            compiling: SchemaRegistry().resolve(schema, baseURI: "file:///a.json"),
            options: options
        )
        let document = try Document(parsing: document, as: .json, named: "d.json")
        #expect(program.accepts(document))
        return program.misfits(in: document).map(\.message)
    }

    private static let int =
        "a whole number from -9223372036854775808 to 9223372036854775807 is expected"

    @Test(arguments: [
        (#""type": "integer""#, "9223372036854775808", int),
        (#""type": "integer""#, "1e400", "a whole number is expected"),
        (#""type": ["integer", "null"]"#, "-9223372036854775809", int),
        (
            #""type": "integer", "format": "int8""#, "128",
            "a whole number from -128 to 127 is expected"
        ),
        (
            #""type": "integer", "format": "uint16", "minimum": 0"#, "65536",
            "a whole number from 0 to 65535 is expected"
        ),
        (#""type": "number""#, "1e400", "a number within the range of Double is expected"),
        (#""type": "number""#, "1e-400", "a number within the range of Double is expected"),
        (
            #""type": "number""#, "9007199254740993",
            "a number that Double holds exactly is expected"
        ),
        (#""allOf": [{"type": "integer"}]"#, "9223372036854775808", int),
        (
            #""anyOf": [{"type": "string"}, {"type": "number"}]"#, "1e400",
            "a number within the range of Double is expected"
        ),
    ])
    func areSaidInTheWordsOfTheType(schema: String, number: String, expected: String) throws {
        for (schema, document) in [
            ("{\(schema)}", number),
            ("{\"properties\": {\"n\": {\(schema)}}}", "{\"n\": \(number)}"),
            ("{\"items\": {\(schema)}}", "[\(number)]"),
            ("{\"additionalProperties\": {\(schema)}}", "{\"x\": \(number)}"),
        ] {
            let messages = try misfits(schema, document)
            #expect(messages.count == 1)
            #expect(messages.first?.hasSuffix("is \(number); \(expected)") == true)
        }
    }

    @Test(arguments: [
        (#"{"type": "integer"}"#, "9223372036854775807"),
        (
            #"{"type": "integer", "minimum": 0, "maximum": 18446744073709551615}"#,
            "18446744073709551615"
        ),
        (#"{"type": "number"}"#, "9007199254740992"), (#"{"type": "number"}"#, "0.1"),
        (#"{"type": "number"}"#, "0e-400"), (#"{}"#, "1e400"),
        (#"{"if": {"type": "number"}, "else": {"type": "string"}}"#, "1e400"),
        (#"{"x-swift-type": "Big", "type": "integer"}"#, "9223372036854775808"),
        (#"{"oneOf": [{"type": "integer", "maximum": 5}, {"minimum": 6}]}"#, "1e400"),
        (#"{"type": "integer", "format": "uint8"}"#, "300"),
    ])
    func areNoneWhereTheTypeHoldsTheNumber(schema: String, document: String) throws {
        #expect(try misfits(schema, document).isEmpty)
    }
}
