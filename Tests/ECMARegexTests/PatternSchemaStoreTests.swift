import ECMARegex
import Foundation
import Testing

/// The patterns of real schemas.
struct PatternSchemaStoreTests {
    @Test func compilesEveryPatternOfSchemaStore() throws {
        guard let folder = PatternSuites.folder("schemastore") else { return }
        let exempt = try schemasWithOtherPatterns(folder.appending(path: "index.tsv"))
        var sources: Set<String> = []
        let files = ["schemas", "refs"].flatMap {
            PatternSuites.jsonFiles(below: folder.appending(path: $0))
        }
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            if !exempt.contains(name) { collect(try PatternSuites.json(file), into: &sources) }
        }
        var strategies: [Pattern.Strategy: Int] = [:]
        for source in sources {
            do {
                strategies[try Pattern(source).strategy, default: 0] += 1
            } catch {
                Issue.record("\(source): \(error)")
            }
        }
        #expect(sources.count > 500)
        let counts = strategies.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
        print("\(sources.count) patterns of SchemaStore:", counts.joined(separator: ", "))
    }

    /// Schemas with patterns that are invalid in Unicode mode, according to the index.
    private func schemasWithOtherPatterns(_ index: URL) throws -> Set<String> {
        let rows = try String(contentsOf: index, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let column = try #require(rows.first?.firstIndex(of: "regex_non_ecma"))
        return Set(rows.dropFirst().filter { $0[column] != "0" }.map { String($0[0]) })
    }

    private func collect(_ value: Any, into sources: inout Set<String>) {
        if let object = value as? [String: Any] {
            if let source = object["pattern"] as? String { sources.insert(source) }
            if let schemas = object["patternProperties"] as? [String: Any] {
                sources.formUnion(schemas.keys)
            }
            for member in object.values { collect(member, into: &sources) }
        } else if let array = value as? [Any] {
            for element in array { collect(element, into: &sources) }
        }
    }
}
