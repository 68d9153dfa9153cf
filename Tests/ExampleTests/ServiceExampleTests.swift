import Foundation
import SchemaCompiler
import SchemaTools
import Testing

extension ExamplesInTurn {
    /// Builds the example as its user would: slow, and one step after the other.
    @Suite(.serialized)
    struct ServiceExampleTests {
        let service: ExamplePackage

        init() throws { service = try ExamplePackage("Service") }

        @Test func buildsAndPrintsTypedValues() async throws {
            try await succeed()
            let output = try await service.run("Service")
            #expect(
                output.text == """
                    listening on 0.0.0.0:8443, log level warning
                    certificate: /etc/service/certificate.pem
                    mail from service@example.org, 2 recipients
                    certificate: none

                    """
            )
        }

        @Test func aBuildWithoutAChangeRunsNothing() async throws {
            // SwiftPM plans and links again in the builds after a fresh one, and how many of them is a
            // matter of its timestamps; a command of ours that never rested would work in each.
            var output = try await succeed()
            for _ in 1...5 where output.didWork { output = try await succeed() }
            #expect(!output.didWork, "\(output)")
        }

        @Test(arguments: [
            Break(
                in: "config/http.yaml",
                "port: 8443",
                "port: 70000",
                says:
                    "config/http.yaml:3:7: error: port is 70000; the largest allowed value is 65535"
            ),
            Break(
                in: "config/http.yaml",
                "logLevel",
                "loglevel",
                says:
                    "config/http.yaml:4:1: error: unknown setting \"loglevel\"; did you mean \"logLevel\"?"
            ),
            Break(
                in: "config/mail.json",
                "operator@example.org",
                "operator",
                says: "config/mail.json:3:18: error: "
            ),
            Break(in: "config/http.yaml", "tls:", "tls: [", says: "config/http.yaml:"),
            Break(
                in: "Sources/Service/schemac.yaml",
                "http.yaml",
                "htp.yaml",
                says: "Sources/Service/schemac.yaml:5:13: error: there is no file or directory "
            ),
            Break(
                in: "schemas/address.json",
                "\"string\"",
                "\"text\"",
                says: "schemas/address.json:4:11: error: "
            ),
        ])
        func aMistakeFailsTheBuildAtItsLine(mistake: Break) async throws {
            try service.replace(mistake.old, with: mistake.new, in: mistake.file)
            let output = try await service.build()
            #expect(output.status != 0)
            let line = output.text.split(separator: "\n").first { $0.contains(": error: ") } ?? ""
            #expect(line.hasPrefix(service.folder.path + "/" + mistake.message), "\(output)")
            try service.restore()
            try await succeed()
        }

