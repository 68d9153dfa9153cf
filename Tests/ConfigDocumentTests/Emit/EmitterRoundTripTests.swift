import ConfigDocument
import Foundation
import Suites
import Testing

/// What is written reads back equal, in either format, wherever the value came from.
struct EmitterRoundTripTests {
    @Test(arguments: DocumentFormat.allCases)
    func readsBackRandomValues(format: DocumentFormat) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("emitters: \(format) seed \(seed)")
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        for round in 0..<4_000 {
            let value = random.value()
            try expectRoundTrip(value, format, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: DocumentFormat.allCases)
    func readsBackAwkwardStringsInEveryPlace(format: DocumentFormat) throws {
        for text in RandomValue.awkward {
            let string = ConfigValue.string(text)
            for value in [
                string, [string], ["a": string], [text: 1].asValue,
                [[string, [text: string].asValue]],
                ["a": [string, ["b": string, "c": [string]]]], [text: [text: [string]]].asValue,
            ] {
                try expectRoundTrip(value, format, "\(text.debugDescription)")
            }
        }
    }

    @Test func readsBackEveryDocumentOfTheSuites() throws {
        var documents = 0
        var texts = 0
        for sample in try Self.samples() {
            guard let document = try? sample.document() else { continue }
            documents += 1
            let value = ConfigValue(document.root)
            for format in DocumentFormat.allCases {
                try expectRoundTrip(value, format, sample.name)
                let direct = try Sample(
                    name: sample.name,
                    format: format,
                    bytes: document.root.encoded(as: format)
                ).document()
                #expect(
                    ConfigValue(direct.root) == value,
                    "\(sample.name) from its cursor as \(format)"
                )
                texts += 2
            }
        }
        print("emitters: \(documents) documents of the suites, \(texts) texts read back equal")
    }

    private func expectRoundTrip(_ value: ConfigValue, _ format: DocumentFormat, _ comment: String)
        throws
    {
        let bytes = value.encoded(as: format)
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            let again = try Document(parsing: bytes, as: format)
            #expect(
                ConfigValue(again.root) == value,
                "\(comment) as \(format):\n\(text.debugDescription)"
            )
        } catch {
            Issue.record("\(comment) as \(format): \(error)\n\(text.debugDescription)")
        }
        if format == .json {
            let compact = try Document(parsing: JSONEmitter(indent: nil).emit(value), as: .json)
            #expect(ConfigValue(compact.root) == value, "\(comment), compact")
        }
    }

    struct Sample {
        var name: String
        var format: DocumentFormat
        var bytes: [UInt8]

        func document() throws -> Document {
            var options = ReadingOptions()
            options.allowsDuplicateKeys = true
            return try Document(parsing: bytes, as: format, named: name, options: options)
        }
    }

    /// The documents of all suites that hold JSON or YAML.
    static func samples() throws -> [Sample] {
        var samples: [Sample] = []
        for (suite, folder) in [
            ("schemastore", "positive"), ("json-parsing", ""), ("yaml-test-suite", "data"),
            ("real-configs", ""), ("seed-configs", ""),
        ] {
            guard let root = SuiteFolder(suite) else { continue }
            let base = folder.isEmpty ? root.url : root.url.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: base.path)?.allObjects ?? []
            for name in names.compactMap({ $0 as? String }).sorted() {
                guard [".json", ".yaml", ".yml"].contains(where: name.hasSuffix) else { continue }
                if suite == "yaml-test-suite",
                    name.hasSuffix("out.yaml") || name.hasSuffix("emit.yaml")
                {
                    continue
                }
                let bytes = [UInt8](try Data(contentsOf: base.appending(path: name)))
                samples.append(
                    Sample(
                        name: "\(suite)/\(name)",
                        format: DocumentFormat(path: name),
                        bytes: bytes
                    )
                )
            }
        }
        return samples
    }
}

extension [String: ConfigValue] {
    fileprivate var asValue: ConfigValue {
        var object = ConfigObject()
        for (key, value) in self { object[key] = value }
        return .object(object)
    }
}
