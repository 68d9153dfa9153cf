import ConfigDocument
import Foundation
import JSONSchema
import SchemaSamples
import Suites
import Testing
import TypedConfig

/// What validation says of a document, the generated type says too: on random documents of each golden
/// schema, some of their values replaced by those at the ends of the types.
@Suite struct AgreementTests {
    /// Types that hold other values than those of the schema alone: by options, by code of the user's
    /// own, or since they leave aside what only some branches of a union hold to a type.
    private static let others: Set<String> = [
        "custom-types", "default-decimals", "numbers", "open-branches", "options-flat",
        "quantities", "references/gateway",
        "references/relay",
    ]

    @Test(arguments: GoldenTests.types.keys.filter { !others.contains($0) }.sorted())
    func validationSaysWhatTheTypeSays(name: String) throws {
        let type = try #require(GoldenTests.types[name])
        let path = GoldenTests.folder.appending(path: "\(name)/schema.json").path
        let schema = try Document(contentsOf: path)
        var validator = ConfigValidator()
        try validator.add(schema: schema, named: "sample")
        let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///schema.json")
        var samples = try SampleGenerator(graph, seed: 7)
        var numbers = NumberEnds(seed: 7)
        for _ in 0..<60 {
            guard let sample = samples.document() else { continue }
            for value in [ConfigValue(sample.root)]
                + (0..<4).map({ _ in numbers.replaced(ConfigValue(sample.root)) })
            {
                let bytes = value.encoded(as: .json)
                let document = try Document(parsing: bytes, as: .json, named: "sample")
                let findings = validator.validate(document, schema: "sample")
                let refusal = Self.refusal(of: type, bytes)
                #expect(
                    findings.isEmpty == (refusal == nil),
                    "\(String(decoding: bytes, as: UTF8.self)): \(findings), \(refusal ?? "")"
                )
            }
        }
    }

    /// What the type finds wrong; nil where it reads the document.
    private static func refusal<T: ConfigType>(of _: T.Type, _ bytes: [UInt8]) -> String? {
        do {
            _ = try T(parsing: bytes, as: .json)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
