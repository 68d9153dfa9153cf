import ConfigDocument
import Foundation
import JSONSchema
import Suites
import Testing

/// Valid documents: those of the benchmark, with `format` as an annotation, and the twelve
/// configuration files with their schemas.
struct RealDocumentTests {
    @Test func acceptsEveryDocumentOfTheBenchmark() async throws {
        guard let suite = SuiteFolder("validation-benchmark") else { return }
        let folders = try Self.folders(suite)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for folder in folders { group.addTask { try Self.check(folder) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        print("validation-benchmark: \(counts.count) schemas, \(counts.reduce(0, +)) documents")
        #expect(counts.count == 29)
        #expect(counts.reduce(0, +) == 4_889)
    }

    private static func folders(_ suite: SuiteFolder) throws -> [URL] {
        try suite.files().filter {
            FileManager.default.fileExists(atPath: $0.appending(path: "schema.json").path)
        }
    }

    private static func check(_ folder: URL) throws -> Int {
        var options = ValidationProgram.Options()
        options.assertsContent = false
        let program = try program(folder.appending(path: "schema.json"), options)
        let file = folder.appending(path: "instances.jsonl")
        guard let data = try? Data(contentsOf: file) else { return 0 }
        var count = 0
        for line in data.split(separator: UInt8(ascii: "\n")) {
            let document = try Document(
                parsing: [UInt8](line),
                as: .json,
                named: folder.lastPathComponent
            )
            count += 1
            #expect(program.accepts(document), "\(folder.lastPathComponent) \(count)")
            let isAccepted = program.hasNothingToExplain(in: document)
            #expect(isAccepted, "\(folder.lastPathComponent) \(count)")
        }
        return count
    }

    @Test func acceptsTheRealConfigurationFiles() throws {
        guard let suite = SuiteFolder("real-configs") else { return }
        var count = 0
        for folder in try Self.folders(suite) {
            let program = try Self.program(folder.appending(path: "schema.json"), .configuration)
            for file in try suite.files(in: folder.lastPathComponent)
            where file.lastPathComponent != "schema.json" {
                let document = try Document(contentsOf: file.path)
                #expect(program.accepts(document))
                #expect(program.hasNothingToExplain(in: document))
                count += 1
            }
        }
        print("real-configs: \(count) documents")
        #expect(count == 12)
    }

    private static func program(
        _ file: URL,
        _ options: ValidationProgram.Options
    ) throws -> ValidationProgram {
        let document = try Document(contentsOf: file.path)
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///schema.json")
        return try ValidationProgram(compiling: graph, options: options)
    }
}
