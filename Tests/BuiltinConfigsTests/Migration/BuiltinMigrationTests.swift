import BuiltinConfigs
import ConfigDocument
import ConfigVersioning
import Foundation
import JSONSchema
import Suites
import Testing
import TypedConfig
import TypedConfigTesting

@Suite struct BuiltinMigrationTests {
    private let oldUnified = """
        # who works here
        agents:
          count: 2   # two desks
        """

    @Test func unifiedConfigKeepsItsPromises() throws {
        try verifyMigrations(of: UnifiedConfig.self)
    }

    @Test func coordinatesKeepTheirPromises() throws {
        try verifyMigrations(of: CoordinatesConfig.self)
    }

    @Test func aTypeWithoutHistoryIsSaidToHaveNone() {
        let error = #expect(throws: MigrationVerificationError.self) {
            try verifyMigrations(of: SemanticConfig.self)
        }
        #expect(error?.description.contains("has no history") == true)
    }

    @Test func anOldFileIsReadAsTheNewType() throws {
        let config = try UnifiedConfig(parsing: Array(oldUnified.utf8), as: .yaml)
        #expect(config.system.environment == .development)
        #expect(config.system.version == "2.1.0")
        #expect(
            config.agents.aliases == ["Agent-1": ["agent1", "a1"], "Agent-2": ["agent2", "a2"]]
        )
        #expect(config.performance?.metricsInterval == 60)
        #expect(config.performance?.alertThresholds?.diskUsage == 90)
    }

    @Test func oldCoordinatesGetWhatIsMissing() throws {
        let text = #"{"agents": {"Agent-1": {"active": false}, "Agent-2": {}}}"#
        let config = try CoordinatesConfig(parsing: Array(text.utf8), as: .json)
        #expect(config.version == "2.0.0")
        #expect(config.agents["Agent-1"]?.active == false)
        #expect(config.agents["Agent-2"]?.active == true)
        #expect(config.agents["Agent-2"]?.chatInputCoordinates.x == 0)
    }

    @Test func findingsAreAtTheLinesOfTheOldFile() throws {
        let text = """
            system: { name: a, version: "2.0.0", environment: staging }
            agents:
              count: 2
              coordinates: { retry_attempts: -1, source: a }
            """
        let error = #expect(throws: ConfigError.self) {
            try UnifiedConfig(parsing: Array(text.utf8), as: .yaml, named: "u.yaml")
        }
        #expect(
            error?.findings.first?.description.hasPrefix(
                "u.yaml:4:34: error: agents.coordinates.retry_attempts is -1"
            ) == true,
            "\(error?.description ?? "")"
        )
    }

    @Test func aFileWithoutAVersionIsNotTakenForAnOldOneThatItIsNot() {
        // The schema of 1.0.0 has no `performance`, so the version is missing, not old.
        let text = oldUnified + "\nperformance: {}\n"
        let error = #expect(throws: ConfigError.self) {
            try UnifiedConfig(parsing: Array(text.utf8), as: .yaml)
        }
        #expect(error?.description.contains("missing setting \"system\"") == true)
    }

    @Test func anOldFileMaySayItsVersion() throws {
        let text = #"{"version": "1.0.0", "agents": {"Agent-1": {}}}"#
        let config = try CoordinatesConfig(parsing: Array(text.utf8), as: .json)
        #expect(config.version == "2.0.0")
    }

    @Test func aNewerMinorVersionIsReadWithoutWhatIsNew() throws {
        let text = """
            system: { name: a, version: "2.9.0", environment: staging, later: 1 }
            agents: {}
            extra: true
            """
        let config = try UnifiedConfig(parsing: Array(text.utf8), as: .yaml)
        #expect(config.system.version == "2.9.0")
    }

    @Test func aNewerMajorVersionIsRefused() {
        let text = "system: { name: a, version: \"3.0.0\", environment: staging }\nagents: {}"
        let error = #expect(throws: ConfigError.self) {
            try UnifiedConfig(parsing: Array(text.utf8), as: .yaml, named: "u.yaml")
        }
        #expect(
            error?.description
                == "u.yaml:1:29: error: the document has version 3.0.0; this program supports "
                + "versions up to 2.1.0; update the program, or restore a backup: configctl rollback unified_config"
        )
    }

    @Test func theOriginalFilesAreMigrated() throws {
        guard let seeds = SuiteFolder("seed-configs") else { return }
        let migrator = ConfigMigrator(types: BuiltinConfigs.all)
        let bytes = try seeds.bytes("unified_config.yaml")
        let document = try Document(parsing: bytes, as: .yaml)
        let result = try migrator.migrate(DocumentValue(document.root), type: "unified_config")
        #expect(result.path == ["2.0.0", "2.1.0"])
        #expect(result.losses.isEmpty)
        let coordinates = try Document(parsing: seeds.bytes("coordinates.json"), as: .json)
        #expect(
            try !migrator.migrate(DocumentValue(coordinates.root), type: "coordinates").isChanged
        )
    }
}
