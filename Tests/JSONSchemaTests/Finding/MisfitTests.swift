import ConfigDocument
import Testing

@testable import JSONSchema
@testable import SchemaValidation

/// Numbers that a schema allows but no generated type can hold.
struct MisfitTests {
    private func misfits(
        _ schema: String,
        _ document: String,
        _ types: (inout HeldTypes) -> Void = { _ in }
    ) throws -> [String] {
        let schema = try Document(parsing: schema, as: .json, named: "a.json")
        var options = ValidationProgram.Options.configuration
        options.knowsNumbers = true
        types(&options.heldTypes)
        let program = try ValidationProgram(
            compiling: SchemaRegistry().resolve(schema, baseURI: "file:///a.json"),
            options: options
        )
        let document = try Document(parsing: document, as: .json, named: "d.json")
        #expect(program.accepts(document))
        return program.misfits(in: document).map(\.message)
    }

    @Test(.timeLimit(.minutes(20))) func whatIsNotedOfManyNumbersIsNotedInLinearTime() throws {
        let numbers = (0..<150_000).map { "\($0)" }.joined(separator: ",")
        let messages = try misfits(
            #"{"items": {"type": "integer"}}"#,
            "[\(numbers),9223372036854775808]"
        )
        #expect(messages == ["element [150000] is 9223372036854775808; \(Self.int)"])
    }

    private static let int =
        "a whole number from -9223372036854775808 to 9223372036854775807 is expected"

