import Suites
import Testing

@testable import JSONSchema
@testable import SchemaValidation

struct SimilarNamesTests {
    /// The quick check of letters and lengths never misses a match of the full comparison.
    @Test func theQuickLookLeavesNothingOut() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        func name() -> String {
            let letters = Array("abAB_-.1é")
            let count = Int.random(in: 0...8, using: &generator)
            return String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
        }
        var found = 0
        for _ in 0..<20_000 {
            let names = [name(), name()]
            let other = name()
            let similar = SimilarNames(names)
            var (steps, text) = (1_000_000, other)
            let mayHave = text.withUTF8 { similar.mayHave(UnsafeRawBufferPointer($0)) }
            guard similar.has(other, within: &steps) else { continue }
            found += 1
            #expect(mayHave, "seed \(seed): \(other) among \(names)")
        }
        #expect(found > 1_000)
    }

    @Test(arguments: [
        ("apiToken", true), ("api_token", true), ("apiTokn", true), ("oldApiToken", true),
        ("port", false), ("k15999", false),
    ])
    func mostNamesAreTakenForOthersAtOnce(name: String, isSimilar: Bool) {
        var text = name
        let similar = SimilarNames(["apiToken", "password"])
        #expect(text.withUTF8 { similar.mayHave(UnsafeRawBufferPointer($0)) } == isSimilar)
    }
}
