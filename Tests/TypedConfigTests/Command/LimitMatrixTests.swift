import ConfigDocument
import Foundation
import Testing

/// The limits for reading and checking, in each subcommand of both tools.
struct LimitMatrixTests {
    /// Subcommands that read no document: the templates are part of the tool. `build` passes its
    /// arguments on: see `BuildArgumentsTests`.
    private static let withoutDocuments: Set = ["schemac templates", "schemac build"]

    @Test(arguments: ["configctl", "schemac"])
    func everySubcommandHasTheOptions(tool: String) async throws {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let help = try await Shell.run("'\(program)' --experimental-dump-help").output
        let tree = DocumentValue(try Document(parsing: help, as: .json).root)
        let commands = Self.leaves(of: try #require(tree["command"]), named: [tool])
        #expect(commands.count > 15)
        for (name, options) in commands where !Self.withoutDocuments.contains(name) {
            let missing = Self.options.filter { !options.contains($0) }
            #expect(missing == [], "\(name)")
        }
    }

    private static let options = [
        "max-bytes", "max-depth", "max-expansion", "max-steps", "max-schema-depth",
        "max-pattern-steps", "max-findings", "max-settings", "json-comments", "toml-1.1",
        "quiet",
    ]

    private static func leaves(
        of command: DocumentValue,
        named outer: [String]
    ) -> [(name: String, options: Set<String>)] {
        let inner = (command["subcommands"]?.array ?? []).filter {
            $0["commandName"]?.string != "help"
        }
        if inner.isEmpty {
            let names = (command["arguments"]?.array ?? []).flatMap { $0["names"]?.array ?? [] }
            return [(outer.joined(separator: " "), Set(names.compactMap { $0["name"]?.string }))]
        }
        return inner.flatMap { leaves(of: $0, named: outer + [$0["commandName"]?.string ?? ""]) }
    }

    /// Command lines that exceed a limit: the document is not judged, and the option is named.
    @Test(arguments: [
        ("configctl validate --schemas schemas", "--max-depth", "2"),
        ("configctl get app list --schemas schemas", "--max-depth", "2"),
        ("configctl explain app list --schemas schemas", "--max-depth", "2"),
        ("configctl diff app config/app.yaml --schemas schemas", "--max-depth", "2"),
        ("configctl set app port 1 --dry-run --schemas schemas", "--max-depth", "2"),
        ("configctl unset app port --dry-run --schemas schemas", "--max-depth", "2"),
        ("configctl validate --schemas schemas", "--max-bytes", "70"),
        ("configctl validate -d small --schemas known --secrets secrets", "--max-bytes", "120"),
        ("configctl migrations status --schemas deep", "--max-depth", "2"),
        ("configctl validate -d long --schemas costly", "--max-steps", "1000"),
        ("schemac validate --schema schemas/app.schema.json config", "--max-depth", "2"),
        ("schemac validate --schema costly/app.schema.json long", "--max-steps", "1000"),
        (
            "schemac validate --format json --schema costly/app.schema.json long", "--max-steps",
            "1000"
        ),
        (
            "schemac validate --format flag --schema costly/app.schema.json long", "--max-steps",
            "1000"
        ),
        (
            "schemac validate --format basic --schema costly/app.schema.json long",
            "--max-steps", "1000"
        ),
        (
            "schemac validate --format detailed --schema costly/app.schema.json long",
            "--max-steps", "1000"
        ),
        (
            "schemac validate --format verbose --schema costly/app.schema.json long",
            "--max-steps", "1000"
        ),
        ("schemac infer config/app.yaml", "--max-depth", "2"),
        ("schemac lint deep", "--max-depth", "2"),
        ("schemac docs deep --output out", "--max-depth", "2"),
        ("schemac sample deep/app.schema.json", "--max-depth", "2"),
        ("schemac editor deep", "--max-depth", "2"),
        ("schemac generate deep --output out", "--max-depth", "2"),
        ("schemac diff deep/app.schema.json schemas/app.schema.json", "--max-depth", "2"),
        ("schemac vendor https://e.com/a.json deep/app.schema.json", "--max-depth", "2"),
        ("schemac build --target-directory target --output out", "--max-depth", "2"),
        ("schemac docs schemas --output out --templates templates", "--max-bytes", "150"),
    ])
    func whatALimitEndedIsNotJudged(line: String, option: String, value: String) async throws {
        let (status, output) = try await run("\(line) \(option) \(value)")
        #expect(status == 2, "\(output)")
        #expect(output.contains("or pass \(option)"), "\(output)")
        // A document that was not judged has no result.
        #expect(!output.contains("\"valid\":"), "\(output)")
        let isStandard = ["flag", "basic", "detailed", "verbose"].contains {
            line.contains(" \($0) ")
        }
        #expect(!isStandard || output.hasSuffix("[]\n"), "\(output)")
    }

    /// The limits of a build are in `schemac.yaml`; the command line has precedence.
    @Test(arguments: [
        ("", Int32(2)), ("--max-depth 100", 0),
    ])
    func aBuildTakesLimitsFromItsOptionsFile(option: String, expected: Int32) async throws {
        let (status, output) = try await run(
            "schemac build --target-directory limited --output out \(option)"
        )
        #expect(status == expected, "\(output)")
        guard expected == 2 else { return }
        #expect(
            output == """
                config/app.yaml:1:8: error: nesting is deeper than 2 levels; raise maxDepth, or pass --max-depth
                note: a build takes limits from `limits:` in limited/schemac.yaml

                """
        )
    }

