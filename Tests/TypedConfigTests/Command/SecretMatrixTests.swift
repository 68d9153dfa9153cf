import ConfigDocument
import Foundation
import Testing

/// Each place that may contain a secret, with each command of both tools: the secret appears
/// neither in the output, on either stream, nor in files written beside the configuration.
///
/// The whole matrix is some 1,800 processes. Unless `TYPED_CONFIG_MATRIX` is `whole`, each line is
/// run for every sixth case, beginning with another one for each line, and the test prints so.
struct SecretMatrixTests {
    private static let stride =
        ProcessInfo.processInfo.environment["TYPED_CONFIG_MATRIX"] == "whole" ? 1 : 6

    private static let fleet = "--endpoint http://127.0.0.1:1 --app shop --env prod"

    /// The command lines of each subcommand. NAME is the configuration of a case and KEY its
    /// setting: such lines are run for each case, the others once for all cases.
    private static let configctl: [String: [String]] = [
        "validate": ["", "--format json", "--format sarif"],
        "list": ["", "--format json"],
        "get": ["NAME KEY"], "explain": ["NAME", "NAME KEY --format json"],
        "diff": ["NAME other.yaml --format json", "other.yaml FILE --schema NAME"],
        "cache": ["", "--format json"],
        "set": [
            "NAME KEY x --dry-run", "NAME port 2 --format json", "NAME KEY --stdin < secret.txt",
            "NAME port --stdin < canary.txt", "NAME tags --stdin --dry-run < canary.txt",
            "NAME open.more --stdin --dry-run --format json < canary.txt",
        ],
        "unset": ["NAME KEY"],
        // The editor of the script adds a comment.
        "edit": ["NAME --dry-run"],
        "format": ["NAME --dry-run"],
        "watch": ["--count 2", "--count 2 --format json"],
        "migrate": ["case0 --dry-run", "case0 --dry-run --format json"],
        "rollback": ["case0", "case0 --format json"],
        "migrations status": ["", "--format json"], "migrations verify": ["", "--format json"],
        "doctor": ["", "--format json"],
        "health": ["", "--format json"], "alerts": ["", "--format json"],
        "audit start": [""], "audit show": ["", "--format json"],
        "audit verify": ["", "--format json"],
        "sign": ["--new-key key"],
        "verify": ["--public-key key.pub", "--public-key key.pub --format json"],
        "report": ["", "--format markdown", "--format html", "--format json"],
        // It would not end by itself.
        "dashboard": ["--interval nothing"],
        // Nobody listens there; `Scripts/test-fleet` tries them with etcd.
        "fleet init": [fleet],
        "fleet publish": ["--all \(fleet)", "--dry-run --format json \(fleet)"],
        "fleet status": [fleet], "fleet instances": [fleet], "fleet history": [fleet],
        "fleet show": [fleet], "fleet diff": [fleet, "--format json \(fleet)"],
        "fleet rollback": [fleet], "fleet pull": ["out \(fleet)"], "fleet verify": [fleet],
        "fleet watch": [fleet], "fleet promote": [fleet], "fleet pause": [fleet],
        "fleet resume": [fleet], "fleet abort": [fleet], "fleet reseed": [fleet],
        "fleet gc": [fleet],
    ]

    /// Formats for other programs.
    private static let reports = ["github", "sarif", "junit", "checkstyle"]

    private static let schemac: [String: [String]] = [
        "validate": (["text", "json", "basic", "detailed", "verbose"] + reports).map {
            "--schema SCHEMA config --format \($0)"
        },
        "lint": ["SCHEMA", "SCHEMA --format json"] + reports.map { "SCHEMA --format \($0)" },
        "docs": ["SCHEMA --output docs", "SCHEMA --output docs --format html"],
        "sample": ["SCHEMA", "SCHEMA --format jsonc"],
        // It prints the schema as it is.
        "bundle": ["SCHEMA > bundle.json"],
        "editor": ["SCHEMA", "SCHEMA --merge secrets.yaml"],
        // A program has no values of files; its constants are those of the schema.
        "export": ["--program config/case0.yaml", "store --program config/case0.yaml"],
        "diff": ["SCHEMA old.json", "old.json SCHEMA"]
            + reports.map { "SCHEMA old.json --format \($0)" },
        "init": ["store --from config/case0.yaml", "store --from secrets.yaml --write"],
        "infer": ["config/case0.yaml", "secrets.yaml"], "templates": ["--export templates"],
        "vendor": [""], "build": ["--target-directory . --output built"],
        "generate": ["SCHEMA --output generated"],
        "migration new": ["schemas 1.0.0 2.0.0"], "migration stub": ["schemas"],
        "migration check": ["schemas"], "migration seal": ["schemas"],
        "migration release": ["schemas 1.0.0"],
    ]

    /// Commands that do not read the layers.
    private static let withoutLayers: Set = [
        "migrate", "rollback", "migrations status", "migrations verify", "audit start",
        "audit show",
        "audit verify", "sign", "verify",
    ]

    private static let allLayers =
        " --schemas schemas --overlay production --environment APP --allow run"

