import Foundation
import SchemaValidation
import Testing

@testable import JSONSchema

/// The consistency of the table of keywords with the code that derives from it.
@Suite struct KeywordTableTests {
    /// A keyword that is checked has a part in programs, by itself or through the one that reads it.
    @Test(arguments: Keyword.allCases.filter(\.row.role.isChecked))
    func isCompiled(keyword: Keyword) {
        let compiled = KeywordCompiler.all.map(\.keyword)
        #expect(compiled.contains(keyword.row.reader ?? keyword))
    }

    @Test func compilesEachKeywordOnce() {
        let compiled = KeywordCompiler.all.map(\.keyword)
        #expect(Set(compiled).count == compiled.count)
    }

    @Test(arguments: Keyword.allCases)
    func isDocumented(keyword: Keyword) throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Documentation/Mapping.md")
        // Texts between back quotes are every second part.
        let parts = try String(contentsOf: page, encoding: .utf8)
            .split(separator: "`", omittingEmptySubsequences: false)
        let codes = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
        let names = codes.flatMap { $0.split { " :,{}'/".contains($0) } }
        #expect(names.contains { $0 == keyword.rawValue })
    }

    /// Findings are labelled by a bounded number of words, which are keywords that refuse values.
    @Test(arguments: [
        ("required", true), ("$ref", true), ("contentEncoding", true), ("x-secret", false),
        ("title", false), ("$defs", false), ("contentSchema", false),
    ])
    func knowsWhatMayRefuse(name: String, mayRefuse: Bool) {
        #expect(Keyword(rawValue: name)?.row.mayRefuse == mayRefuse)
    }
}