    @Test(arguments: [
        ("{ maxDept: 3 }", "1:11: error: unknown option \"maxDept\"; did you mean \"maxDepth\"?"),
        ("{ maxDepth: 0 }", "1:21: error: maxDepth must be a number from 1 to 1000"),
        ("{ maxSteps: x }", "1:21: error: maxSteps must be a number from 1 to 1152921504606846976"),
        ("3", "1:9: error: an object is expected here"),
    ])
    func refusesWhatIsNoLimit(limits: String, message: String) async throws {
        let (status, output) = try await run(
            "schemac build --target-directory odd --output out",
            more: ["odd/schemac.yaml": "limits: \(limits)\n"]
        )
        #expect(status == 1)
        #expect(output == "odd/schemac.yaml:\(message)\n")
    }

    private func run(
        _ line: String,
        more: [String: String] = [:]
    ) async throws -> (status: Int32, output: String) {
        let deep = #"{"properties": {"a": {"items": {"type": "string"}}}}"#
        let check = "check: [{ schema: app, files: [../config/app.yaml] }]\n"
        let files = [
            "config/app.yaml": "list: [[[1, 2, 3, 4, 5, 6, 7, 8]], [[1]], [[1]], [[1]]]\n"
                + "port: 80 # a comment that is somewhat longer\n",
            "small/app.yaml": "host: a\n",
            "known/app.schema.json": #"{"properties": {"port": {"type": "string"}}}"#,
            "long/app.yaml": "list: [\(String(repeating: "[1], ", count: 3000))[1]]\n",
            "costly/app.schema.json": """
            {"additionalProperties": {"$ref": "#/$defs/v"},
             "$defs": {"v": {"type": ["array", "integer"], "items": {"$ref": "#/$defs/v"}}}}
            """,
            "schemas/app.schema.json": #"{"type": "object"}"#,
            "deep/app.schema.json": deep,
            "secrets/port": String(repeating: "1", count: 200),
            "target/app.schema.json": deep,
            "limited/app.schema.json": #"{"type": "object"}"#,
            "limited/schemac.yaml": check + "limits: { maxDepth: 2 }\n",
            "templates/ReferencePage.mustache": String(repeating: "x", count: 200),
        ]
        let folder = try TemporaryFolder(files.merging(more) { $1 })
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        let program = try #require(BuiltProgram.path(words[0]), "\(words[0]) is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && chmod 600 secrets/* && '\(program)' \(words[1])"
        )
    }
}
