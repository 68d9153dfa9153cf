import Foundation
import Testing

/// `configctl health` and `configctl alerts`, as an operator runs them.
struct ConfigctlHealthTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "config/store.yaml": "limit: 10\n",
            "schemas/store.schema.json":
                #"{"properties": {"limit": {"type": "integer", "minimum": 1}}}"#,
            // The load of the test machine must not matter.
            "config/monitor.yaml": "system: {maxCPU: 1, maxMemory: 1, maxDisk: 1}\n",
        ])
    }

    private func configctl(_ line: String) async throws -> (status: Int32, output: String) {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run("cd '\(folder.path)' && '\(program)' \(line) --schemas schemas")
    }

    @Test func aGoodFolderIsHealthy() async throws {
        let run = try await configctl("health")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.hasPrefix("healthy since 20"))
        #expect(run.output.contains("\n  migration   healthy\n"))
        #expect(run.output.hasSuffix("2 files, all valid\n"))
        let alerts = try await configctl("alerts")
        #expect(alerts.status == 0 && alerts.output == "")
    }

    @Test func aBadFileIsNamedWithItsLine() async throws {
        try folder.write("limit: 0\n", to: "config/store.yaml")
        let run = try await configctl("health")
        #expect(run.status == 1)
        #expect(run.output.contains("config/store.yaml:1:8: error: limit is 0"))
        let alerts = try await configctl("alerts")
        #expect(alerts.status == 1)
        #expect(
            alerts.output.hasPrefix(
                "medium alert file-invalid (config/store.yaml), firing since 20"
            )
        )
        #expect(
            alerts.output.hasSuffix(
                "Z: config/store.yaml:1:8: error: limit is 0; the smallest allowed value is 1\n"
            )
        )
        let json = try await configctl("health --format json")
        let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(value?["status"] as? String == "warn" && value?["state"] as? String == "degraded")
    }

    /// A configuration may consist only of a fragment or a stage's file.
    @Test(arguments: [("conf.d/1-store.yaml", ""), ("store.prod.yaml", " --overlay prod")])
    func aConfigurationOfPartsAloneIsJudged(file: String, option: String) async throws {
        try await Shell.run("cd '\(folder.path)/config' && mkdir conf.d && rm store.yaml")
        try folder.write("limit: 0\n", to: "config/\(file)")
        for (command, status) in [("validate", 1), ("health", 1), ("report", 0)] {
            let run = try await configctl(command + option)
            #expect(run.status == status, "\(command)")
            #expect(run.output.contains("config/\(file):1:8: error: limit is 0"), "\(run.output)")
        }
        try folder.write("limit: [\n", to: "config/\(file)")
        #expect(try await configctl("validate" + option).status == 1)
        try folder.write("limit: 1\n", to: "config/\(file)")
        #expect(try await configctl("validate" + option).status == 0)
    }

    @Test func filesOfAStageAloneNeedTheOption() async throws {
        try await Shell.run("cd '\(folder.path)/config' && mv store.yaml store.prod.yaml")
        let run = try await configctl("validate")
        #expect(run.status == 2)
        #expect(
            run.output.contains("there is no configuration file of a known type; known types are ")
        )
        #expect(run.output.hasSuffix("; for the files of a stage, pass --overlay\n"))
    }

    @Test func aLinkToNowhereIsAFaultOfItsFile() async throws {
        try await Shell.run(
            "cd '\(folder.path)/config' && rm store.yaml && ln -s nowhere store.yaml"
        )
        let message = "is a symbolic link to \"nowhere\", which does not exist"
        for (command, status) in [("validate", 2), ("health", 2), ("alerts", 1), ("report", 0)] {
            let run = try await configctl(command)
            #expect(run.status == status, "\(command)")
            #expect(run.output.contains(message), "\(run.output)")
        }
        try await Shell.run("cd '\(folder.path)/config' && ln -sf store.yaml store.yaml")
        let circle = try await configctl("health")
        #expect(circle.status == 2 && circle.output.contains("is in a loop of symbolic links"))
        try await Shell.run("cd '\(folder.path)/config' && rm store.yaml && ln -s nowhere conf.d")
        try folder.write("limit: 1\n", to: "config/store.yaml")
        for command in ["validate", "health"] {
            let run = try await configctl(command)
            #expect(run.status != 0 && run.output.contains(message), "\(command) \(run.output)")
        }
    }

    @Test func aFolderOfUnknownTypesIsNotHealthy() async throws {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        try folder.write(
            "brokers: [{host: a, auth: {password: canary}}]\n",
            to: "config/brokers.yaml"
        )
        func run(_ line: String) async throws -> (status: Int32, output: String) {
            try await Shell.run("cd '\(folder.path)' && '\(program)' \(line)")
        }
        for command in ["health", "alerts", "report", "validate", "watch"] {
            let run = try await run(command)
            #expect(run.status == 2)
            #expect(
                run.output.contains(
                    "config: error: 2 files of unknown types (brokers, store); pass --schemas DIR, or "
                        + "use a tool that knows these types (the directory \"schemas\" is here)"
                ),
                "\(run.output)"
            )
        }
        for (options, status, output) in [
            ("", 2, nil), ("--without-schema", 0, "<secret>\n"), ("--reveal", 0, "canary\n"),
            ("--show-secrets", 0, "canary\n"),
        ] {
            let run = try await run("get brokers 'brokers[0].auth.password' \(options)")
            #expect(run.status == status)
            #expect(output.map { run.output == $0 } ?? !run.output.contains("canary"))
        }
    }

    @Test func notesArePrintedByHealthAndValidateAndList() async throws {
        try folder.write("limit: 1\n", to: "config/conf.d/1-stor.yaml")
        for command in ["health", "validate", "list"] {
            let run = try await configctl(command)
            #expect(run.status == 0)
            #expect(run.output.contains("config/conf.d/1-stor.yaml: warning: "), "\(run.output)")
        }
        let stage = try await configctl("get store limit --overlay prod")
        #expect(stage.status == 0)
        #expect(stage.output.contains("config: warning: there is no file for the stage \"prod\""))
    }

    @Test(arguments: ["get store limit", "set store limit 5 --dry-run", "alerts", "explain store"])
    func misspeltVariablesArePrintedByAll(command: String) async throws {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let run = try await Shell.run(
            "cd '\(folder.path)' && APP_LIMTI=1 APP_ELSE_ALTOGETHER=1 '\(program)' \(command) "
                + "--environment APP --schemas schemas"
        )
        #expect(run.status == 0)
        #expect(
            run.output.contains(
                "environment variable APP_LIMTI: warning: no setting uses this variable; "
                    + "did you mean \"APP_LIMIT\"?\n"
            ),
            "\(run.output)"
        )
        #expect(!run.output.contains("ALTOGETHER"))
    }

    @Test func anOverlayIsListedAsOne() async throws {
        try folder.write("limit: 1\n", to: "config/store.production.yaml")
        let run = try await configctl("list")
        #expect(
            run.output.contains(
                "store.production  overlay of store  config/store.production.yaml\n"
            ),
            "\(run.output)"
        )
        let json = try await configctl("list --format json")
        #expect(json.output.contains("\"overlayOf\": \"store\""), "\(json.output)")
    }

    @Test func fragmentsAloneAreListed() async throws {
        try FileManager.default.removeItem(atPath: folder.path + "/config/store.yaml")
        for file in ["10-store", "20-store"] {
            try folder.write("limit: 1\n", to: "config/conf.d/\(file).yaml")
        }
        let run = try await configctl("list")
        #expect(
            run.output.contains(
                "  fragments alone  config/conf.d/10-store.yaml, config/conf.d/20-store.yaml\n"
            ),
            "\(run.output)"
        )
        let json = try await configctl("list --format json")
        #expect(json.output.contains("\"config/conf.d/20-store.yaml\""), "\(json.output)")
    }

    @Test func thresholdsComeFromTheFolder() async throws {
        try folder.write("system: {maxDisk: 0}\n", to: "config/monitor.yaml")
        let run = try await configctl("alerts --severity high")
        #expect(run.status == 1)
        #expect(run.output.contains("high alert disk (config), firing since"))
        let none = try await configctl("alerts --severity critical")
        #expect(none.status == 0 && none.output == "")
        let wrong = try await configctl("alerts --severity bad")
        #expect(wrong.status == 2)
    }

    @Test func aWrongThresholdIsAFinding() async throws {
        try folder.write("system: {maxDisc: 0.5}\n", to: "config/monitor.yaml")
        let run = try await configctl("health")
        #expect(run.status == 1)
        #expect(
            run.output.contains("unknown setting \"maxDisc\" in system; did you mean \"maxDisk\"?")
        )
    }

    @Test func followingTellsOfTheAlertAndItsEnd() async throws {
        let script = """
            (sleep 1; echo 'limit: 0' > config/store.yaml; sleep 2; echo 'limit: 5' > config/store.yaml) &
            wait_for_it=$!
            """
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let run = try await Shell.run(
            "cd '\(folder.path)'; \(script)\n '\(program)' alerts --follow --count 2 --interval 1 "
                + "--schemas schemas"
        )
        #expect(run.status == 0)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("fired: medium alert reload-refused, firing since") == true)
        #expect(lines.last?.hasPrefix("resolved: medium alert reload-refused, resolved at") == true)
        #expect(lines.count == 2)
    }
}
