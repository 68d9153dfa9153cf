// The code of the guide Testing.md, line by line.
import Foundation
import Testing
import TypedConfig
import TypedConfigTesting

struct ServerConfigTests {
    @Test func usesDefaultsOfTheSchema() throws {
        let system = try TestConfiguration(files: ["http.yaml": "port: 8443"]).system(
            HTTPConfig.self
        )
        let http = try system.load(HTTPConfig.self)
        #expect(http.port == 8443)
        #expect(http.timeout == .seconds(30))
    }

    @Test func variablesWinOverFiles() throws {
        let configuration = TestConfiguration(
            files: ["http.yaml": "port: 8443"],
            environment: ["APP_PORT": "9090"]
        )
        let system = try configuration.system(HTTPConfig.self)
        #expect(try system.load(HTTPConfig.self).port == 9090)
        #expect(
            try system.origin(of: \HTTPConfig.port)?.description == "environment variable APP_PORT"
        )
    }

    @Test func namesTheLineOfAMistake() throws {
        let system = try TestConfiguration(files: ["http.yaml": "port: 70000"]).system(
            HTTPConfig.self
        )
        let error = #expect(throws: ConfigError.self) { try system.load(HTTPConfig.self) }
        #expect(
            error?.findings.first?.message == "port is 70000; the largest allowed value is 65535"
        )
        #expect(error?.findings.first?.position?.line == 1)
    }

    @Test func readsTheSharedSystem() async throws {
        let configuration = TestConfiguration(files: ["http.yaml": "port: 8443"])
        try await withConfiguration(configuration) { system in
            // ConfigSystem.shared is this system, for this task and those that it starts.
            let port = try await currentPort()
            #expect(port == 8443)
        }
    }

    @Test func changesOneSetting() throws {
        let configuration = TestConfiguration(files: ["http.yaml": "port: 8443"])
        try withConfiguration(configuration) { _ in
            try withOverrides([.override("http", "port", 9000)]) { system in
                let port = try system.load(HTTPConfig.self).port
                #expect(port == 9000)
            }
        }
    }
}

/// The code under test.
func currentPort() async throws -> Int {
    try ConfigSystem.shared.load(HTTPConfig.self).port
}

func sampleConfiguration() -> HTTPConfig {
    HTTPConfig(port: 8443, features: ["shout": true])
}

struct ShippedFilesTests {
    /// Found from this file, so that the working directory does not matter.
    private let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../config").standardized.path

    @Test(arguments: ["staging", "production"])
    func everyFileIsValid(stage: String) throws {
        let system = try ConfigSystem(
            layers: [.directory(directory, overlay: stage)],
            types: [HTTPConfig.self]
        )
        let report = system.validateAll()
        #expect(report.isValid, "\(report)")
    }
}

struct PoolMigrationTests {
    @Test func migrates() throws { try verifyMigrations(of: PoolConfig.self) }
}
