import ConfigDocument
import Foundation
import JSONSchema
import SchemaValidation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct OriginTableTests {
    private static func layered(_ texts: [String]) throws -> LayeredValue {
        let values = try texts.enumerated().map { number, text in
            LayeredValue(try Document(parsing: text, as: .yaml, named: "\(number).yaml").root)
        }
        var result = try #require(values.first)
        var notes: [Finding] = []
        for value in values.dropFirst() { result.merge(value, noting: &notes) }
        #expect(notes == [])
        return result
    }

    /// One walk and single lookups return the same origins.
    @Test func hasThePlaceOfEachValue() throws {
        let value = try Self.layered([
            "a: {b: 1, c: [x, {d: 2}]}\ne: null\nf: [[1], 2]\n", "a: {c: [y], g: 3}\nh: {i: {}}\n",
        ])
        let table = OriginTable(value)
        let paths: [DocumentPath] = [
            [], ["a"], ["a", "b"], ["a", "c"], ["a", "c", "0"], ["a", "c", "1"], ["a", "g"], ["e"],
            ["f"], ["f", "0"], ["f", "0", "0"], ["f", "1"], ["h", "i"], ["none"], ["a", "none"],
            ["f", "0", "7"],
        ]
        for path in paths {
            #expect(table.origin(at: path) == value.origin(at: path), "\(path)")
        }
        #expect(table.origin(at: ["a", "c", "0"]).description == "1.yaml:1:9")
    }

    /// Many members are merged in the same way as few.
    @Test(arguments: [3, 40])
    func membersMergeByTheirKeys(count: Int) throws {
        let lower = (0..<count).map { "k\($0): \($0)\n" }.joined()
        let higher = (0..<count).map { "k\($0 * 2): \($0 % 2 == 0 ? "null" : "new")\n" }.joined()
        let value = try Self.layered([lower, higher]).value
        var expected = DocumentObject()
        for number in 0..<count { expected["k\(number)"] = .int(number) }
        for number in 0..<count {
            let key = "k\(number * 2)"
            expected[key] = number % 2 == 0 ? nil : "new"
        }
        #expect(value == .object(expected))
        #expect(value.object?.keys == expected.keys)
    }

    /// Four times the members take about four times as long; comparing all pairs would take
    /// sixteen.
    @Test func comparingAndMergingAreLinear() throws {
        func seconds(_ count: Int) throws -> Double {
            let texts = [0, 1].map { number in
                (0..<count).map { "k\($0): {v: \($0 + number)}\n" }.joined()
            }
            let folder = try TemporaryFolder(["a.yaml": texts[0], "b.yaml": texts[1]])
            let system = try ConfigSystem(directory: folder.path)
            return try (0..<3).map { _ in
                let start = clock()
                let (a, b) = (folder.path + "/a.yaml", folder.path + "/b.yaml")
                #expect(try system.differences(between: a, and: b).count == count)
                _ = try Self.layered(texts)
                return Double(clock() - start)
            }.min() ?? 0
        }
        let (small, large) = (try seconds(1_000), try seconds(4_000))
        #expect(large < small * 10, "\(small) to \(large)")
    }
}
