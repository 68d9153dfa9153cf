import MigrationSteps
import Testing

struct VersionNumberTests {
    /// Versions are ordered, and samples have a seed, for arbitrarily large numbers.
    @Test(arguments: [
        "127", "128", "255", "256", "32767", "65536", "2147483647", "2147483648", "4294967296",
        "9007199254740993", "9223372036854775806", "9223372036854775807",
    ])
    func takesEveryNumberOfAnInt(number: String) throws {
        let versions = try ["\(number).0.0", "0.\(number).0", "0.0.\(number)", "0.0.0-\(number)"]
            .map { try #require(SemanticVersion($0)) }
        #expect(Set(versions.map(\.seed)).count == versions.count)
        #expect(versions[3] < versions[2] && versions[2] < versions[1])
        #expect(versions[1] < versions[0])
    }

    @Test(arguments: ["9223372036854775808", "18446744073709551616", "1e3", "-1", ""])
    func refusesOthers(number: String) {
        #expect(SemanticVersion("\(number).0.0") == nil)
    }
}
