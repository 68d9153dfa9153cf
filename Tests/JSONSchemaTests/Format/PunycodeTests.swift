import Testing

@testable import JSONSchema
@testable import SchemaValidation

@Suite struct PunycodeTests {
    /// Names in many scripts, with their forms in domain registries.
    @Test(arguments: [
        ("bücher", "bcher-kva"), ("faß", "fa-hia"), ("españa", "espaa-rta"), ("ü", "tda"),
        ("пример", "e1afmkfd"), ("испытание", "80akhbyknj4f"), ("한국", "3e0b707e"),
        ("테스트", "9t4b11yi5a"), ("中国", "fiqs8s"), ("例え", "r8jz45g"), ("みんな", "q9jyb4c"),
        ("भारत", "h2brj9c"), ("مصر", "wgbh1c"), ("ישראל", "4dbrk0ce"), ("😀", "e28h"),
        ("abc", "abc-"),
        ("a-ü", "a--yka"), ("", ""),
    ])
    func encodesAndDecodes(text: String, encoded: String) {
        let scalars = Array(text.unicodeScalars)
        #expect(Punycode.encode(scalars) == Array(encoded.utf8))
        #expect(Punycode.decode(Array(encoded.utf8)) == scalars)
    }

    @Test(arguments: ["!", "-", "a-!", "A", "é", "9", "zzzzzzzz9", "99999999999999999999"])
    func decodesNothingElse(text: String) {
        #expect(Punycode.decode(Array(text.utf8)) == nil)
    }

    @Test func decodesWhatItEncoded() {
        var random = SplitMix(state: 7)
        for _ in 0..<5_000 {
            let label = (0..<Int.random(in: 1...20, using: &random)).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(
                        in: 0...(Bool.random(using: &random) ? 0x7F : 0x10FFFF),
                        using: &random
                    )
                )
            }
            #expect(Punycode.decode(Punycode.encode(label)) == label)
        }
    }

    /// Therefore an A-label can be accepted without encoding it again.
    @Test func decodesOnlyWhatItWouldEncode() {
        var random = SplitMix(state: 8)
        let alphabet = Array("abcdxyz0189-".utf8)
        var decodedCount = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &random)]
            }
            guard let decoded = Punycode.decode(text) else { continue }
            decodedCount += 1
            #expect(Punycode.encode(decoded) == text)
        }
        #expect(decodedCount > 1_000)
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
