import ConfigDocument
import Suites
import Testing

@testable import JSONSchema
@testable import SchemaValidation

/// Accidentally damaged programs are refused; those with a matching checksum are refused or run
/// within the bounds of their tables.
struct DamagedProgramTests {
    private static let schema = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "node",
         "type": ["object", "array"], "required": ["a"], "minProperties": 1,
         "properties": {"a": {"type": "integer", "minimum": 1, "maximum": 1e30, "multipleOf": 0.5},
           "a longer key": {"enum": ["x", "longer than eight", 1, [2], null]}, "s": {"x-secret": true, "const": {"k": 1}},
           "d": {"deprecated": true, "minLength": 1, "pattern": "^a+$", "format": "date"},
           "t": {"$dynamicRef": "#node"}, "u": {"uniqueItems": true, "contains": {"type": "string"}, "maxContains": 2}},
         "patternProperties": {"^x-": {"anyOf": [{"type": "string"}, {"type": "number"}]}},
         "dependentRequired": {"a": ["b"]}, "propertyNames": {"maxLength": 20},
         "prefixItems": [{"oneOf": [{"const": 1}, {"const": 2}]}], "items": {"not": {"type": "null"}},
         "settingRules": [{"lessThan": ["0/a", "0/d/0"], "reason": "r"}, {"uniqueBy": ["1/u", "k", "l"]},
           {"namesEntryOf": ["0/d", "0/s"]}, {"requiredWhen": ["0/b", "0/a"], "is": {"k": 1}, "reason": "q"}],
         "if": {"required": ["t"]}, "then": {"maxProperties": 9}, "unevaluatedProperties": false}
        """

    private static let documents = [
        "{}", "[]", "1", "null", #""text""#,
        #"{"a": 1.5, "a longer key": [2], "s": {"k": 1}, "d": "aa", "t": {"a": 3, "b": 1}, "u": ["x", 1, 1], "x-y": 1}"#,
        #"{"a": 1e400, "b": 7, "x-z": null, "zz": {"a": {}}}"#, #"[1, 2, [3], {"a": 1}, null]"#,
    ]

    private func bytes() throws -> [UInt8] {
        let text = try compiled(Self.schema).encoded()
        let body = text.prefix { $0 != "." }
        return try #require(Array(body.utf8).withUnsafeBufferPointer { Base64.decode($0) })
    }

    @Test func everyFlippedByteIsNoticed() throws {
        let text = Array(try compiled(Self.schema).encoded().utf8)
        for position in text.indices {
            var damaged = text
            damaged[position] ^= 1
            #expect(
                ValidationProgram(decoding: String(decoding: damaged, as: UTF8.self)) == nil,
                "byte \(position)"
            )
        }
    }

    @Test func everyCutIsNoticed() throws {
        let text = try compiled(Self.schema).encoded()
        for count in stride(from: 0, to: text.count, by: 7) {
            #expect(
                ValidationProgram(decoding: String(text.prefix(count))) == nil,
                "\(count) characters"
            )
        }
    }

    @Test func forgedProgramsStayWithinTheirTables() throws {
        let original = try bytes()
        let documents = try Self.documents.map { try json($0) }
        var generator = SeededGenerator(seed: 20_260_807)
        var sound = 0
        let rounds = 6_000
        for round in 0..<rounds {
            var damaged = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position =
                    round < original.count
                    ? round : Int.random(in: 0..<damaged.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: damaged[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: damaged[position] = damaged[position] &+ 1
                case 2: damaged[position] = damaged[position] &- 1
                default: damaged[position] = 0
                }
            }
            let text = "\(Base64.encode(damaged)).\(String(checksum(damaged), radix: 36))"
            guard var program = ValidationProgram(decoding: text) else { continue }
            sound += 1
            program.budget.maxSteps = 20_000
            program.budget.maxDepth = 100
            for document in documents {
                _ = program.accepts(document)
                _ = program.report(on: document)
            }
        }
        print("forged programs: \(sound) of \(rounds) are sound and were run")
        #expect(sound > 100)
    }

    /// FNV-1a, as in the coding.
    private func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
