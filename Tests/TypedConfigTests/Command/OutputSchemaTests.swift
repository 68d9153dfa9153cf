import ConfigDocument
import Foundation
import Testing

/// The JSON of each command is validated against its schema in the documentation.
struct OutputSchemaTests {
    /// Command lines, and the schema of their output; `NAME` is replaced with `store`.
    private static let lines: [(command: String, schema: String)] = [
        ("configctl validate", "configctl-validate"),
        ("configctl validate -d broken", "configctl-validate"),
        ("configctl list", "configctl-list"),
        ("configctl list -d broken", "configctl-list"),
        ("configctl get store limit", "configctl-get"),
        ("configctl explain store", "configctl-explain"),
        ("configctl explain store --overlay stage", "configctl-explain"),
        ("configctl explain store limit --all --overlay stage", "configctl-explain-all"),
        ("configctl diff store other/store.yaml", "configctl-diff"),
        ("configctl cache", "configctl-cache"),
        ("configctl set store limit 7", "configctl-set"),
        ("configctl set store password x --dry-run", "configctl-set"),
        ("configctl unset store password --dry-run", "configctl-set"),
        ("configctl edit store", "configctl-set"),
        ("configctl format store --dry-run", "configctl-format"),
        ("configctl health", "configctl-health"),
        ("configctl health -d broken", "configctl-health"),
        ("configctl health -d old", "configctl-health"),
        ("configctl report -d old", "configctl-report"),
        ("configctl validate -d old", "configctl-validate"),
        ("configctl alerts", "configctl-alerts"),
        ("configctl alerts -d broken", "configctl-alerts"),
        ("configctl report", "configctl-report"),
        ("configctl doctor", "configctl-doctor"),
        ("configctl doctor -d broken", "configctl-doctor"),
        ("configctl audit show", "configctl-audit-show"),
        ("configctl audit verify", "configctl-audit-verify"),
        ("configctl migrations status", "configctl-migrations-status"),
        ("configctl migrations status -d old", "configctl-migrations-status"),
        ("configctl migrations status -d torn", "configctl-migrations-status"),
        ("configctl migrations verify -d old", "configctl-migrations-verify"),
        ("configctl migrations verify -d torn", "configctl-migrations-verify"),
        ("configctl migrate app -d old --dry-run", "configctl-migrate"),
        ("configctl migrate app -d old", "configctl-migrate"),
        ("configctl rollback app -d done", "configctl-rollback"),
        ("configctl migrations status -d done", "configctl-migrations-status"),
        ("configctl watch --count 1", "configctl-watch"),
        ("schemac validate --schema schemas/store.schema.json broken", "schemac-validate"),
        ("schemac lint schemas", "schemac-lint"),
        ("schemac diff schemas/store.schema.json other/store.schema.json", "schemac-diff"),
    ]

    /// Commands whose `--format` is about files that they write.
    private static let ofFiles: Set = ["schemac docs", "schemac sample"]

    /// Commands of traits, whose output `Scripts/test-signing` and `Scripts/test-fleet` check.
    private static let ofTraits: Set = [
        "configctl verify", "configctl fleet init", "configctl fleet publish",
        "configctl fleet status", "configctl fleet instances", "configctl fleet history",
        "configctl fleet show", "configctl fleet diff", "configctl fleet rollback",
        "configctl fleet verify", "configctl fleet promote", "configctl fleet pause",
        "configctl fleet resume", "configctl fleet abort", "configctl fleet reseed",
        "configctl fleet gc", "configctl fleet watch",
    ]

    private static let schemas = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Documentation/Output").standardizedFileURL.path

    private let folder: TemporaryFolder

