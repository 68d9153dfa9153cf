import ConfigDocument
import JSONSchema
import SchemaValidation
import Testing

@testable import SchemaCompiler

/// Config files of an older version, as a build and `schemac validate` judge them.
struct VersionedCheckTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        for (version, name) in [("1.0.0", "port"), ("2.0.0", "listenPort")] {
            try folder.write(
                """
                { "type": "object", "additionalProperties": false, "x-config-version": "/version",
                  "properties": { "version": { "const": "\(version)" },
                                  "\(name)": { "type": "integer", "maximum": 65535 } } }
                """,
                to: "target/http/\(version).schema.json"
            )
        }
    }

    private func shown(_ findings: [Finding]) -> [String] {
        findings.map { finding in
            String(finding.description.split(separator: "\n")[0])
                .replacing(folder.path + "/", with: "")
        }
    }

    private func built(_ text: String, _ entry: String = "") throws -> [String] {
        try folder.write(text, to: "config/http.yaml")
        try folder.write(
            "check:\n  - schema: http\n    files: [../config/http.yaml]\n\(entry)",
            to: "target/schemac.yaml"
        )
        let plan = try BuildPlan(targetDirectory: folder.path + "/target", config: nil)
        return shown(try plan.check(plan.sources()))
            .map { $0.replacing("target/../", with: "") }
    }

    private static let notice =
        "config/http.yaml:1:10: warning: the file has version 1.0.0, and is migrated to 2.0.0 whenever "
        + "it is loaded; configctl migrate http rewrites it"
    private static let refusal =
        "config/http.yaml:1:10: error: the file has version 1.0.0, and must be migrated to 2.0.0; run "
        + "configctl migrate http"

    @Test func aBuildHoldsAFileToItsVersion() throws {
        #expect(try built("version: 2.0.0\nlistenPort: 80\n").isEmpty)
        #expect(try built("version: 1.0.0\nport: 80\n") == [Self.notice])
        // A patch does not change the content of documents.
        #expect(try built("version: 1.0.7\nport: 80\n").count == 2)
        #expect(
            try built("version: 1.0.0\nport: 70000\nlistenPort: 1\n") == [
                "config/http.yaml:2:7: error: port is 70000; the largest allowed value is 65535",
                "config/http.yaml:3:1: error: unknown setting \"listenPort\"", Self.notice,
            ]
        )
    }

    @Test func anUnknownVersionIsHeldToTheNewest() throws {
        let findings = try built("version: 9.0.0\n")
        #expect(findings.count == 1)
        #expect(findings.first?.contains("version is \"9.0.0\"; expected \"2.0.0\"") == true)
    }

    @Test func anEntryMayRefuseOldFiles() throws {
        let text = "version: 1.0.0\nport: 80\n"
        #expect(try built(text, "    migration: refuse\n") == [Self.refusal])
        #expect(try built(text, "    migration: in-memory\n") == [Self.notice])
        // The program has a value of the newest version.
        #expect(try built(text, "    embed: true\n") == [Self.refusal])
        #expect(throws: SchemaError.self) { try built(text, "    migration: maybe\n") }
    }

    @Test func aFolderOfVersionsIsASchemaOfEach() throws {
        try folder.write("version: 1.0.0\nport: x\n", to: "config/http.yaml")
        let (path, schema) = (folder.path + "/config/http.yaml", folder.path + "/target/http")
        let checker = try VersionedChecker(schemaAt: schema)
        let error = "config/http.yaml:2:7: error: port is \"x\"; a whole number is expected"
        #expect(shown(try checker.findings(inFileAt: path)) == [error, Self.notice])
        let strict = try VersionedChecker(schemaAt: schema, refusesOldVersions: true)
        #expect(shown(try strict.findings(inFileAt: path)) == [error, Self.refusal])
        let (output, rest) = try checker.output(forFileAt: path, as: .flag)
        #expect(output?["valid"] == false)
        #expect(shown(rest) == [Self.notice])
        // A file of a schema is that version alone.
        let newest = try VersionedChecker(schemaAt: schema + "/2.0.0.schema.json")
        #expect(shown(try newest.findings(inFileAt: path)).count == 2)
        #expect(try !newest.findings(inFileAt: path).contains { $0.severity == .warning })
    }

    /// Each format has the verdict of the others.
    @Test func placeholdersAreJudgedLaterInFormatsOfTheStandardToo() throws {
        let schema = folder.path + "/target/http/2.0.0.schema.json"
        let (path, checker) = (
            folder.path + "/config/http.yaml", try VersionedChecker(schemaAt: schema)
        )
        for (port, isValid) in [("${env:PORT}", true), ("$${env:PORT}", false)] {
            try folder.write("version: 2.0.0\nlistenPort: \"\(port)\"\n", to: "config/http.yaml")
            #expect(try checker.findings(inFileAt: path).isEmpty == isValid)
            for format in [OutputFormat.flag, .basic, .detailed, .verbose] {
                let output = try checker.output(forFileAt: path, as: format).output
                #expect(output?["valid"]?.bool == isValid, "\(port) \(format)")
            }
        }
    }

    /// A version that its documents do not declare is recognised by its schema.
    @Test func documentsMayDeclareNoVersion() throws {
        try folder.write(
            """
            { "type": "object", "additionalProperties": false, "x-config-version": "1.0.0",
              "properties": { "port": { "type": "integer" } } }
            """,
            to: "target/http/1.0.0.schema.json"
        )
        #expect(try built("port: 80\n") == [Self.notice.replacing(":1:10", with: "")])
        #expect(
            try built("prt: 80\n") == ["config/http.yaml:1:1: error: unknown setting \"prt\""]
        )
    }
}
