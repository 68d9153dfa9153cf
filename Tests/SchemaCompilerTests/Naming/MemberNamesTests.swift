import Foundation
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

@Suite struct MemberNamesTests {
    private func names(_ keys: [String]) -> [String] {
        MemberNames.names(for: keys.map { (key: $0, swiftName: nil) })
    }

    @Test(arguments: [
        (["a-b", "a_b", "aB"], ["aMinusB", "aUnderscoreB", "aB"]),
        (["ref", "$ref"], ["ref", "dollarRef"]),
        (["ID", "id"], ["uppercaseID", "id"]),
        (["", "$", "*"], ["empty", "dollar", "any"]),
        (["self", "init"], ["selfValue", "initValue"]),
        (["hash", "hashValue"], ["hash", "hashValueValue"]),
        (["self", "Self"], ["lowercaseSelfValue", "uppercaseSelfValue"]),
        (["\u{202E}"], ["u202E"]),
    ])
    func tellCollidingKeysApartByWords(keys: [String], expected: [String]) {
        #expect(names(keys) == expected)
    }

    /// The rules as Documentation/Mapping.md lists them: rule, key, name.
    private static let rules: [(key: String, name: String)] = {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let page = root.appending(path: "Documentation/Mapping.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").drop { !$0.hasPrefix("| rule | key | name") }
        return lines.dropFirst(2).prefix { $0.hasPrefix("|") }.flatMap { line in
            let cells = line.split(separator: "|").map { $0.split(separator: "`") }
            let keys = cells[1].filter { $0.contains { !" ,".contains($0) } }
            let names = cells[2].filter { $0.contains { !" ,".contains($0) } }
            return zip(keys, names).map { (String($0), String($1)) }
        }
    }()

    @Test func followTheDocumentedRules() {
        #expect(Self.rules.count > 30)
        for (key, name) in Self.rules { #expect(names([key]) == [name]) }
    }

    @Test(arguments: [
        (["a", "A", "a+", "A+"], ["a", "uppercaseA", "aPlus", "uppercaseAPlus"]),
        (["A+", "a+"], ["uppercaseAPlus", "aPlus"]),
        (["Yes", "YES", "yes"], ["capitalizedYes", "uppercaseYes", "yes"]),
    ])
    func tellCasesApartInAnyOrder(keys: [String], expected: [String]) {
        #expect(names(keys) == expected)
    }

    @Test func stayTheSameWhenOtherKeysCome() {
        let before = names(["port", "http-port"])
        let after = names(["host", "port", "extra", "http-port"])
        #expect(after[1] == before[0])
        #expect(after[3] == before[1])
    }

    @Test func areDistinctForKeysThatDifferInNormalisationOnly() {
        let result = names(["caf\u{E9}", "cafe\u{301}"])
        #expect(Set(result).count == 2)
    }

    @Test(arguments: [
        ("renamed", "renamed"), ("z: Int = run(); var w", "zIntrunvarw"), ("Upper", "key"),
        ("", "key"),
    ])
    func followTheSchemaWhereItNamesAMember(asked: String, expected: String) {
        #expect(MemberNames.names(for: [(key: "key", swiftName: asked)]) == [expected])
    }
}