    @Test(arguments: [
        (#""type": "integer""#, "9223372036854775808", int),
        (#""type": "integer""#, "1e19", int),
        (#""type": "integer""#, "-1e19", int),
        (#""type": "integer""#, "1e400", int),
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
        (
            #""type": "number""#, "100000000000000000000000",
            "a number that Double holds exactly is expected"
        ),
        (#""const": 1e400"#, "1e400", "a number within the range of Double is expected"),
        (#""enum": ["a", 1e-400]"#, "1e-400", "a number within the range of Double is expected"),
        (
            #""enum": [-1, 18446744073709551615]"#, "18446744073709551615",
            "a number that Double holds exactly is expected"
        ),
        (
            #""anyOf": [{"const": "a"}, {"const": 1e400}]"#, "1e400",
            "a number within the range of Double is expected"
        ),
        (
            #""allOf": [{"type": "integer"}], "enum": [1e20]"#, "1e20",
            int
        ),
        (#""type": "integer", "enum": [-1, 9223372036854775808]"#, "9223372036854775808", int),
        (
            #""enum": [0.5], "x-unit": "bytes""#, "0.5",
            "a whole number of bytes up to 9223372036854775807 is expected"
        ),
        (#""allOf": [{"type": "integer"}]"#, "9223372036854775808", int),
        (
            #""anyOf": [{"type": "string"}, {"type": "number"}]"#, "1e400",
            "a number within the range of Double is expected"
        ),
        // Nothing else is known about a custom type.
        (#""type": "integer", "x-swift-type": "Big""#, "9223372036854775808", int),
        (
            #""type": "integer", "x-swift-type": "UInt8""#, "256",
            "a whole number from 0 to 255 is expected"
        ),
        (
            #""type": "number", "x-unit": "ms""#, "1e30",
            "a duration of whole attoseconds within its range is expected"
        ),
        (
            #""type": "integer", "x-unit": "KiB""#, "9007199254740992",
            "a whole number of bytes up to 9223372036854775807 is expected"
        ),
        (
            #""allOf": [{"type": "number"}], "x-unit": "bytes""#, "0.5",
            "a whole number of bytes up to 9223372036854775807 is expected"
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
        (#"{"x-swift-type": "ExactDecimal", "type": "number"}"#, "1e400"),
        (#"{"x-swift-type": "UInt64", "type": "integer"}"#, "18446744073709551615"),
        (#"{"enum": [1, 18446744073709551615]}"#, "18446744073709551615"),
        (#"{"enum": ["a", 18446744073709551615], "format": "uint64"}"#, "18446744073709551615"),
        (#"{"const": 9223372036854775808}"#, "9223372036854775808"),
        (#"{"type": "integer", "enum": [9223372036854775808]}"#, "9223372036854775808"),
        (#"{"type": "integer", "enum": [1e19]}"#, "1e19"),
        (#"{"enum": [2.5, 9007199254740992]}"#, "9007199254740992"),
        (#"{"enum": [9223372036854775807]}"#, "9223372036854775807"),
        (#"{"const": 1e400, "x-swift-type": "ExactDecimal"}"#, "1e400"),
        (#"{"not": {"const": 1e401}}"#, "1e400"), (#"{"const": [1e400]}"#, "[1e400]"),
        (#"{"type": "number", "x-unit": "ms"}"#, "0.000000000000001"),
        (#"{"type": "integer", "x-unit": "ns"}"#, "9223372036854775807000000000"),
        (#"{"type": "integer", "x-unit": "B"}"#, "9223372036854775807"),
        (#"{"x-unit": "ms"}"#, "1e400"),
        (#"{"type": "string", "format": "duration"}"#, "\"P9223372036854775808Y\""),
        (#"{"oneOf": [{"type": "integer", "maximum": 5}, {"minimum": 6}]}"#, "1e400"),
        (#"{"type": "integer", "format": "uint8"}"#, "300"),
    ])
    func areNoneWhereTheTypeHoldsTheNumber(schema: String, document: String) throws {
        #expect(try misfits(schema, document).isEmpty)
    }

    @Test(arguments: [
        (#"{"type": "number"}"#, "1e400", true),
        (#"{"type": "number"}"#, "9007199254740993", true),
        (#"{"type": "integer"}"#, "9223372036854775808", false),
        (#"{"type": "number", "x-unit": "ms"}"#, "1e400", false),
        (#"{"type": "integer", "x-swift-type": "Big"}"#, "9223372036854775808", true),
    ])
    func exactDecimalsHoldAllButWholeNumbers(schema: String, document: String, holds: Bool) throws {
        #expect(try misfits(schema, document) { $0.keepsDecimals = true }.isEmpty == holds)
    }

    @Test(arguments: [
        ("P9223372036854775807Y", true), ("PT9223372036854775808S", false), ("P1W", true),
    ])
    func durationsHaveNumbersWithinInt(text: String, holds: Bool) throws {
        let found = try misfits(#"{"type": "string", "format": "duration"}"#, "\"\(text)\"") {
            $0.readsDurations = true
        }
        let message =
            "the document is \"\(text)\"; a duration whose numbers are at most "
            + "9223372036854775807 is expected"
        #expect(found == (holds ? [] : [message]))
    }

    @Test func whatStaysUntypedHoldsEverything() throws {
        let schema = """
            {"properties": {"a": {"properties": {"n": {"type": "integer"}}}, "b": {"type": "integer"}}}
            """
        let document = #"{"a": {"n": 9223372036854775808}, "b": 9223372036854775808}"#
        #expect(try misfits(schema, document).count == 2)
        let parsed = try Document(parsing: schema, as: .json, named: "a.json")
        let place = try #require(parsed.root["properties"]?["a"]).index
        let found = try misfits(schema, document) {
            $0.untyped = [SchemaPlace(file: "a.json", index: place)]
        }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("b is") == true)
    }

    @Test(arguments: [
        "9223372036854775808", "18446744073709551616", "1180591620717411303424",
        "-36893488147419103232", "10000000000000000000000",
        "1" + String(repeating: "0", count: 22), "9007199254740994",
    ])
    func wholeNumbersThatDoubleHoldsExactlyFit(number: String) throws {
        #expect(try misfits(#"{"type": "number"}"#, number) == [])
    }
}
