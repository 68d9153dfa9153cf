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
