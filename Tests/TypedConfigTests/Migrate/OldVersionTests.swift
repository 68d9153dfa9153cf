import ConfigSchemas
import Foundation
import Testing

@testable import TypedConfig

/// Files of an older version are validated against the schema of that version.
struct OldVersionTests {
    private let folder: TemporaryFolder

    init() throws {
        func schema(_ version: String, _ port: String) -> String {
            """
            { "type": "object", "additionalProperties": false, "x-config-version": "/version",
              "properties": { "version": { "const": "\(version)" }, "token": { "x-secret": true },
                              "\(port)": { "type": "integer", "maximum": 65535 },
                              "ports": { "type": "array", "items": { "type": "integer" } } } }
            """
        }
        folder = try TemporaryFolder([
            "schemas/http/1.0.0.schema.json": schema("1.0.0", "port"),
            "schemas/http/2.0.0.schema.json": schema("2.0.0", "listenPort"),
            "schemas/http/1.0.0_2.0.0.migration.yaml":
                "from: 1.0.0\nto: 2.0.0\nsteps:\n  - rename: /port\n    to: listenPort\n",
        ])
    }

    private func system(
        _ text: String,
        _ parts: [String: String] = [:],
        overlay: String? = nil,
        migration: MigrationPolicy = .inMemory
    ) throws -> ConfigSystem {
        try folder.write(text, to: "config/http.yaml")
        for (name, text) in parts { try folder.write(text, to: "config/\(name)") }
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(
            layers: [.directory(folder.path + "/config", overlay: overlay)],
            migration: migration,
            logger: .silent
        )
        system.register(validator)
        return system
    }

    private func shown(_ findings: [Finding]) -> [String] {
        findings.map { finding in
            String(finding.description.split(separator: "\n")[0])
                .replacing(folder.path + "/config/", with: "")
        }
    }

    private var text: String {
        get throws {
            try String(contentsOfFile: folder.path + "/config/http.yaml", encoding: .utf8)
        }
    }

    private static let notice =
        "http.yaml:1:10: warning: the file has version 1.0.0, and is migrated to 2.0.0 whenever it is "
        + "loaded; configctl migrate http rewrites it"

