import ConfigDocument
import DocumentMigration
import Foundation
import JSONSchema
import MigrationSteps
import SchemaCompiler
import SchemaSamples
import SchemaTools
import SchemaValidation
import Suites
import Testing

/// Tests the results of comparisons on documents generated from the old schema.
@Suite struct SchemaDiffProofTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func program(_ document: Document) throws -> (SchemaGraph, ValidationProgram) {
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///schema.json")
        return (graph, try ValidationProgram(compiling: graph, options: .configuration))
    }

    @Test(arguments: DiffCase.objects + DiffCase.values.map(\.wrapped))
    func holdsForDocuments(test: DiffCase) throws {
        let texts = [test.old, test.new].map { $0.replacing("'", with: "\"") }
        try folder.write(texts[0], to: "t/1.0.0.schema.json")
        try folder.write(texts[1], to: "t/2.0.0.schema.json")
        let paths = ["1.0.0", "2.0.0"].map { "\(folder.path)/t/\($0).schema.json" }
        let diff = try SchemaDiff(old: paths[0], new: paths[1])
        let draft = try MigrationDraft(
            in: SchemaHistory(folder: folder.path + "/t"),
            from: "1.0.0",
            to: "2.0.0"
        )
        let isDecided = diff.changes.allSatisfy { $0.severity < .lossy }
        guard isDecided else { return }
        let (file, faults) = MigrationFile.read(try Document(parsing: draft.text, as: .yaml))
        #expect(faults.isEmpty)
        let (graph, _) = try program(Document(parsing: texts[0], as: .json))
        let (_, new) = try program(Document(parsing: texts[1], as: .json))
        var generator = try SampleGenerator(graph, seed: 1)
        for _ in 0..<30 {
            guard let document = generator.document() else { continue }
            if diff.keepsDocuments {
                #expect(
                    new.accepts(document),
                    "\(String(decoding: document.source, as: UTF8.self))"
                )
            }
            var run = MigrationRun(document)
            do throws(MigrationFault) {
                try run.apply(file?.steps ?? []) { _, _ in }
            } catch {
                Issue.record("\(error.message)")
            }
            let migrated = try Document(parsing: run.tree.json(), as: .json)
            #expect(new.accepts(migrated), "\(String(decoding: migrated.source, as: UTF8.self))")
        }
    }

    /// A document that the old schema accepts and the new one refuses makes every verdict wrong that
    /// lets documents stay as they are.
    @Test(arguments: Draft.allCases) func holdsForRandomChanges(draft: Draft) throws {
        var mutator = SchemaMutator(seed: 123, draft: draft)
        var (kept, wrong, refusals) = (0, 0, 0)
        for _ in 0..<Self.pairCount {
            let first = mutator.root()
            let second = mutator.changed(first)
            let other = mutator.inAnotherDraft(first)
            let pairs = [(first, second), (second, first), (first, other), (other, first)]
            for (old, new) in pairs {
                guard let diff = try? self.diff(old, new) else { continue }
                let refused = try? Self.refused(old, new)
                refusals += refused == nil ? 0 : 1
                guard diff.keepsDocuments else { continue }
                kept += 1
                wrong += refused == nil ? 0 : 1
                if let refused, wrong <= 5 {
                    Issue.record("\(Self.text(old))\n\(Self.text(new))\n\(refused)\n\(diff.text)")
                }
            }
        }
        #expect(wrong == 0)
        // Enough pairs of either kind to notice a comparison that keeps or refuses everything.
        #expect(kept > Self.pairCount / 2)
        #expect(refusals > Self.pairCount / 20)
        #expect(mutator.mutated == Set(SchemaMutator.keywords(of: draft)))
    }

    private static let pairCount = 150

    @Test(arguments: Draft.allCases) func findsNothingBetweenSpellings(draft: Draft) throws {
        var mutator = SchemaMutator(seed: 9, draft: draft)
        var wrong = 0
        for _ in 0..<200 {
            let old = mutator.root()
            let new = mutator.reworded(old)
            guard let diff = try? self.diff(old, new) else { continue }
            wrong += diff.changes.isEmpty ? 0 : 1
            if !diff.changes.isEmpty, wrong <= 5 {
                Issue.record("\(Self.text(old))\n\(Self.text(new))\n\(diff.text)")
            }
        }
        #expect(wrong == 0)
    }

    private func diff(_ old: DocumentValue, _ new: DocumentValue) throws -> SchemaDiff {
        try folder.write(Self.text(old), to: "old.json")
        try folder.write(Self.text(new), to: "new.json")
        return try SchemaDiff(old: folder.path + "/old.json", new: folder.path + "/new.json")
    }

    private static func text(_ schema: DocumentValue) -> String {
        String(decoding: schema.encoded(as: .json), as: UTF8.self)
    }

    /// The first document that only the old schema accepts.
    private static func refused(_ old: DocumentValue, _ new: DocumentValue) throws -> String? {
        let programs = try [old, new].map { schema in
            let document = try Document(parsing: schema.encoded(as: .json), as: .json)
            let graph = try SchemaRegistry().resolve(document, baseURI: "file:///schema.json")
            return try ValidationProgram(compiling: graph, options: .configuration)
        }
        return SchemaMutator.documents.first { programs[0].accepts($0) && !programs[1].accepts($0) }
            .map { String(decoding: $0.source, as: UTF8.self) }
    }

    /// Consecutive versions of schemas that have a version in their name.
    private static func families(_ suite: SuiteFolder) throws -> [(String, String)] {
        var families: [String: [(version: [Int], name: String)]] = [:]
        for url in try suite.files(in: "schemas", suffix: ".json") {
            let name = String(url.lastPathComponent.dropLast(5))
            guard let match = name.wholeMatch(of: /(.+)-v?(\d+(?:\.\d+)+)/) else { continue }
            let numbers = match.2.split(separator: ".").compactMap { Int($0) }
            families[String(match.1), default: []].append((numbers, name))
        }
        return families.sorted { $0.key < $1.key }.flatMap { _, members in
            let sorted = members.sorted { $0.version.lexicographicallyPrecedes($1.version) }
            return zip(sorted, sorted.dropFirst()).map { ($0.name, $1.name) }
        }
    }

    @Test func holdsForRealDocumentsOfRealSchemas() throws {
        guard let suite = SuiteFolder("schemastore") else { return }
        var options = CompilerOptions()
        for host in ["https://json.schemastore.org/", "https://www.schemastore.org/"] {
            options.maps.append((host, suite.url.appending(path: "refs").path))
        }
        var count = 0
        for (old, new) in try Self.families(suite) {
            let paths = [old, new].map { suite.url.appending(path: "schemas/\($0).json").path }
            guard let diff = try? SchemaDiff(old: paths[0], new: paths[1], options: options),
                let checker = try? ConfigChecker(schemaAt: paths[1], options: options),
                let before = try? ConfigChecker(schemaAt: paths[0], options: options)
            else { continue }
            count += 1
            // Changes of the schema's address in documents are irrelevant.
            let changes = diff.changes.filter { $0.path != "/$schema" }
            guard changes.allSatisfy({ $0.severity == .safe || $0.severity == .behavioural }) else {
                continue
            }
            for url in (try? suite.files(in: "positive/\(old)")) ?? []
            where ["json", "yaml", "yml"].contains(url.pathExtension) {
                guard try before.findings(inFileAt: url.path).isEmpty else { continue }
                let findings = try checker.findings(inFileAt: url.path)
                    .filter { $0.instanceLocation != "/$schema" }
                #expect(findings.isEmpty, "\(old) -> \(new): \(findings)")
            }
        }
        #expect(count > 40)
    }
}

extension DiffCase {
    /// The schema as that of an object's member.
    var wrapped: DiffCase {
        var copy = self
        copy.old = "{'properties': {'v': \(old)}, 'type': 'object'}"
        copy.new = "{'properties': {'v': \(new)}, 'type': 'object'}"
        return copy
    }
}

extension SchemaDiff {
    /// True if every document is said to stay valid as it is.
    fileprivate var keepsDocuments: Bool {
        changes.allSatisfy { $0.severity == .safe || $0.severity == .behavioural }
    }
}
