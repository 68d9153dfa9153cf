import ConfigDocument
import Foundation
import Testing

/// The places of reports: the stream that findings are printed to, and the files that they name.
struct ReportOutputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "config/http.yaml": "port: 70000\nhost: abc\n",
            "deploy/schemas/http/1.0.0.schema.json": """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "x-config-version": "1.0.0",
              "properties": {
                "port": {"type": "integer", "maximum": 65535}, "host": {"$ref": "../common.json"}
              }
            }
            """,
            "deploy/schemas/common.json": #"{"maxLength": 2}"#,
            "bad.schema.json": #"{"properties": {"a": {"minimum": "x"}}}"#,
        ])
    }

    private func run(_ line: String) async throws -> (status: Int32, output: String) {
        let tool = String(line.prefix { $0 != " " })
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && '\(program)'\(line.dropFirst(tool.count))"
        )
    }

    /// Findings are the result of these commands; standard error is for errors of the command itself.
    @Test(arguments: [
        "schemac validate --schema deploy/schemas/http config/http.yaml",
        "schemac lint bad.schema.json", "configctl validate --schemas deploy/schemas",
    ])
    func findingsAreOnStandardOutput(line: String) async throws {
        let run = try await run(line + " 2>errors")
        #expect(run.status == 1)
        #expect(run.output.contains(": error: "), "\(run.output)")
        #expect(try String(contentsOfFile: folder.path + "/errors", encoding: .utf8).isEmpty)
    }

    /// A program that shows the schema beside a finding opens it by this path.
    @Test(arguments: [
        "schemac validate --schema deploy/schemas/http config/http.yaml",
        "schemac validate --schema deploy/schemas/http/1.0.0.schema.json config/http.yaml",
        "configctl validate --schemas deploy/schemas",
        "configctl validate --schemas deploy/schemas/",
    ])
    func reportsNameSchemasByTheirPaths(line: String) async throws {
        let run = try await run(line + " --format sarif")
        let log = DocumentValue(try Document(parsing: run.output, as: .json).root)
        let results = log["runs"]?[0]?["results"]?.array ?? []
        let schemas = results.compactMap { result in
            result["relatedLocations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
        }
        #expect(
            schemas == ["deploy/schemas/http/1.0.0.schema.json", "deploy/schemas/common.json"],
            "\(run.output)"
        )
    }

    @Test func anExistingMigrationNamesTheOptionThatReplacesIt() async throws {
        try folder.write(
            #"{"x-config-version": "2.0.0"}"#,
            to: "deploy/schemas/http/2.0.0.schema.json"
        )
        let line = "schemac migration new deploy/schemas/http 1.0.0 2.0.0"
        #expect(try await run(line).status == 0)
        let again = try await run(line)
        #expect(again.status == 2)
        #expect(again.output.hasSuffix("error: the file exists; pass --force to replace it\n"))
        #expect(try await run(line + " --force").status == 0)
    }
}
