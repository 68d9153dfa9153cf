import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import Testing

/// The limits of both tools: allowed values and effects.
struct LimitOptionsTests {
    @Test(arguments: [
        ("--max-bytes", "0", "--max-bytes is 0; expected a number from 1 to 4294967294."),
        ("--max-depth", "1001", "--max-depth is 1001; expected a number from 1 to 1000."),
        ("--max-expansion", "-1", "--max-expansion is -1; expected a number from 0 to 100000000."),
        ("--max-steps", "0", "--max-steps is 0; expected a number from 1 to 1152921504606846976."),
        (
            "--max-schema-depth", "10001",
            "--max-schema-depth is 10001; expected a number from 1 to 10000."
        ),
        (
            "--max-pattern-steps", "0",
            "--max-pattern-steps is 0; expected a number from 1 to 1152921504606846976."
        ),
        ("--max-findings", "0", "--max-findings is 0; expected a number from 1 to 10000000."),
        ("--max-settings", "0", "--max-settings is 0; expected a number from 1 to 10000000."),
    ])
    func refusesWhatIsNoLimit(option: String, value: String, message: String) {
        do {
            _ = try LimitOptions.parse(["\(option)=\(value)"])
            Issue.record("taken")
        } catch {
            #expect(LimitOptions.message(for: error) == message)
        }
    }

    /// The documented limits with their options, set to the defaults for the sake of other tests.
    @Test func setsTheLimitsOfTheProcess() throws {
        _ = try LimitOptions.parse([
            "--max-bytes", "8388608", "--max-depth", "128", "--max-expansion", "100000",
            "--max-steps", "50000000", "--max-schema-depth", "1000", "--max-pattern-steps",
            "50000000", "--max-findings", "1000", "--max-settings", "65536",
        ])
        let reading = ReadingOptions()
        #expect(reading.maxBytes == 8_388_608 && reading.maxDepth == 128)
        #expect(reading.maxExpansion == 100_000 && reading.maxSettings == 65_536)
        let budget = ValidationProgram.Budget()
        #expect(budget.maxSteps == 50_000_000 && budget.maxDepth == 1_000)
        #expect(budget.maxPatternSteps == 50_000_000 && budget.maxFindings == 1_000)
    }

    /// A file that was not read completely is neither valid nor invalid.
    @Test(arguments: [
        ("{\"a\": [[1]]}", "nesting is deeper than 2 levels; raise maxDepth, or pass --max-depth"),
        (
            "{\"a\": \"12345678901234567890\"}",
            "the text has 29 bytes; at most 20 are read; raise maxBytes, or pass --max-bytes"
        ),
    ])
    func namesTheLimitOfReading(text: String, message: String) throws {
        var options = ReadingOptions()
        options.maxBytes = 20
        options.maxDepth = 2
        for format in [DocumentFormat.json, .yaml] {
            let error = #expect(throws: DocumentError.self) {
                try Document(parsing: text, as: format, options: options)
            }
            let finding = try #require(error.map { Finding($0) })
            #expect(finding.message == message)
            #expect(finding.isUnjudged)
        }
    }

    @Test(arguments: [
        (
            #"{"items": {"type": "string"}}"#, 3,
            "the document takes too many steps to check against its schema, so it is refused; they ran out at element [2]",
            "raise maxSteps, or pass --max-steps", true
        ),
        (
            #"{"items": {"type": "string"}}"#, 50_000_000, "more findings were omitted",
            "raise maxFindings, or pass --max-findings", false
        ),
    ])
    func namesTheLimitOfChecking(
        schema: String,
        steps: Int,
        message: String,
        repair: String,
        isUnjudged: Bool
    ) throws {
        let graph = try SchemaRegistry().resolve(
            try Document(parsing: schema, as: .json),
            baseURI: "file:///s.json"
        )
        var program = try ValidationProgram(compiling: graph)
        program.budget.maxFindings = 4
        program.budget.maxSteps = steps
        let finding = try #require(
            program.findings(in: try Document(parsing: "[1,1,1,1,1,1,1,1]", as: .json)).last
        )
        #expect(finding.message == message)
        #expect(finding.suggestion == repair)
        #expect(finding.isUnjudged == isUnjudged)
    }
}
