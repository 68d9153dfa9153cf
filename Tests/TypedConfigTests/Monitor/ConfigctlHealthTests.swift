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
            // What the machine that tests is busy with is no matter.
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
        let json = try await configctl("health --format json")
        let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(value?["status"] as? String == "warn" && value?["state"] as? String == "degraded")
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
        #expect(run.output.contains("unknown setting \"maxDisc\"; did you mean \"maxDisk\"?"))
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
