import ConfigDocument
import Foundation
import JSONSchema
import SchemaCompiler
import SchemaTools
import Suites
import Testing

@Suite struct InferenceTests {
    private static func program(_ text: String) throws -> ValidationProgram {
        let document = try Document(parsing: text, as: .json, named: "inferred.json")
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///inferred.json")
        return try ValidationProgram(compiling: graph, options: .configuration)
    }

    private func infer(_ texts: [String]) throws -> DocumentValue {
        var inference = SchemaInference()
        for text in texts { inference.add(try Document(parsing: text, as: .yaml)) }
        return DocumentValue(try Document(parsing: inference.text, as: .json).root)
    }

    @Test(
        arguments: [
            (["a: 1", "a: 2"], "a", ["type": "integer"]),
            (["a: 1", "a: 2.5"], "a", ["type": "number"]),
            (["a: 1", "a: x"], "a", ["type": ["string", "integer"]]),
            (["a: x", "a: null"], "a", ["type": ["string", "null"]]),
            (["a: [1, 2]"], "a", ["type": "array", "items": ["type": "integer"]]),
            (["a: []"], "a", ["type": "array"]),
            (["a: x", "a: y", "a: x", "a: y"], "a", ["enum": ["x", "y"]]),
            (["a: 2026-01-31"], "a", ["type": "string", "format": "date"]),
            (["a: 192.0.2.1"], "a", ["type": "string", "format": "ipv4"]),
            (
                ["# What a is.\n# And more.\na: 1"], "a",
                ["description": "What a is. And more.", "type": "integer"]
            ),
            (["# b: 2\na: 1"], "a", ["type": "integer"]),
        ] as [([String], String, DocumentValue)]
    )
    func describesWhatItSaw(texts: [String], key: String, expected: DocumentValue) throws {
        #expect(try infer(texts)["properties"]?[key] == expected)
    }

    @Test(
        arguments: [
            ("password: canary", "password", ["type": "string", "x-secret": true]),
            ("api_key: 192.0.2.1", "api_key", ["type": "string", "x-secret": true]),
            ("pin: 1234", "pin", ["type": "integer", "x-secret": true]),
            ("token: null", "token", ["type": "null"]),
            ("max_tokens: 100", "max_tokens", ["type": "integer"]),
            ("passwordLength: 8", "passwordLength", ["type": "integer"]),
            ("secret: true", "secret", ["type": "boolean"]),
            ("auth: canary", "auth", ["type": "string", "x-secret": true]),
            ("url: amqp://u:canary@h/", "url", ["type": "string", "x-secret": true]),
            (
                "tokens: [canary]", "tokens",
                ["type": "array", "items": ["type": "string", "x-secret": true]]
            ),
            ("# was canary\npassword: b", "password", ["type": "string", "x-secret": true]),
            ("# before: password=canary\nhost: b", "host", ["type": "string"]),
        ] as [(String, String, DocumentValue)]
    )
    func marksSecrets(text: String, key: String, expected: DocumentValue) throws {
        #expect(try infer([text])["properties"]?[key] == expected)
    }

    @Test func takesNoValueOfASecret() throws {
        let texts = (0..<4).map { row in
            "mode: m\(row % 2)\nsecrets: {a: canary-\(row % 2), port: 1}\n"
                + "all: {"
                + (0..<3).map { "token\(row)\($0): canary-\(row % 2)" }.joined(separator: ", ")
                + "}"
        }
        let schema = try infer(texts)
        #expect(!"\(schema)".contains("canary"))
        let secrets = schema["properties"]?["secrets"]?["properties"]
        #expect(secrets?["a"] == ["type": "string", "x-secret": true])
        #expect(secrets?["port"] == ["type": "integer"])
        #expect(
            schema["properties"]?["all"]?["additionalProperties"]
                == ["type": "string", "x-secret": true]
        )
        #expect(schema["properties"]?["mode"] == ["enum": ["m0", "m1"]])
    }

    @Test func requiresWhatAllHaveAndRefusesTheRest() throws {
        let schema = try infer(["{ a: 1, b: 2 }", "{ a: 1 }"])
        #expect(schema["required"] == ["a"])
        #expect(schema["additionalProperties"] == false)
    }

    @Test func takesObjectsOfManyKeysForMaps() throws {
        let texts = (0..<4).map { row in
            "m: { " + (0..<6).map { "k\(row)x\($0): \($0)" }.joined(separator: ", ") + " }"
        }
        #expect(
            try infer(texts)["properties"]?["m"]?["additionalProperties"] == ["type": "integer"]
        )
    }

    static let realFiles =
        SuiteFolder("real-configs").flatMap { suite in
            FileManager.default.enumerator(at: suite.url, includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }
                .filter { ["json", "yaml", "yml"].contains($0.pathExtension) }
                .map(\.path).sorted()
        } ?? []

    @Test(arguments: realFiles)
    func acceptsRealConfigs(path: String) throws {
        let document = try Document(contentsOf: path)
        var inference = SchemaInference()
        inference.add(document)
        #expect(try Self.program(inference.text).findings(in: document) == [])
    }

    /// The schema accepts all files that it was inferred from.
    @Test func acceptsAllDocumentsOfEachKind() throws {
        guard let suite = SuiteFolder("schemastore") else { return }
        var count = 0
        for folder in try suite.files(in: "positive") {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            let documents = files.compactMap { try? Document(contentsOf: "\(folder.path)/\($0)") }
            guard !documents.isEmpty else { continue }
            var inference = SchemaInference()
            for document in documents { inference.add(document) }
            let program = try Self.program(inference.text)
            for document in documents {
                count += 1
                #expect(program.accepts(document), "\(document.name)")
            }
        }
        #expect(count > 500)
    }

    @Test(arguments: 0..<40)
    func acceptsRandomDocuments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let documents = try (0..<5).map { _ in
            let bytes = Self.value(depth: 0, &random).encoded(as: .json)
            return try Document(parsing: bytes, as: .json)
        }
        var inference = SchemaInference()
        for document in documents { inference.add(document) }
        let program = try Self.program(inference.text)
        for document in documents { #expect(program.findings(in: document) == []) }
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> DocumentValue {
        switch Int.random(in: 0..<(depth > 3 ? 6 : 9), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .int(.random(in: -9...9, using: &random))
        case 3: return .double(.random(in: -9...9, using: &random))
        case 4:
            return .string(
                ["a", "b", "c d", "é", "e\u{301}", ""].randomElement(using: &random) ?? ""
            )
        case 5: return .string("2026-01-3\(Int.random(in: 0...1, using: &random))")
        case 6, 7:
            var object = DocumentObject()
            for _ in 0..<Int.random(in: 0..<5, using: &random) {
                let key =
                    ["a", "b", "é", "e\u{301}", "__proto__", ""].randomElement(using: &random) ?? ""
                object[key] = value(depth: depth + 1, &random)
            }
            return .object(object)
        default:
            return .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                    value(depth: depth + 1, &random)
                }
            )
        }
    }
}