    @Test func findingsSpeakOfTheSettingsOfThatVersion() throws {
        let system = try system("version: 1.0.0\nport: 70000\nprt: 1\n")
        let findings = system.validate(["http"]).findings
        #expect(
            shown(findings) == [
                "http.yaml:2:7: error: port is 70000; the largest allowed value is 65535",
                "http.yaml:3:1: error: unknown setting \"prt\"",
                Self.notice,
            ]
        )
        #expect(findings[0].absoluteKeywordLocation.contains("/1.0.0.schema.json"))
        #expect(shown(system.look(at: ["http"]).findings) == shown(findings))
    }

    @Test func aValidFileIsReportedAsOld() throws {
        let system = try system("version: 1.0.0\nport: 80\n")
        let report = system.validate(["http"])
        #expect(report.isValid)
        #expect(shown(report.findings) == [Self.notice])
    }

    /// The setting exists only in the newest version.
    @Test func settingsOfTheNewestVersionAreUnknown() throws {
        let system = try system("version: 1.0.0\nlistenPort: 80\n")
        #expect(
            shown(system.validate(["http"]).findings).first
                == "http.yaml:2:1: error: unknown setting \"listenPort\""
        )
    }

    @Test func overlaysAreMergedBeforeTheyAreHeldToIt() throws {
        let system = try system(
            "version: 1.0.0\n",
            ["http.production.yaml": "port: 70000\n"],
            overlay: "production"
        )
        #expect(
            shown(system.validate(["http"]).findings).first
                == "http.production.yaml:1:7: error: port is 70000; the largest allowed value is 65535"
        )
    }

    /// Files of different versions have no common schema; each is migrated, and the result validated.
    @Test func filesOfDifferentVersionsAreValidatedTogether() throws {
        let system = try system(
            "version: 1.0.0\nport: 80\n",
            ["http.production.yaml": "version: 2.0.0\nlistenPort: 70000\n"],
            overlay: "production"
        )
        #expect(
            shown(system.validate(["http"]).findings).first
                == "http.production.yaml:2:13: error: listenPort is 70000; the largest allowed value is "
                + "65535"
        )
    }

    @Test func aPolicyMakesThemAnError() throws {
        let error =
            "http.yaml:1:10: error: the file has version 1.0.0, and must be migrated to 2.0.0; run "
            + "configctl migrate http"
        let system = try system("version: 1.0.0\nport: 80\n", migration: .refuse)
        #expect(shown(system.validate(["http"]).findings) == [error])
        #expect(throws: SaveError.self) {
            try system.planSettings([TypedSetting("port", to: "81")], of: "http")
        }
        try folder.write("version: 1.0.0\nport: x\n", to: "config/http.yaml")
        #expect(
            shown(system.validate(["http"]).findings) == [
                "http.yaml:2:7: error: port is \"x\"; a whole number is expected", error,
            ]
        )
    }

    @Test func settingsAreSetByTheirOldNames() throws {
        let system = try system("version: 1.0.0\nport: 80 # http\n")
        let plan = try system.planSettings(
            [TypedSetting("port", to: "81"), TypedSetting("ports", to: "[1]")],
            of: "http"
        )
        let result = try system.save(plan, of: "http")
        #expect(result.changes.map(\.key) == ["port", "ports"])
        #expect(try text == "version: 1.0.0\nport: 81 # http\nports: [1]\n")
        #expect(try system.load("http")["listenPort"] == 81)
        #expect(system.noticeOfAge("http").map { shown([$0]) } == [Self.notice])
    }

    @Test(arguments: [
        ("port", "70000", "port is 70000; the largest allowed value is 65535"),
        ("port", "x", "port is \"x\"; a whole number is expected"),
        ("ports", "[x]", "ports[0] is \"x\"; "),
        ("listenPort", "80", "unknown setting \"listenPort\""),
    ])
    func whatThatVersionRefusesIsNotWritten(key: String, value: String, reason: String) throws {
        let system = try system("version: 1.0.0\nport: 80\n")
        do throws(SaveError) {
            _ = try system.planSettings([TypedSetting(key, to: value)], of: "http")
            Issue.record("it was planned")
        } catch {
            #expect(error.findings.first?.message.hasPrefix(reason) == true, "\(error)")
        }
    }

    /// The rename has no room for a value that the newest schema refuses.
    @Test func whatIsInvalidOnceItIsMigratedIsNotWritten() throws {
        let newest = folder.path + "/schemas/http/2.0.0.schema.json"
        let schema = try String(contentsOfFile: newest, encoding: .utf8)
        try folder.write(
            schema.replacing("65535", with: "1000"),
            to: "schemas/http/2.0.0.schema.json"
        )
        let system = try system("version: 1.0.0\nport: 80\n")
        do throws(SaveError) {
            _ = try system.planSettings([TypedSetting("port", to: "1001")], of: "http")
            Issue.record("it was planned")
        } catch {
            #expect(
                error.findings.map(\.message) == [
                    "listenPort is 1001; the largest allowed value is 1000"
                ]
            )
        }
    }

    @Test func settingsAreRemovedByTheirOldNames() throws {
        let system = try system("version: 1.0.0\nport: 80\nports: [1, 2, 3]\n")
        let plan = try system.planUnsetting(["port", "ports[0]", "/ports/2"], of: "http")
        try system.save(plan, of: "http")
        #expect(try text == "version: 1.0.0\nports: [2]\n")
    }

    @Test func secretsOfThatVersionAreNotShown() throws {
        let system = try system("version: 1.0.0\ntoken: hunter2\n")
        let plan = try system.planSettings([TypedSetting("token", to: "hunter3")], of: "http")
        let shown = String(decoding: plan.shownOldText + plan.shownNewText, as: UTF8.self)
        #expect(!shown.contains("hunter"))
        #expect(!plan.changes.description.contains("hunter"))
    }

    @Test func anEditedTextIsHeldToItsVersion() throws {
        let system = try system("version: 1.0.0\nport: 80\n")
        let file = try system.file(of: "http")
        do throws(ConfigError) {
            _ = try system.revision(of: file, with: Array("version: 1.0.0\nlistenPort: 1\n".utf8))
            Issue.record("it was accepted")
        } catch {
            #expect(
                shown(error.findings) == [
                    "http.yaml:2:1: error: unknown setting \"listenPort\"", Self.notice,
                ]
            )
        }
    }
}