    init() throws {
        let schema = """
            {
              "properties": {
                "limit": {"type": "integer", "minimum": 1, "enum": [1, 5, 7]},
                "password": {"type": "string", "x-secret": true}
              },
              "required": ["limit"]
            }
            """
        folder = try TemporaryFolder([
            "config/store.yaml": "# kept\nlimit: 5\npassword: old\n",
            "config/store.stage.yaml": "limit: 7\npassword: new\n",
            "other/store.yaml": "limit: 1\nextra: [1]\n",
            "broken/store.yaml": "limit: 0\n",
            "old/app.yaml": "version: 1.0.0\n", "done/app.yaml": "version: 1.0.0\n",
            "torn/app.yaml": "version: 7.0.0\n",
            "schemas/app/1.0.0.schema.json": #"{"x-config-version": "/version"}"#,
            "schemas/app/2.0.0.schema.json": #"{"x-config-version": "/version"}"#,
            "schemas/app/1.0.0_2.0.0.migration.yaml": "from: 1.0.0\nto: 2.0.0\nsteps: []\n",
            "schemas/store.schema.json": schema,
            "other/store.schema.json": schema.replacing(
                "\"required\"",
                with: "\"minProperties\": 1, \"required\""
            ),
        ])
    }

    @Test(arguments: lines.indices)
    func outputFitsItsSchema(index: Int) async throws {
        let (command, schema) = Self.lines[index]
        let tool = String(command.prefix { $0 != " " })
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let schemac = try #require(BuiltProgram.path("schemac"), "schemac is not built")
        if command.hasSuffix("-d done") {
            let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
            try await Shell.run(
                "cd '\(folder.path)' && '\(configctl)' migrate app -d done --schemas schemas"
            )
        }
        let isOfLines = schema == "configctl-watch" || schema == "configctl-audit-show"
        try await Shell.run("cd '\(folder.path)' && ln -s gone broken/other.yaml && mkdir out")
        if isOfLines || command.contains(" audit ") {
            // The trail also has a change that was refused.
            let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
            try await Shell.run(
                """
                cd '\(folder.path)' && '\(configctl)' audit start &&
                '\(configctl)' set store limit 9 --schemas schemas
                """
            )
        }
        let known = tool == "configctl" && !command.contains(" audit ") ? " --schemas schemas" : ""
        let touch =
            command.contains(" watch ") ? "(sleep 1; echo 'limit: 7' > config/store.yaml) & " : ""
        let run = try await Shell.run(
            "cd '\(folder.path)'; export EDITOR='sed -i s/5/7/'; \(touch)'\(program)'\(command.dropFirst(tool.count))\(known) --format json 2>/dev/null"
        )
        let values = isOfLines ? run.output.split(separator: "\n").map(String.init) : [run.output]
        #expect(!values.isEmpty)
        for (number, value) in values.enumerated() where !value.hasPrefix("{\"watching") {
            try folder.write(value, to: "out/\(number).json")
        }
        let check = try await Shell.run(
            "cd '\(folder.path)' && '\(schemac)' validate --schema '\(Self.schemas)/\(schema).schema.json' out/*.json"
        )
        #expect(check.status == 0, "\(command): \(check.output)\n\(run.output)")
    }

    @Test(arguments: ["configctl", "schemac"])
    func everyCommandWithJSONIsTried(tool: String) async throws {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let help = try await Shell.run("'\(program)' --experimental-dump-help").output
        let tree = DocumentValue(try Document(parsing: help, as: .json).root)
        let commands = Self.commandsWithJSON(try #require(tree["command"]), named: tool)
        #expect(commands.count > 2)
        let tried = Self.lines.map(\.command)
        let missing = commands.filter { command in
            !Self.ofFiles.contains(command) && !Self.ofTraits.contains(command)
                && !tried.contains { ($0 + " ").hasPrefix(command + " ") }
        }
        #expect(missing == [])
    }

    @Test(arguments: [
        "configctl nope", "configctl get", "schemac nope", "schemac lint --format xml",
    ])
    func wrongUseEndsWith2(line: String) async throws {
        let tool = String(line.prefix { $0 != " " })
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        #expect(try await Shell.run("'\(program)'\(line.dropFirst(tool.count))").status == 2)
    }

    private static func commandsWithJSON(_ command: DocumentValue, named name: String) -> [String] {
        let options = command["arguments"]?.array ?? []
        let isJSON = options.contains { option in
            option["valueName"] == "format"
                && option["allValues"]?.array?.contains("json") ?? false
        }
        let inner = (command["subcommands"]?.array ?? []).flatMap { inner in
            commandsWithJSON(inner, named: "\(name) \(inner["commandName"]?.string ?? "")")
        }
        return (isJSON ? [name] : []) + inner
    }
}
