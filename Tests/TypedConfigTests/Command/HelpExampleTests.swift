import ConfigDocument
import Foundation
import Testing

/// The examples in the help of both tools, run as they are printed in a directory that has the files
/// they are about: one in three, unless `TYPED_CONFIG_MATRIX` is `whole`.
struct HelpExampleTests {
    private static let isWhole =
        ProcessInfo.processInfo.environment["TYPED_CONFIG_MATRIX"] == "whole"

    private static let history = ["1.0.0", "2.0.0", "3.0.0"]

    private static func schema(_ version: String) -> String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
          "x-config-version": "/version", "additionalProperties": false,
          "properties": {
            "version": {"const": "\(version)"}, "token": {"type": "string", "x-secret": true},
            "hosts": {"type": "array", "items": {"type": "string"}}, "note": {"type": ["string", "null"]},
            "log": {
              "properties": {"level": {"enum": ["debug", "info"]}}, "additionalProperties": false
            },
            "server": {
              "properties": {
                "port": {"type": "integer", "maximum": 65535}, "host": {"type": "string"},
                "hosts": {"type": "array", "items": {"type": "string"}}
              },
              "additionalProperties": false
            }
          }
        }
        """
    }

    private static func config(_ version: String) -> String {
        """
        version: \(version)
        token: abc
        hosts: [a.example.org]
        server: {port: 8080, host: localhost, hosts: [x, y]}

        """
    }

    /// The files of a service that both tools are used on.
    private func folder() throws -> TemporaryFolder {
        var files = [
            "configctl.yaml": "schemas: schemas\n",
            "config/http.yaml": Self.config("2.0.0"),
            "config/http.production.yaml": "server: {port: 443}\n",
            "config/pool.yaml": "size: 5\n",
            "etc/app/http.json": #"{"version": "1.0.0", "server": {"port": 8080}}"#,
            "old.yaml": Self.config("3.0.0"), "new.yaml": Self.config("3.0.0"),
            "schemas/pool.schema.json": #"{"properties": {"size": {"type": "integer"}}}"#,
            "http.schema.json": Self.schema("2.0.0"),
            "old.json": Self.schema("2.0.0"), "new.json": Self.schema("3.0.0"),
            "app.json": #"{"$ref": "https://example.com/port.json"}"#,
            "vendored/port.json": #"{"type": "integer"}"#, "vendored/http.json": "{}",
            "schemac.yaml": "schemas: [schemas]\n", "http.yaml": Self.config("3.0.0"),
            "Package.swift":
                "let package = Package(name: \"a\", targets: [.target(name: \"Server\")])",
            "token.txt": "secret\n", "secrets/http.token": "secret\n", "good/.keep": "",
        ]
        for version in Self.history {
            files["schemas/http/\(version).schema.json"] = Self.schema(version)
        }
        for (from, to) in zip(Self.history, Self.history.dropFirst()) {
            files["schemas/http/\(from)_\(to).migration.yaml"] =
                "from: \(from)\nto: \(to)\nsteps: []\n"
        }
        return try TemporaryFolder(files)
    }

    /// Commands that an example follows.
    private static let before = [
        "configctl rollback": "configctl migrate http",
        "configctl audit": "configctl audit start",
        "schemac migration new": "rm schemas/http/*.migration.yaml",
        "schemac vendor": "schemac vendor https://example.com/a.json vendored/port.json",
        "schemac init app": "cp config/pool.yaml config/app.yaml",
    ]

    /// Commands that run until they are interrupted.
    private static let endless = ["configctl watch", "configctl alerts --follow"]

    /// Status 1 is an answer of these commands.
    private static let judging = [
        "configctl diff", "configctl alerts", "configctl doctor", "schemac diff",
    ]

    @Test(arguments: ["configctl", "schemac"])
    func runsAsPrinted(tool: String) async throws {
        let paths = try ["configctl", "schemac"].map { try #require(BuiltProgram.path($0)) }
        let path = Set(paths.map { URL(filePath: $0).deletingLastPathComponent().path })
            .joined(separator: ":")
        let examples = try await Self.examples(of: tool)
        #expect(examples.count > 30)
        let folder = try folder()
        try await Shell.run(
            """
            cd '\(folder.path)' && '\(paths[1])' migration seal schemas/http -q && mkdir all &&
            mv $(ls -A | grep -v '^all$') all && chmod -R go-rwx all
            """
        )
        for (number, example) in examples.enumerated() {
            #expect(example.count <= 76, "does not fit a terminal: \(example)")
            guard Self.isWhole || number % 3 == 0 else { continue }
            // Programs with optional parts, or of the reader.
            let isOptional = [
                "configctl sign", "configctl verify", "configctl dashboard", "configctl fleet",
            ]
            .contains(where: example.hasPrefix)
            if isOptional || example.hasPrefix("schemac export") && !example.contains(" export --")
            {
                continue
            }
            let isEndless = Self.endless.contains(where: example.hasPrefix)
            let start = Self.before.first { example.contains($0.key) && $0.value != example }
            let line =
                (isEndless ? "timeout 1 " : "")
                + example.replacing("/etc/app", with: "etc/app")
                .replacing("/run/secrets", with: "secrets")
                .replacing("/var/lib/app/good", with: "good")
                .replacing("code --wait", with: "true")
                .replacing(".build/release/Server", with: paths[0])
            let run = try await Shell.run(
                """
                cd '\(folder.path)' && cp -Rp all \(number) && cd \(number) && umask 027 &&
                export PATH='\(path)':$PATH EDITOR=true &&
                { \(start?.value ?? "true"); } >start.txt 2>&1; { \(line); } 2>&1
                """
            )
            let isJudging = Self.judging.contains(where: example.hasPrefix)
            let allowed: [Int32] = isEndless ? [124] : isJudging ? [0, 1] : [0]
            #expect(
                allowed.contains(run.status) && !run.output.contains("Error: "),
                "\(example): \(run)"
            )
        }
    }

    /// The lines below the tasks in the help of a tool and of each of its subcommands.
    private static func examples(of tool: String) async throws -> [String] {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let help = try await Shell.run("'\(program)' --experimental-dump-help").output
        let tree = DocumentValue(try Document(parsing: help, as: .json).root)
        var open = [try #require(tree["command"])]
        var found: [String] = []
        while let command = open.popLast() {
            open += command["subcommands"]?.array ?? []
            let lines = (command["discussion"]?.string ?? "").split(separator: "\n")
            found += lines.drop { $0 != "EXAMPLES" }.dropFirst().prefix { $0.hasPrefix("  ") }
                .filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
        }
        return found
    }
}
