import ConfigDocument
import Foundation
import JSONSchema
import SchemaCompiler
import SchemaSamples
import SchemaTools
import Testing

/// No number in a schema stops a tool: when generating, linting, describing, comparing and
/// sampling, each keyword is either an error with its location or is used.
///
/// Each number is tried with one kind in four, unless `TYPED_CONFIG_MATRIX` is `whole`.
struct HugeNumberTests {
    private static let step =
        ProcessInfo.processInfo.environment["TYPED_CONFIG_MATRIX"] == "whole" ? 1 : 4

    private static let numbers = [
        "127", "128", "-129", "255", "256", "32768", "65536", "2147483647", "2147483648",
        "-2147483649", "4294967296", "9007199254740993", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "1e308", "-1e309", "1e400", "1e-400",
        "1e9999999999999999999", "-1e9999999999999999999", "1e-9223372036854775808", "0.5",
    ]

    private static let keywords = [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
        "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains",
        "maxContains", "default", "const", "x-env",
    ]

    private static let kinds = [
        #""type": "integer""#, #""type": "number""#, #""type": "string""#,
        #""type": "array", "items": {"type": "integer"}, "contains": {}"#,
        #""type": "object", "additionalProperties": {}"#,
        #""type": "integer", "x-unit": "gibibytes""#, #""type": "number", "x-unit": "days""#,
        #""type": "integer", "format": "uint64""#,
    ]

    private static let draft = #""$schema": "https://json-schema.org/draft/2020-12/schema""#

    @Test(arguments: keywords)
    func endsNoTool(keyword: String) throws {
        for (index, number) in Self.numbers.enumerated() {
            for kind in Self.kinds.indices where (kind + index) % Self.step == 0 {
                let schema = """
                    {\(Self.draft), "type": "object", "properties":
                     {"a": {\(Self.kinds[kind]), "\(keyword)": \(number)}, "b": {"enum": [\(number), 1]}}}
                    """
                let document = try Document(parsing: schema, as: .json, named: "a.json")
                let source = SchemaSource(
                    name: "a",
                    path: "a.json",
                    uri: "file:///a.json",
                    document: document
                )
                _ = try? Compiler().compile([source])
                _ = SchemaLinter().lint([source])
                _ = try? SampleFile().text(for: source, among: [source], as: .json)
                _ = try? ReferencePages().pages(for: [source], as: .markdown)
                guard
                    let graph = try? SchemaRegistry().resolve(document, baseURI: "file:///a.json"),
                    let program = try? ValidationProgram(compiling: graph),
                    var generator = try? SampleGenerator(graph, seed: 1)
                else { continue }
                for _ in 0..<3 {
                    guard let sample = generator.document() else { continue }
                    #expect(program.accepts(sample), "\(schema)")
                }
            }
        }
    }
}
