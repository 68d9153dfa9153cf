import ConfigDocument
import Foundation
import SchemaCompiler
import Testing

/// `Tests/Golden/CASE/` contains `schema.json`, or a folder `schemas`, and the code generated from
/// it. The target GoldenTests compiles that code, and uses it to read `valid/` and `invalid/`.
/// Options are in `schemac.yaml`.
///
/// `GOLDEN=record swift test --filter GoldenText` writes the current output, and fails.
@Suite struct GoldenTextTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    static let cases: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.contains(".") }.sorted()
    }()

    @Test(arguments: cases)
    func generatesTheExpectedText(name: String) throws {
        let isRecording = ProcessInfo.processInfo.environment["GOLDEN"] == "record"
        for file in try generated(name) {
            let url = Self.folder.appending(path: "\(name)/\(file.name)")
            if isRecording {
                try file.text.write(to: url, atomically: true, encoding: .utf8)
                Issue.record("recorded \(file.name); run again without GOLDEN=record")
                continue
            }
            let expected = try String(contentsOf: url, encoding: .utf8)
            // Compared line by line, since a difference of long strings would be unreadable.
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where index < expectedLines.count {
                try #require(line == expectedLines[index], "line \(index + 1) of \(file.name)")
            }
            #expect(lines.count == expectedLines.count)
        }
    }

    @Test(arguments: cases)
    func generatesTheSameBytesAgain(name: String) throws {
        let (first, second) = try (generated(name), generated(name))
        #expect(first.map { Array($0.text.utf8) } == second.map { Array($0.text.utf8) })
    }

    /// The files generated for a case with one schema or a folder of schemas.
    private func generated(_ name: String) throws -> [GeneratedFile] {
        let folder = Self.folder.appending(path: name).path
        var options = try BuildPlan(targetDirectory: folder, config: nil).options
        // Properties whose Swift names collide also share a variable.
        options.checksVariables = name != "names"
        var sources: [SchemaSource] = []
        if FileManager.default.fileExists(atPath: folder + "/schemas") {
            sources = try SchemaFinder().sources(at: [folder + "/schemas"])
        } else {
            let bytes = try Data(contentsOf: Self.folder.appending(path: "\(name)/schema.json"))
            let path = "\(name)/schema.json"
            sources = [
                SchemaSource(
                    name: name,
                    path: path,
                    uri: "file:///\(path)",
                    document: try Document(parsing: [UInt8](bytes), as: .json, named: path)
                )
            ]
        }
        return try Compiler(options: options).compile(sources)
    }
}
