import ConfigSchemas
import Testing

@testable import ConfigTypes
@testable import TypedConfig

/// Secret files that no setting takes, and those for objects and elements.
struct UntakenSecretsTests {
    private static let schema = #"""
        {"type": "object", "properties": {
          "tok": {"type": "string", "x-secret": true},
          "list": {"type": "array", "items": {"type": "string", "x-secret": true}},
          "labels": {"type": "object", "additionalProperties": {"type": "string"}},
          "db": {"type": "object", "properties": {
            "tok": {"type": "string", "x-secret": true}, "port": {"type": "integer"}}}}}
        """#

    private func run(_ files: [String: String], _ line: String) async throws -> (
        status: Int32, output: String
    ) {
        var all = [
            "config/app.yaml": "tok: a\nlist: [x]\n", "schemas/app.schema.json": Self.schema,
        ]
        for (name, text) in files { all["sec/\(name)"] = text }
        let folder = try TemporaryFolder(all)
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && chmod -R go= sec && '\(program)' \(line) --secrets sec --schemas schemas 2>&1"
        )
    }

    @Test(arguments: [
        ("tokk", "; did you mean \"tok\"?"), ("tik", "; did you mean \"tok\"?"),
        ("app.tokk", "; did you mean \"app.tok\"?"), ("app/tokk", "; did you mean \"app/tok\"?"),
        ("db.tik", "; did you mean \"db.tok\"?"), ("db/tik", "; did you mean \"db/tok\"?"),
        ("app.other", ""), ("app-list-x", "; did you mean \"app-list\"?"),
    ])
    func whatNoSettingTakesIsReported(name: String, repair: String) async throws {
        let result = try await run([name: "x"], "validate")
        #expect(result.status == 0)
        #expect(
            result.output.contains("sec/\(name): warning: no setting uses this file\(repair)\n"),
            "\(result.output)"
        )
    }

    @Test(arguments: [
        "tok", "app.tok", "db", "app-db", "list.0", "app/list/0", "app-list-0", "labels_team",
        "db/tok", "..data", ".tokk", "unrelated-name",
    ])
    func otherFilesAreNot(name: String) async throws {
        let text = name.hasSuffix("db") ? "{}" : "x"
        let result = try await run([name: text], "validate")
        #expect(!result.output.contains("no setting uses"), "\(result.output)")
    }

    @Test func aFileHoldsAnObjectOrAnElement() async throws {
        let files = ["db": #"{"tok": "zz", "port": 5}"#, "list.0": "yy", "list.1": "ww"]
        for (path, value) in [
            ("db.tok", "zz"), ("db.port", "5"), ("list.0", "yy"), ("list.1", "ww"),
        ] {
            let shown = try await run(files, "get app \(path) --reveal")
            #expect(shown.output == "\(value)\n")
        }
        let nested = ["db/tok": "uu", "app/list/0": "vv", "app.labels.team": "core"]
        for (path, value) in [("db.tok", "uu"), ("list.0", "vv"), ("labels.team", "core")] {
            let shown = try await run(nested, "get app \(path) --reveal")
            #expect(shown.output == "\(value)\n")
        }
        let hidden = try await run(files, "explain app db.port")
        #expect(
            hidden.output.contains("sec/db") && !hidden.output.contains("5"),
            "\(hidden.output)"
        )
    }
}