    private let folder: TemporaryFolder
    private let cases = SecretCase.all.enumerated().map { (name: "case\($0)", place: $1) }

    init() throws {
        folder = try TemporaryFolder([
            "Package.swift": "Package(targets: [.target(name: \"App\")])",
            "old.json": #"{"type": "object", "properties": {"port": {"type": "integer"}}}"#,
            "other.yaml": "port: 7\nopen: {}\n", "secret.txt": "another\n",
            "canary.txt": "C4naryPass\n", "editor": "#!/bin/sh\necho '# more' >> \"$1\"\n",
            "secrets.yaml": """
            # was C4naryPass
            password: C4naryPass
            all: [{key: a, token: C4naryPass}, {key: b, token: C4naryPass}]
            url: amqp://u:C4naryPass@h
            """,
        ])
        for (name, place) in cases {
            // Each command compiles all schemas of its folder.
            for path in ["schemas", "alone/\(name)"] {
                try folder.write(SecretCase.schema, to: "\(path)/\(name).schema.json")
            }
            for (file, text) in place.files {
                try folder.write(text, to: file.replacing("app", with: name))
            }
        }
    }

    @Test func isInNoOutput() async throws {
        let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let schemac = try #require(BuiltProgram.path("schemac"), "schemac is not built")
        var script = """
            cd '\(folder.path)'; chmod 600 run/*; mkdir -p config/.audit
            chmod +x editor; export EDITOR="$PWD/editor"
            export CANARY=C4naryPass DIGITS=7391846502 APP_APITOKEN=C4naryPass

            """
        if Self.stride > 1 {
            print("SecretMatrixTests: each line for one case in \(Self.stride)")
        }
        var offset = 0
        for command in Self.configctl.keys.sorted(by: { Self.rank($0) < Self.rank($1) }) {
            for line in Self.configctl[command] ?? [] {
                let change =
                    "for file in config/case?.yaml; do (echo; echo 'port: x') >> $file; done"
                let watching = "(sleep 1; \(change)) & timeout 4"
                offset += 1
                for line in lines(line, command, from: offset) {
                    script += "echo '### \(command)'; "
                    script += command == "watch" ? "\(watching) " : ""
                    script += "'\(configctl)' \(command) \(line) 2>&1\n"
                }
            }
        }
        for (command, lines) in Self.schemac.sorted(by: { $0.key < $1.key }) {
            for line in lines {
                let line = line.replacing("SCHEMA", with: "schemas/case0.schema.json")
                script += "echo '### schemac \(command)'; '\(schemac)' \(command) \(line) 2>&1\n"
            }
        }
        script += "echo '### trail'; cat config/.audit/*; echo '### docs'; cat docs/*\n"
        try folder.write(script, to: "all.sh")
        let output = try await Shell.run("sh '\(folder.path)/all.sh'").output
        let sections = output.split(separator: "### ")
        #expect(sections.count > cases.count * 9 / Self.stride)
        for section in sections {
            let hits = section.split(separator: "\n").filter { line in
                SecretCase.canaries.contains { line.contains($0) }
            }
            #expect(hits == [], "\(section.prefix { $0 != "\n" })")
        }
    }

    /// A line for each case that it applies to, with the case's options.
    private func lines(_ line: String, _ command: String, from offset: Int) -> [String] {
        guard line.contains("NAME") else {
            return [line + (Self.withoutLayers.contains(command) ? "" : Self.allLayers)]
        }
        return Swift.stride(from: offset % Self.stride, to: cases.count, by: Self.stride).map {
            let (name, place) = cases[$0]
            let file = place.files.keys.first { $0.hasPrefix("config/app.") } ?? ""
            return line.replacing("NAME", with: name).replacing("KEY", with: "'\(place.key)'")
                .replacing("FILE", with: file.replacing("app", with: name))
                + " --schemas alone/\(name) "
                + place.options.replacing("app", with: name)
        }
    }

    /// Commands that change files come last, followed by those that report changes.
    private static func rank(_ command: String) -> String {
        switch command {
        case "watch": "x0"
        case "set": "x1"
        case "unset": "x2"
        case "audit show", "audit verify": "x3" + command
        default: command
        }
    }

    @Test(arguments: [("configctl", configctl), ("schemac", schemac)])
    func everySubcommandIsTried(tool: String, lines: [String: [String]]) async throws {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let help = try await Shell.run("'\(program)' --experimental-dump-help").output
        let tree = DocumentValue(try Document(parsing: help, as: .json).root)
        let commands = try Self.leaves(of: #require(tree["command"]), named: [])
        #expect(Set(lines.keys) == Set(commands))
        #expect(SecretCase.all.count >= 30)
    }

    private static func leaves(of command: DocumentValue, named outer: [String]) -> [String] {
        let inner = (command["subcommands"]?.array ?? []).filter {
            $0["commandName"]?.string != "help"
        }
        if inner.isEmpty { return [outer.joined(separator: " ")] }
        return inner.flatMap { leaves(of: $0, named: outer + [$0["commandName"]?.string ?? ""]) }
    }
}
