import SchemaValidation
import Testing

@testable import SchemaCompiler

struct BuildArgumentsTests {
    private static let folders = ["--target-directory", "t", "--output", "o"]

    @Test func takesWhatThePluginWrites() throws {
        let arguments = try BuildArguments(
            Self.folders + [
                "--watch", "w", "--others", "x.swift", "--planned", "a.swift", "--planned=b.swift",
                "--prune", "--config", "c.yaml",
            ]
        )
        #expect(arguments.targetDirectory == "t")
        #expect(arguments.output == "o")
        #expect(arguments.watch == "w")
        #expect(arguments.others == "x.swift")
        #expect(arguments.planned == ["a.swift", "b.swift"])
        #expect(arguments.config == "c.yaml")
        #expect(arguments.prune)
    }

    @Test(arguments: Limit.allCases)
    func takesEveryLimit(limit: Limit) throws {
        let value = limit.range.lowerBound
        let arguments = try BuildArguments(Self.folders + [limit.option, "\(value)"])
        #expect(arguments.limits == [limit: value])
    }

    @Test(arguments: [
        (["--output", "o"], "--target-directory is missing"),
        (["--target-directory", "t"], "--output is missing"),
        (folders + ["--prnue"], "\"--prnue\" has no value"),
        (["--output", "--help"], "\"--output\" has no value"),
        (folders + ["--prnue", "x"], "there is no option \"--prnue\""),
        (
            folders + ["--max-depth", "many"],
            "--max-depth is \"many\"; expected a number from 1 to 1000"
        ),
        (
            folders + ["--max-depth", "0"],
            "--max-depth is \"0\"; expected a number from 1 to 1000"
        ),
    ])
    func refusesOthers(arguments: [String], message: String) {
        let fault = #expect(throws: BuildArguments.Fault.self) {
            _ = try BuildArguments(arguments)
        }
        #expect(fault?.message == message)
    }
}
