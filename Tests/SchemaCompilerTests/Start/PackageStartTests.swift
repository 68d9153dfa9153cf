import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

@testable import SchemaTools

struct PackageStartTests {
    private static let manifest = """
        let package = Package(name: "app", platforms: [], targets: [.executableTarget(name: "App")])
        """

    private func files(
        _ present: [String: String] = ["Package.swift": manifest],
        _ change: (inout PackageStart) -> Void = { _ in }
    ) throws -> (files: [PackageStart.File], notes: [Finding]) {
        var start = PackageStart(name: "server", dependency: ".package(path: \"../c\")")
        change(&start)
        return try start.files { present[$0] }
    }

    @Test func theExampleIsValidAndLintFree() throws {
        let made = try files().files
        #expect(
            made.map(\.path) == [
                "schemas/server/1.0.0.schema.json", "Sources/App/schemac.yaml",
                "config/server.yaml", "Package.swift",
            ]
        )
        let schema = try Document(parsing: made[0].new, as: .json, named: "server.schema.json")
        let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///schema.json")
        let program = try ValidationProgram(compiling: graph, options: .configuration)
        let config = try Document(parsing: made[2].new, as: .yaml, named: "server.yaml")
        #expect(program.accepts(config))
        let source = SchemaSource(
            name: "server",
            path: "server",
            uri: "file:///s",
            document: schema
        )
        #expect(SchemaLinter().lint([source]).advice.map(\.description) == [])
    }

    @Test func leavesFilesThatExist() throws {
        let (made, notes) = try files([
            "Package.swift": Self.manifest, "config/server.yaml": "port: 1\n",
        ])
        #expect(!made.contains { $0.path == "config/server.yaml" })
        #expect(notes.map(\.file) == ["config/server.yaml"])
    }

    @Test func addsASecondConfigurationToTheOptions() throws {
        let options = """
            schemas: [../../schemas]
            check: # files
              - schema: pool # the first
                files: [../../config/pool.yaml]

            """
        let path = "Sources/App/schemac.yaml"
        let present = ["Package.swift": Self.manifest, path: options]
        let (made, notes) = try files(present)
        let edited = try #require(made.first { $0.path == path })
        #expect(edited.old == options && notes == [])
        #expect(
            edited.new == options + """
                  - schema: server
                    files:
                      - ../../config/server.yaml

                """
        )
        let again = try files(["Package.swift": Self.manifest, path: edited.new])
        #expect(!again.files.contains { $0.path == path })
        #expect(
            again.notes.map(\.message) == ["the file exists already, and is left as it is"]
        )
    }

    @Test(arguments: ["check: []\n", "- a\n", "schemas: [\n", "schemas: [a]\ncheck: 1\n"])
    func leavesOptionsThatItCannotEdit(options: String) throws {
        let path = "Sources/App/schemac.yaml"
        let (made, notes) = try files(["Package.swift": Self.manifest, path: options])
        #expect(!made.contains { $0.path == path })
        #expect(notes.map(\.file) == [path])
    }

    @Test func lintsTheInferredSchema() throws {
        let schema = #"{"properties": {"a": {"type": "string", "minimum": 3}}}"#
        let notes = try files { $0.inferred = (schema, ["config/a.yaml"]) }.notes
        let advice = notes.filter { $0.message.hasPrefix("minimum has no effect") }
        #expect(advice.map(\.file) == ["schemas/server/1.0.0.schema.json"])
    }

    @Test func holdsExistingFilesToTheInferredSchema() throws {
        let made = try files { $0.inferred = ("{}\n", ["config/a b.yaml", "config/x.json"]) }.files
        #expect(!made.contains { $0.path.hasPrefix("config/") })
        #expect(made[1].new.contains("files: [\"../../config/a b.yaml\", ../../config/x.json]"))
    }

    @Test(arguments: [
        ([:], "there is no Package.swift here"),
        (
            ["Package.swift": "Package(targets: [.target(name: \"A\"), .target(name: \"B\")])"],
            "there are 2 targets: A, B"
        ),
        (["Package.swift": "Package(targets: [])"], "no target was found"),
    ])
    func saysWhatItCannotTell(present: [String: String], message: String) {
        do {
            _ = try files(present)
            Issue.record("no error")
        } catch {
            #expect("\(error)".contains(message))
        }
    }
}
