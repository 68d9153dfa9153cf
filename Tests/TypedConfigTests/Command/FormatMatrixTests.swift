import ConfigDocument
import Foundation
import Testing

/// Every format of configuration files on the subcommands of both tools.
struct FormatMatrixTests {
    /// One configuration, in each format.
    private static let texts: [DocumentFormat: String] = [
        .yaml: "# about the port\nport: 80 # http\ntags:\n  - a\ntls:\n  key: x\n",
        .json:
            "{\n  \"port\": 80,\n  \"tags\": [\"a\"],\n  \"tls\": {\n    \"key\": \"x\"\n  }\n}\n",
        .jsonc: """
        {
          // about the port
          "port": 80, // http
          "tags": ["a"],
          "tls": {
            "key": "x"
          },
        }

        """,
        .toml: "# about the port\nport = 80 # http\ntags = [\"a\"]\n\n[tls]\nkey = \"x\"\n",
    ]

    @Test(arguments: DocumentFormat.allCases)
    func isReadAndEditedInPlace(format: DocumentFormat) async throws {
        let text = try #require(Self.texts[format])
        let file = "app\(format.ending)"
        let line = """
            schemac validate --schema schemas/app.schema.json config/\(file) \
            && schemac build --target-directory target --output out \
            && configctl validate -d config --schemas schemas \
            && configctl get app tls.key -d config --schemas schemas \
            && configctl set app port 81 -d config --schemas schemas \
            && configctl set app tags[1] b -d config --schemas schemas \
            && configctl unset app tls -d config --schemas schemas \
            && configctl format app -d config --schemas schemas \
            && schemac infer config/\(file) && cat config/\(file)
            """
        let (status, output) = try await run(line, [file: text])
        #expect(status == 0, "\(output)")
        let after = text.replacing("80", with: "81")
        switch format {
        case .yaml:
            #expect(output.hasSuffix("# about the port\nport: 81 # http\ntags:\n  - a\n  - b\n"))
        case .json: #expect(output.hasSuffix("{\n  \"port\": 81,\n  \"tags\": [\"a\", \"b\"]\n}\n"))
        case .jsonc:
            let start = after.prefix { $0 != "[" }
            #expect(output.hasSuffix("\(start)[\"a\", \"b\"],\n}\n"), "\(output)")
        case .toml:
            let start = after.prefix { $0 != "[" }
            #expect(output.hasSuffix("\(start)[\"a\", \"b\"]\n"), "\(output)")
        }
    }

    /// A fault is at its line in the build, too.
    @Test(arguments: [
        (
            "app.toml", "port = 'x'\n",
            #"config/app.toml:1:8: error: port is "x""#
        ),
        ("app.toml", "port = \n", "config/app.toml:1:8: error: a key without a value"),
        ("app.jsonc", "// x\n{ \"port\": true }", "config/app.jsonc:2:11: error: port is"),
        ("app.json", "{} // x\n", "config/app.json:1:4: error: JSON has no comments"),
        ("app.conf", "{}\n", "config/app.conf: error: the file's format is unknown"),
    ])
    func faultsAreAtTheirPlace(file: String, text: String, message: String) async throws {
        let (status, output) = try await run(
            "schemac validate --schema schemas/app.schema.json config/\(file)",
            [file: text]
        )
        #expect(status != 0)
        #expect(output.contains(message), "\(output)")
    }

    @Test(arguments: [
        ("app.json", "// x\n{ \"port\": 80, }", "--json-comments", "jsonComments: true\n"),
        ("app.toml", "tls = {\n  key = \"\\e\",\n}\n", "--toml-1.1", "toml: \"1.1\"\n"),
    ])
    func whatIsNotStrictIsReadOnRequest(
        file: String,
        text: String,
        flag: String,
        option: String
    ) async throws {
        let line = "schemac validate --schema schemas/app.schema.json config/\(file)"
        #expect(try await run(line, [file: text]).status != 0)
        #expect(try await run("\(line) \(flag)", [file: text]).status == 0)
        let set = "configctl set app port 81 -d config --schemas schemas \(flag)"
        #expect(try await run(set, [file: text]).status == 0)
        let build = "schemac build --target-directory target --output out"
        #expect(try await run(build, [file: text]).status != 0)
        #expect(try await run(build, [file: text], options: option).status == 0)
    }

    private func run(
        _ line: String,
        _ config: [String: String],
        options: String = ""
    ) async throws -> (status: Int32, output: String) {
        let schema = """
            {"type": "object", "properties": {"port": {"type": "integer"},
             "tags": {"type": "array", "items": {"type": "string"}},
             "tls": {"type": "object", "properties": {"key": {"type": "string"}}}}}
            """
        var files = [
            "schemas/app.schema.json": schema, "target/app.schema.json": schema,
            "target/schemac.yaml":
                "check: [{ schema: app, files: [../config/\(config.keys.first ?? "")] }]\n\(options)",
        ]
        for (name, text) in config { files["config/\(name)"] = text }
        let folder = try TemporaryFolder(files)
        let tools = try ["schemac", "configctl"].map { name in
            (name, try #require(BuiltProgram.path(name), "\(name) is not built"))
        }
        let command = tools.reduce(" \(line)") { command, tool in
            command.replacing(" \(tool.0) ", with: " '\(tool.1)' ")
        }
        return try await Shell.run("cd '\(folder.path)' && \(command)")
    }
}
