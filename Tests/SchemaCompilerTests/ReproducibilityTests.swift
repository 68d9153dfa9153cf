import Foundation
import SchemaCompiler
import Testing

/// The same schemas always produce the same bytes: in each run, process and directory.
struct ReproducibilityTests {
    private static let schemas = [
        "enumerations", "hostile", "nested", "open-branches", "recursion", "unions-by-match",
    ]

    @Test(arguments: schemas)
    func aHundredRunsGiveTheSameBytes(schema: String) throws {
        let folder = try Folder()
        try copy(schema, to: folder)
        let first = try generated(in: folder)
        #expect(first.contains { $0.text.contains("struct ") })
        for _ in 1..<100 { #expect(try isSame(generated(in: folder), first)) }
    }

    @Test func aHundredRunsAtOnceGiveTheSameBytesOfALargeSchema() async throws {
        let folder = try Folder()
        try writeLarge(to: folder)
        let first = try generated(in: folder)
        #expect(first.count > 1)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 1..<100 { group.addTask { try isSame(generated(in: folder), first) } }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test func whereTheSchemasAreDoesNotMatter() throws {
        let plain = try Folder(named: "schemac-tests")
        let spaced = try Folder(named: "schemac tests, 100 % of \"them\" ü")
        // Generated files contain the name of the requested folder, but not those of its parents.
        for folder in [plain, spaced] {
            for schema in Self.schemas { try copy(schema, to: folder, named: "schemas/\(schema)") }
            try writeLarge(to: folder, named: "schemas/huge")
        }
        let expected = try generated(in: plain, "/schemas")
        #expect(expected.count > Self.schemas.count)
        #expect(try isSame(generated(in: spaced, "/schemas"), expected))
    }

    /// Swift's hash seed, and so the order of sets and dictionaries, differs in each process.
    @Test func processesGiveTheSameBytes() throws {
        let schemac = try #require(Self.schemac, "schemac is not beside the tests")
        let folder = try Folder()
        for schema in Self.schemas { try copy(schema, to: folder, named: "in put/\(schema)") }
        try writeLarge(to: folder, named: "in put/huge")
        let runs = try (1...6).map { run in
            for (command, output) in [("generate", "code"), ("docs", "pages")] {
                let process = Process()
                process.executableURL = schemac
                process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
                process.environment = ProcessInfo.processInfo.environment
                    .filter { $0.key != "SWIFT_DETERMINISTIC_HASHING" }
                process.arguments = [command, "in put", "--output", "run \(run)/\(output)"]
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                try #require(process.terminationStatus == 0)
            }
            return try ["code", "pages"].flatMap { output in
                try folder.names(in: "run \(run)/\(output)").map { name in
                    (name, try folder.read("run \(run)/\(output)/\(name)"))
                }
            }
        }
        #expect(runs[0].count > 2 * Self.schemas.count)
        for run in runs.dropFirst() { #expect(isSame(run, runs[0])) }
    }

    // MARK: Schemas

    private func copy(_ schema: String, to folder: Folder, named name: String? = nil) throws {
        let file = GoldenTextTests.folder.appending(path: "\(schema)/schema.json")
        try folder.write(
            String(contentsOf: file, encoding: .utf8),
            to: "\(name ?? schema).schema.json"
        )
    }

    /// A schema of more than 32 KB, so that its types are split into several files.
    private func writeLarge(to folder: Folder, named name: String = "huge") throws {
        let padding = String(repeating: "Said at length. ", count: 500)
        let types = (0..<6).map { number in
            #"""
            "type\#(number)": {
              "description": "\#(padding)", "type": "object", "required": ["name"],
              "properties": {
                "name": { "type": "string", "pattern": "^[a-z]{\#(number + 1)}" },
                "next": { "$ref": "#/$defs/type\#((number + 1) % 6)" },
                "level": { "enum": ["low", "high", \#(number)] },
                "kind": { "enum": ["a\#(number)", "b", "c"], "default": "b" }
              }
            }
            """#
        }
        let properties = (0..<6).map { ##""p\##($0)": { "$ref": "#/$defs/type\##($0)" }"## }
        try folder.write(
            #"""
            {
              "type": "object", "properties": { \#(properties.joined(separator: ",\n")) },
              "$defs": { \#(types.joined(separator: ",\n")) }
            }
            """#,
            to: "\(name).schema.json"
        )
    }

    // MARK: Code

    private func generated(
        in folder: Folder,
        _ name: String = ""
    ) throws -> [(name: String, text: String)] {
        try Compiler().compile(SchemaFinder().sources(at: [folder.path + name])).flatMap(\.texts)
    }

    private func isSame(
        _ one: [(name: String, text: String)],
        _ other: [(name: String, text: String)]
    ) -> Bool {
        one.map(\.name) == other.map(\.name)
            && zip(one, other).allSatisfy { $0.text.utf8.elementsEqual($1.text.utf8) }
    }

    /// The tool built beside the tests.
    private static let schemac: URL? = {
        let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return ([own] + bundles).map { $0.appending(path: "schemac") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()
}
