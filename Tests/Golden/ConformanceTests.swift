import ConfigTypes
import Foundation
import Testing
import TypedConfig

/// The conformances that the options of `options-conformances` add.
@Suite struct ConformanceTests {
    private static let bytes = [UInt8](
        (try? Data(
            contentsOf: GoldenTests.folder.appending(path: "options-conformances/valid/all.json")
        )) ?? Data()
    )

    private func value() throws -> OptionsConformancesConfig {
        try OptionsConformancesConfig(parsing: Self.bytes, as: .json)
    }

    @Test func valuesAreComparedAndHashed() throws {
        let (one, other) = try (value(), value())
        #expect(one == other)
        #expect(Set([one, other]).count == 1)
        var changed = one
        changed.name = "b"
        #expect(changed != one)
    }

    @Test func encodersAndDecodersGoByTheDocument() throws {
        let one = try value()
        let data = try JSONEncoder().encode(one)
        #expect(try JSONDecoder().decode(OptionsConformancesConfig.self, from: data) == one)
        #expect(
            try OptionsConformancesConfig(parsing: [UInt8](data), as: .json).extras["more"] != nil
        )
        let target = try #require(one.target)
        let part = try JSONEncoder().encode(target)
        #expect(
            try JSONDecoder().decode(OptionsConformancesConfig.Target.self, from: part) == target
        )
    }

    @Test func propertyListsWorkTheSame() throws {
        let one = OptionsConformancesConfig(name: "a", number: .two)
        let data = try PropertyListEncoder().encode(one)
        #expect(
            try PropertyListDecoder().decode(OptionsConformancesConfig.self, from: data) == one
        )
    }

    @Test func decodersRefuseWhatTheSchemaDoes() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                OptionsConformancesConfig.self,
                from: Data(#"{ "name": "" }"#.utf8)
            )
        }
        guard case .dataCorrupted(let context)? = error else { return }
        #expect(context.underlyingError is ConfigError)
        #expect(context.debugDescription.contains("name"))
    }

    @Test func valuesBuiltInCodeAreHeldToTheSchema() throws {
        var config = OptionsConformancesConfig(name: "a")
        try config.validate()
        config.name = ""
        let error = #expect(throws: ConfigError.self) { try config.validate() }
        #expect(error?.findings.map(\.instanceLocation) == ["/name"])
    }
}
