import BuiltinConfigs
import ConfigDocument
import Foundation
import JSONSchema
import Suites
import Testing
import TypedConfig

/// The five types that come with the package, their samples in `config/`, and real files.
struct BuiltinConfigsTests {
    @Test func areFoundByTheNamesOfTheirFiles() {
        #expect(
            BuiltinConfigs.all.map { $0.schema.name } == [
                "unified_config", "coordinates", "messaging", "discord_channels", "semantic_config",
            ]
        )
    }

    @Test(arguments: Sample.all)
    func samplesLoad(sample: Sample) throws {
        _ = try sample.type.load(from: sample.path)
    }

    @Test(arguments: Sample.all, [DocumentFormat.json, .yaml])
    func samplesAreWrittenAsTheyWereRead(sample: Sample, format: DocumentFormat) throws {
        let value = try sample.type.load(from: sample.path)
        let text = try value.encoded(as: format)
        let again = try Document(parsing: text, as: format, named: sample.name)
        #expect(try DocumentValue(again.root) == sample.document())
    }

    @Test func allChangesAreUnderstood() { #expect(Change.all.count == 86) }

    @Test(arguments: Change.all)
    func refusesAChangeForTheWorse(change: Change) throws {
        let sample = try #require(Sample.all.first { $0.name == change.type })
        let broken = try #require(change.applied(to: sample.document()))
        let error = #expect(throws: ConfigError.self) {
            let text = broken.encoded(as: .json)
            _ = try sample.type.init(parsing: text, as: .json, named: sample.name)
        }
        let finding = try #require(error?.findings.first)
        #expect(finding.position != nil)
        #expect(finding.file == sample.name)
        // The findings are at the change, above it (a missing member) or below it.
        let place = finding.instanceLocation
        #expect(change.pointer.hasPrefix(place) || place.hasPrefix(change.pointer), "\(finding)")
    }

    @Test func filesOfTheOriginalSystemLoadAsTheyAre() throws {
        guard let folder = SuiteFolder("seed-configs") else { return }
        let system = try ConfigSystem(directory: folder.url.path, types: BuiltinConfigs.all)
        let report = system.validateAll()
        #expect(report.isValid, "\(report)")
        #expect(report.entries.count == 5)
        for type in BuiltinConfigs.all {
            let file = try #require(try system.files().first { $0.name == type.schema.name })
            let value = try type.load(from: file.path)
            #expect(try value.encoded(as: .json).isEmpty == false)
        }
    }

    @Test func typedValuesAreWhatTheSampleSays() throws {
        let unified = try UnifiedConfig.load(from: Sample.folder + "unified_config.yaml")
        #expect(unified.system.environment == .staging)
        #expect(unified.agents.count == 4)
        let channels = try DiscordChannelsConfig.load(from: Sample.folder + "discord_channels.json")
        #expect(channels.entries["agent-1"]?.color == 2_201_331)
        let coordinates = try CoordinatesConfig.load(from: Sample.folder + "coordinates.json")
        #expect(coordinates.agents["Agent-3"]?.chatInputCoordinates.y == 612.5)
    }
}
