package import ConfigDocument

/// Puts what is at the ends of types and formats in the place of values of documents, or what is of
/// another type.
package struct ValueEnds {
    private var random: SeededGenerator
    private static let numbers = [
        "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "9007199254740992", "9007199254740993", "18446744073709551615",
        "18446744073709551616", "2147483647", "2147483648", "-2147483649", "4294967296", "65536",
        "256", "128", "-129", "-1", "0", "-0", "1.0", "0.5", "1e0", "1e19", "1e308", "1.8e308",
        "5e-324", "2e-324", "1e400", "-1e400", "1e-400", "1e99999999999999999999",
        "123456789012345678901234567890", "0.12345678901234567890123",
    ]
    private static let texts = [
        "", "0000-01-01", "9999-12-31", "2023-02-29", "2024-02-29", "10000-01-01",
        "2016-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00", "9999-12-31T23:59:59.999999999999Z",
        "0000-01-01T00:00:00-23:59", "2024-01-01t00:00:00z", "2024-01-01T24:00:00Z", "23:59:60Z",
        "24:00:00Z", "00:00:00+24:00", "PT0S", "P1Y2M3DT4H5M6S", "P2W", "PT1.5S",
        "P9223372036854775807Y", "P9223372036854775808Y", "PT99999999999999999999S",
        "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "255.255.255.255", "256.0.0.1", "01.2.3.4", "::", "::ffff:255.255.255.255", "::1%eth0",
        "1:2:3:4:5:6:7:8:9", "http://[::1]:65536/", "urn:a:b", "a b", "http://a/%zz", "mailto:a@b",
        "on", "é", "e\u{301}", "\u{10FFFF}", "$", "$$", "${", "a${b",
    ]
    private static let others: [DocumentValue] = [
        .null, true, false, "", 0, .array([]), .object(DocumentObject()), .array([.null]),
    ]

    package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    package mutating func replaced(_ value: DocumentValue) -> DocumentValue {
        // One in thirty becomes a value of any type.
        if Int.random(in: 0..<30, using: &random) == 0 {
            return Self.others.randomElement(using: &random) ?? value
        }
        switch value {
        case .int, .double, .number: return end(Self.numbers).map(DocumentValue.number) ?? value
        case .string: return end(Self.texts).map(DocumentValue.string) ?? value
        case .array(let elements):
            var copy: [DocumentValue] = []
            for element in elements { copy.append(replaced(element)) }
            return .array(copy)
        case .object(let object):
            var copy = object
            for member in object.members { copy[member.key] = replaced(member.value) }
            return .object(copy)
        default: return value
        }
    }

    /// One of the ends, or none.
    private mutating func end(_ ends: [String]) -> String? {
        Bool.random(using: &random) ? ends.randomElement(using: &random) : nil
    }
}
