import Testing

@testable import ConfigTypes
@testable import TypedConfig

/// Layers that are deep or long: a located error or few suggestions, but neither a crash nor a hang.
struct HostileLayerTests {
    private func run(
        _ files: [String: String],
        _ line: String
    ) async throws -> (status: Int32, output: String) {
        let schema = #"{"type": "object", "properties": {"a": {}, "n": {"type": "integer"}}}"#
        let folder = try TemporaryFolder(
            ["config/app.yaml": "a: 1\n", "schemas/app.schema.json": schema]
                .merging(files) { $1 }
        )
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && '\(program)' \(line) --schemas schemas 2>&1"
        )
    }

    private func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test(arguments: [20, 40, 5_000])
    func defaultsInsideEachOtherHaveALimit(depth: Int) async throws {
        let text = repeated("${env:NO_SUCH:-", depth) + "x" + repeated("}", depth)
        let result = try await run(["config/app.yaml": "a: \"\(text)\"\n"], "validate")
        let message =
            "config/app.yaml:1:4: error: a has more than 32 placeholders inside each other"
        #expect(result.output.contains(message) == (depth > 32), "\(result.output)")
        #expect(result.status == (depth > 32 ? 1 : 0))
    }

    @Test func placeholdersOfOtherToolsTakeLinearTime() async throws {
        let text = repeated("${A:-", 200_000)
        let result = try await run(["config/app.yaml": "a: \"\(text)\"\n"], "validate")
        #expect(result.status == 0)
    }

    @Test(arguments: ["set app PATH 1", "set app PATH 1 --dry-run", "unset app PATH"])
    func deepPathsAreRefused(line: String) async throws {
        let path = repeated("/b", 5_000)
        let result = try await run([:], line.replacing("PATH", with: path))
        let message =
            line.hasPrefix("set")
            ? "app: error: not saved: /b: nesting is deeper than 128 levels; raise maxDepth, or pass --max-depth"
            : "app: error: there is no setting"
        #expect(result.output.hasPrefix(message), "\(result.output.prefix(200))")
        #expect(result.status != 0 && result.status < 128)
    }

    @Test func deepArgumentsAreIgnored() async throws {
        let name = repeated("q.", 20_000) + "q"
        let result = try await run([:], "validate --main app --argument=--\(name)=1")
        #expect(result.status == 0, "\(result.output.prefix(200))")
    }

    @Test func onlyTheFirstUnknownVariablesHaveSuggestions() async throws {
        let file = (0..<300).map { "APP_APP_N_\($0)=1\n" }.joined()
        let result = try await run([".env": file], "validate --environment APP --dotenv .env")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count { $0.contains("no setting uses this variable") } == 300)
        #expect(lines.count { $0.contains("did you mean") } == 100)
    }
}