        @Test func aMissingConfigFileFailsTheBuildUntilItIsBack() async throws {
            try await succeed()
            try service.remove("config/mail.json")
            let output = try await service.build()
            #expect(
                output.text.contains("schemac.yaml:7:13: error: there is no file or directory"),
                "\(output)"
            )
            try service.restore()
            try await succeed()
        }

        @Test func aChangedSchemaCompilesOnlyWhatDependsOnIt() async throws {
            try await succeed()
            try service.replace("8443", with: "8080", in: "config/http.yaml")
            try service.replace(
                "\"required\": [\"port\"]",
                with: "\"required\": [\"port\", \"host\"]",
                in: "schemas/http/1.0.0.schema.json"
            )
            let output = try await succeed()
            #expect(output.text.contains("Compiling Service http.generated.swift"), "\(output)")
            #expect(!output.text.contains("Compiling Service mail.generated.swift"), "\(output)")
        }

        @Test func aChangedReferencedFileIsNoticed() async throws {
            try await succeed()
            try service.replace(
                "An e-mail address",
                with: "An electronic address",
                in: "schemas/address.json"
            )
            try await succeed()
            #expect(try service.generated("mail.generated.swift")?.contains("electronic") == true)
        }

        @Test func aSchemaThatIsAddedOrRemovedIsNoticed() async throws {
            try await succeed()
            try service.write(Self.cacheSchema, to: "schemas/cache/1.0.0.schema.json")
            try service.write(Self.useOfCache, to: "Sources/Service/Cache.swift")
            try await succeed()
            #expect(
                try service.generated("cache.generated.swift")?.contains("struct CacheConfig")
                    == true
            )

            try service.replace("entries", with: "items", in: "schemas/cache/1.0.0.schema.json")
            #expect(try await service.build().text.contains("has no member 'entries'"))

            try service.restore()
            try service.write(Self.useOfCache, to: "Sources/Service/Cache.swift")
            #expect(try await service.build().text.contains("cannot find type 'CacheConfig'"))
        }

        @Test func aSchemaBesideTheOthersOnlyNeedsToBeThere() async throws {
            try await succeed()
            try service.write(Self.cacheSchema, to: "schemas/cache.schema.json")
            try await succeed()
            #expect(
                try service.generated("cache.generated.swift")?.contains("struct CacheConfig")
                    == true
            )
        }

        @Test func aNewerVersionTakesThePlaceOfTheOlder() async throws {
            try await succeed()
            let old = try service.read("schemas/http/1.0.0.schema.json")
            // Schemas declare that their documents have no version, and no migration is needed.
            for version in ["1.0.0", "1.1.0"] {
                let mark = "{\n  \"x-config-version\": \"\(version)\","
                try service.write(mark + old.dropFirst(), to: "schemas/http/\(version).schema.json")
            }
            let output = try await service.build()
            #expect(
                output.text.contains("error: there is no migration from 1.0.0 to 1.1.0"),
                "\(output)"
            )

            let folder = service.folder.path + "/schemas/http"
            let draft = try MigrationDraft(
                in: SchemaHistory(folder: folder),
                from: "1.0.0",
                to: "1.1.0"
            )
            try service.write(draft.text, to: "schemas/http/1.0.0_1.1.0.migration.yaml")
            try await succeed()
            #expect(try service.generated("http.generated.swift")?.contains("1.1.0") == true)
            try service.restore()
        }

        @Test func aChangedOptionsFileIsNoticed() async throws {
            // Outside of all that is known so far, and named in a way that only schemac understands.
            try service.write(Self.cacheSchema, to: "more/cache.schema.json")
            try await succeed()
            try service.replace(
                "[../../schemas]",
                with: #"["../../schemas", "../../m\u006Fre"]"#,
                in: "Sources/Service/schemac.yaml"
            )
            try service.write(Self.useOfCache, to: "Sources/Service/Cache.swift")
            try await succeed()

            try service.replace("entries", with: "items", in: "more/cache.schema.json")
            #expect(try await service.build().text.contains("has no member 'entries'"))
            try service.restore()
            try await succeed()
        }

        @Test func theCommandWritesIntoThePackage() async throws {
            let command = [
                "package", "--allow-writing-to-package-directory", "generate-config",
                "--target", "Service", "--output", "Sources/Service/Generated code",
            ]
            let first = try await service.swift(command)
            #expect(first.status == 0, "\(first)")
            #expect(
                first.text.contains(
                    "wrote \(service.folder.path)/Sources/Service/Generated code/http."
                )
            )
            #expect(
                try service.read("Sources/Service/Generated code/mail.generated.swift")
                    == service.generated("mail.generated.swift")
            )
            let again = try await service.swift(command)
            #expect(again.text.contains("2 files are up to date"), "\(again)")
            try service.replace(
                "[../../schemas]",
                with: "[../../schemas/http]",
                in: "Sources/Service/schemac.yaml"
            )
            try service.replace(
                "  - schema: mail\n    files: [../../config/mail.json]\n",
                with: "",
                in: "Sources/Service/schemac.yaml"
            )
            let third = try await service.swift(command)
            #expect(
                third.text.contains(
                    "removed \(service.folder.path)/Sources/Service/Generated code/mail."
                ),
                "\(third)"
            )
            try service.restore()
        }

        @discardableResult
        func succeed() async throws -> ProcessOutput {
            let output = try await service.build()
            try #require(output.status == 0, "\(output)")
            return output
        }

        private static let cacheSchema = """
            {
              "type": "object",
              "properties": { "entries": { "type": "integer" } },
              "required": ["entries"]
            }

            """
        private static let useOfCache = "func size(_ cache: CacheConfig) -> Int { cache.entries }\n"
    }
}

/// A mistake in a file of the example, and the error that it leads to.
struct Break: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    let message: String

    init(in file: String, _ old: String, _ new: String, says message: String) {
        (self.file, self.old, self.new, self.message) = (file, old, new, message)
    }

    var testDescription: String { "\(file): \(new)" }
}

/// Whether the tests may build the examples, which takes minutes the first time.
enum ExampleBuilds {
    static let areWanted: Bool = {
        let isSkipped =
            ProcessInfo.processInfo.environment["TYPED_CONFIG_SKIP_EXAMPLE_BUILDS"] != nil
        if isSkipped { print("skipped: example-builds") }
        return !isSkipped
    }()
}
