import ConfigSchemas
import Foundation
import Testing

@testable import TypedConfig

/// Files that are about to be published, as programs with other versions of schemas read them.
struct ReleaseCheckTests {
    private let folder: TemporaryFolder

    init() throws {
        func schema(_ port: String) -> String {
            """
            { "type": "object", "additionalProperties": false, "x-config-version": "/version",
              "properties": { "version": { "type": "string" },
                              "\(port)": { "type": "integer", "maximum": 65535 },
                              "database": { "type": "object", "required": ["password"],
                                            "properties": { "password": { "x-secret": true } } } },
              "required": ["\(port)"] }
            """
        }
        folder = try TemporaryFolder([
            "schemas/http/1.0.0.schema.json": schema("port"),
            "schemas/http/2.0.0.schema.json": schema("listenPort"),
            "schemas/http/1.0.0_2.0.0.migration.yaml":
                "from: 1.0.0\nto: 2.0.0\nsteps:\n  - rename: /port\n    to: listenPort\n",
        ])
    }

    private func system(_ files: [String: String] = [:]) throws -> ConfigSystem {
        for (name, text) in files { try folder.write(text, to: "config/\(name)") }
        var validator = ConfigValidator()
        try validator.add(schemaFolder: folder.path + "/schemas")
        let system = try ConfigSystem(
            layers: [.directory(folder.path + "/config", overlay: "prod", optional: true)],
            logger: .silent
        )
        system.register(validator)
        return system
    }

    private func file(_ text: String, _ version: String = "2.0.0") -> ReleaseFile {
        ReleaseFile(
            name: "http.yaml",
            configuration: "http",
            version: version,
            text: Array(text.utf8)
        )
    }

    private func findings(
        _ files: [ReleaseFile],
        for versions: [String: String]? = nil
    ) throws -> [String] {
        try system().releaseFindings(of: files, for: versions).map(\.oneLine)
    }

    @Test func filesAreThoseOfTheDirectoryInTheOrderOfMerging() throws {
        let files = try system([
            "http.yaml": "version: 1.0.0\nport: 80\n", "http.prod.yaml": "port: 81\n",
            "http.test.yaml": "port: 82\n", "conf.d/10-http.yaml": "port: 83\n",
            "other.yaml": "a: 1\n",
        ]).releaseFiles()
        #expect(files.map(\.name) == ["http.yaml", "http.prod.yaml", "conf.d/10-http.yaml"])
        #expect(files.map(\.version) == ["1.0.0", "1.0.0", "1.0.0"])
        #expect(files.map(\.configuration) == ["http", "http", "http"])
        #expect(files[1].text == Array("port: 81\n".utf8))
        #expect(try system().releaseFindings(of: files).isEmpty)
    }

    @Test func aFileOfNoDeclaredVersionIsOfTheNewest() throws {
        #expect(try system(["http.yaml": "listenPort: 80\n"]).releaseFiles()[0].version == "2.0.0")
    }

    @Test func findingsAreAtTheirLines() throws {
        #expect(try findings([file("listenPort: 80")]).isEmpty)
        #expect(
            try findings([file("listenPort: 70000")]) == [
                "http.yaml:1:13: error: listenPort is 70000; the largest allowed value is 65535"
            ]
        )
    }

    @Test func placeholdersAndSecretsAreLeftToTheLayersAbove() throws {
        #expect(try findings([file("listenPort: ${env:PORT}\ndatabase: {}")]).isEmpty)
        #expect(
            try findings([file("listenPort: 80\ndatabase: {password: '${file:pw}'}")]).isEmpty
        )
        #expect(
            try findings([file("database: {}")]) == [
                "http.yaml:1:1: error: missing setting \"listenPort\""
            ]
        )
    }

    @Test func aLiteralSecretIsNotPublished() throws {
        #expect(
            try findings([file("listenPort: 80\ndatabase:\n  password: hunter2")]) == [
                "http.yaml:3:13: error: database.password is a secret, and a release must not contain "
                    + "it; set it in a layer above the release, or write ${file:PATH}"
            ]
        )
    }

    @Test func aConfigurationWithoutASchemaIsNotPublished() throws {
        var other = file("a: 1")
        other.configuration = "other"
        #expect(
            try findings([other]) == [
                "http.yaml: error: there is no schema of \"other\"; pass its type or schema"
            ]
        )
    }

    /// A program reads the highest version that it knows, and migrates an older one.
    @Test func programsOfSeveralVersionsAreTried() throws {
        let (old, new) = (file("port: 80", "1.0.0"), file("listenPort: 80"))
        #expect(try findings([old], for: ["http": "1.0.0"]).isEmpty)
        #expect(try findings([old], for: ["http": "2.0.0"]).isEmpty)
        #expect(try findings([old, new], for: ["http": "1.0.0"]).isEmpty)
        #expect(try findings([old, new], for: ["http": "2.0.0"]).isEmpty)
        #expect(
            try findings([new], for: ["http": "1.0.0"]) == [
                "http.yaml: error: http is written for 2.0.0, and this program knows versions up to "
                    + "1.0.0; publish a variant for 1.0.0, or update the program first"
            ]
        )
        #expect(
            try findings([file("port: 70000", "1.0.0")], for: ["http": "1.0.0"]) == [
                "http.yaml:1:7: error: port is 70000; the largest allowed value is 65535"
            ]
        )
        #expect(
            try findings([new], for: ["http": "3.0.0"]) == [
                "http.yaml: warning: it was not checked for programs with version 3.0.0 of http; pass "
                    + "the schema of that version"
            ]
        )
        // A program without this configuration does not mind it.
        #expect(try findings([new], for: ["pool": "1.0.0"]).isEmpty)
    }
}
