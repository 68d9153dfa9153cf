import ConfigDocument
import Foundation
import Testing

/// `configctl doctor`, as an operator runs it on a deployment that is wrong in one way.
struct ConfigctlDoctorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "config/store.yaml": "limit: 10\npassword: c4nary\n",
            "schemas/store.schema.json": """
            {
              "properties": {
                "limit": {"type": "integer", "minimum": 1},
                "password": {"type": "string", "x-secret": true}
              },
              "additionalProperties": false
            }
            """,
        ])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640],
            ofItemAtPath: folder.path + "/config/store.yaml"
        )
    }

    private func doctor(_ options: String = "") async throws -> (status: Int32, output: String) {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && '\(program)' doctor --schemas schemas \(options)"
        )
    }

    @Test func findsNothingInAGoodDeployment() async throws {
        let run = try await doctor()
        #expect(run.status == 0 && run.output.hasSuffix("\nall is well\n"), "\(run.output)")
        #expect(run.output.contains("ok      values    1 file, all valid\n"))
        #expect(run.output.contains("ok      audit     no trail; "))
        #expect(run.output.contains("ok      versions  configctl 0."))
    }

    /// A problem, and the line that reports it.
    @Test(arguments: [
        (
            "chmod 666 config/store.yaml",
            "problem modes     config/store.yaml can be written by everybody; chmod o-w config/store.yaml"
        ),
        (
            "chmod 644 config/store.yaml",
            "warning secrets   config/store.yaml contains secrets, and everybody can read it; chmod o-r config/store.yaml"
        ),
        (
            "ln -s gone config/other.yaml",
            "problem links     config/other.yaml is a symbolic link to \"gone\", which does not exist; rm config/other.yaml"
        ),
        (
            "ln config/store.yaml twin",
            "warning links     config/store.yaml has 2 names, so that it cannot be saved; cp -p config/store.yaml config/store.yaml~ && mv -f config/store.yaml~ config/store.yaml"
        ),
        (
            "echo 'limit: 0' > config/store.yaml",
            "problem values    config/store.yaml:1:8: limit is 0; the smallest allowed value is 1"
        ),
        (
            "echo 'a: 1' > config/stor.yaml",
            "warning notes     config/stor.yaml: the file is not read: no type has the name \"stor\"; did you mean \"store\"?"
        ),
    ])
    func namesTheRepair(damage: String, line: String) async throws {
        try await Shell.run("cd '\(folder.path)' && \(damage)")
        let run = try await doctor()
        #expect(run.status == 1)
        #expect(run.output.split(separator: "\n").contains { $0 == line }, "\(run.output)")
        #expect(!run.output.contains("c4nary"))
    }

    /// Also for names that a shell reads otherwise. A fault that concerns every configuration is
    /// reported once.
    @Test(arguments: [
        "chmod 666 config/store.yaml", "chmod 644 config/store.yaml", "chmod 777 config",
        "ln -s gone 'config/a b'\\''$(id).yaml'", "ln -s gone config/conf.d",
        "ln config/store.yaml twin", "ln -s config/conf.d config/conf.d",
        "mkdir config/conf.d && printf 'limit: 7\n' > 'config/conf.d/5-store.yaml' && chmod 646 config/conf.d/*",
    ])
    func everyRepairIsACommandThatRepairs(damage: String) async throws {
        try await Shell.run("cd '\(folder.path)' && \(damage)")
        let lastGood = "--last-good 'good one/a'"
        let before = try await doctor("\(lastGood) --format json")
        #expect(before.status == 1)
        let checks = DocumentValue(try Document(parsing: before.output, as: .json).root)["checks"]
        let repairs = (checks?.array ?? []).filter { $0["subject"] != "notes" }
            .compactMap { $0["repair"]?.string }
        #expect(Set(repairs).count == repairs.count && repairs.count >= 2, "\(before.output)")
        for repair in repairs {
            let run = try await Shell.run("cd '\(folder.path)' && \(repair)")
            #expect(run.status == 0, "\(repair): \(run.output)")
        }
        let after = try await doctor(lastGood)
        #expect(after.status == 0, "\(after.output)")
    }

    @Test func looksAtSecretsAndVariablesOutsideOfTheDirectory() async throws {
        try await Shell.run("cd '\(folder.path)' && mkdir secrets && chmod 777 secrets")
        let run = try await doctor("--secrets secrets --dotenv none.env")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "problem modes     secrets can be written by everybody; chmod o-w secrets\n"
            )
        )
        #expect(
            run.output.contains(
                "warning variables there is no file none.env to read variables from\n"
            )
        )
    }

    @Test func looksAtAllDirectories() async throws {
        try folder.write("limit: 11\n", to: "site/store.yaml")
        try folder.setMode(0o777, of: "site")
        try folder.setMode(0o666, of: "site/store.yaml")
        let run = try await doctor("-d config -d site")
        #expect(run.status == 1)
        let lines = run.output.split(separator: "\n")
        for line in [
            "ok      directory config with 1 file, which can be saved",
            "ok      directory site with 1 file, which can be saved",
            "problem modes     site can be written by everybody; chmod o-w site",
            "problem modes     site/store.yaml can be written by everybody; chmod o-w site/store.yaml",
        ] {
            #expect(lines.contains { $0 == line }, "\(run.output)")
        }
    }

    @Test func theListIsThatOfAllDirectories() async throws {
        try folder.write("limit: 11\n", to: "site/store.yaml")
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let run = try await Shell.run(
            "cd '\(folder.path)' && '\(program)' list -d config -d site --schemas schemas"
        )
        #expect(run.output.contains("known    config/store.yaml\n"), "\(run.output)")
        #expect(run.output.contains("known    site/store.yaml\n"), "\(run.output)")
    }

    @Test func looksAtTheCopiesThatWereGoodLast() async throws {
        let run = try await doctor("--last-good '\(folder.path)/good'")
        #expect(run.status == 1)
        #expect(run.output.contains("/good to keep copies in; mkdir -p -m 700 "))
        try await Shell.run("mkdir '\(folder.path)/good'")
        #expect(try await doctor("--last-good '\(folder.path)/good'").status == 0)
    }

    @Test func noticesATrailThatWasCut() async throws {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        try await Shell.run(
            "cd '\(folder.path)' && '\(program)' audit start && '\(program)' set store limit 5 --schemas schemas"
        )
        #expect(try await doctor().output.contains("ok      audit     2 records, intact"))
        try await Shell.run(
            "cd '\(folder.path)/config/.audit' && for f in *; do sed -i '$d' \"$f\"; done"
        )
        let run = try await doctor()
        #expect(run.status == 1 && run.output.contains("problem audit     "), "\(run.output)")
    }

    @Test func printsJSON() async throws {
        try folder.write("limit: 0\n", to: "config/store.yaml")
        let run = try await doctor("--format json")
        let value = DocumentValue(try Document(parsing: run.output, as: .json).root)
        #expect(value["healthy"] == false)
        let problem = value["checks"]?.array?.first { $0["verdict"] == "problem" }
        #expect(problem?["subject"] == "values")
    }
}
