import JSONSchema
import Testing

@Suite struct FormatTests {
    /// Compiled programs contain these numbers.
    @Test(arguments: [
        (Format.dateTime, 0, "date-time"), (.date, 1, "date"), (.time, 2, "time"),
        (.duration, 3, "duration"), (.email, 4, "email"), (.idnEmail, 5, "idn-email"),
        (.hostname, 6, "hostname"), (.idnHostname, 7, "idn-hostname"), (.ipv4, 8, "ipv4"),
        (.ipv6, 9, "ipv6"), (.uri, 10, "uri"), (.uriReference, 11, "uri-reference"),
        (.iri, 12, "iri"), (.iriReference, 13, "iri-reference"),
        (.uriTemplate, 14, "uri-template"), (.uuid, 15, "uuid"),
        (.jsonPointer, 16, "json-pointer"),
        (.relativeJSONPointer, 17, "relative-json-pointer"), (.regex, 18, "regex"),
    ])
    func keepsNumbersAndNames(format: Format, number: UInt8, name: String) {
        #expect(format.rawValue == number)
        #expect(format.name == name)
        #expect(Format(name: name) == format)
    }

    @Test(arguments: ["", "Date", "date-Time", "color", "ip-address", "host-name", "unknown"])
    func knowsNoOtherName(name: String) {
        #expect(Format(name: name) == nil)
    }

    @Test(arguments: [
        (Draft.draft4, 6), (.draft6, 9), (.draft7, 17), (.draft2019, 19), (.draft2020, 19),
    ])
    func countsTheFormatsOfADraft(draft: Draft, count: Int) {
        #expect(Format.allCases.count { $0.isDefined(in: draft) } == count)
    }

    /// The example in each expectation is valid for the format.
    @Test(arguments: Format.allCases)
    func expectsWhatItAccepts(format: Format) throws {
        let example = try #require(format.expectation.split(separator: "such as ").last)
        let end = example.firstRange(of: ",")?.lowerBound ?? example.endIndex
        let text = String(example[..<end].prefix { $0 != " " })
        #expect(format.accepts(text), "\(text)")
    }

    /// Arbitrary bytes must lead to a verdict; under the sanitizers, this also finds out-of-bounds reads.
    @Test(arguments: Format.allCases)
    func survivesBytesThatAreNotUTF8(format: Format) {
        let seeds: [[UInt8]] = [
            [0xFF], [0xC3], [0xE3, 0x80], [0xF0, 0x9F, 0x98], [0x80], [0xED, 0xA0, 0x80],
            [0x61, 0x40, 0xE3], [0x61, 0x2E, 0xE3, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0x68, 0x3A, 0x2F, 0x2F, 0xC2], [0x68, 0x3A, 0x25, 0x4], [0x7B, 0xC3],
        ]
        for seed in seeds {
            _ = seed.withUnsafeBytes { format.accepts($0) }
        }
        _ = format.accepts(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    @Test(arguments: Format.allCases)
    func acceptsTheEmptyStringOnlyWhereTheGrammarDoes(format: Format) {
        let acceptsEmpty: [Format] = [
            .uriReference, .iriReference, .uriTemplate, .jsonPointer, .regex,
        ]
        #expect(format.accepts("") == acceptsEmpty.contains(format))
    }

    @Test(arguments: [
        ("^[a-z]+$", true), ("\\p{L}", true), ("(?<n>a)\\k<n>", true), ("[]", true), ("(", false),
        ("a**", false), ("\\a", false), ("\\Z", false), ("[z-a]", false), ("(?i)a", false),
        ("\\p{Nope}", false), ("{1}", false), ("(a{1000}){1000}", true),
    ])
    func acceptsPatternsOfECMA262(text: String, isValid: Bool) {
        #expect(Format.regex.accepts(text) == isValid)
    }

    @Test(arguments: [
        (Format.dateTime, "2026-01-31T09:30:00Z"), (.date, "2026-01-31"), (.time, "09:30:00Z"),
        (.duration, "P1D"), (.email, "a@b.c"), (.idnEmail, "ä@b.c"), (.hostname, "a.b"),
        (.idnHostname, "ä.b"), (.ipv4, "1.2.3.4"), (.ipv6, "::1"), (.uri, "a:b"), (.iri, "a:ä"),
        (.uriReference, "a"), (.iriReference, "ä"), (.uriTemplate, "{a}"),
        (.uuid, "123e4567-e89b-12d3-a456-426614174000"), (.relativeJSONPointer, "1#"),
    ])
    func refusesTextAroundAValue(format: Format, text: String) {
        #expect(format.accepts(text))
        for extra in [" ", "\n", "\0", "\r\n", "\t", "\u{7F}"] {
            #expect(!format.accepts(text + extra), "\(text)+\(extra.unicodeScalars)")
            #expect(!format.accepts(extra + text), "\(extra.unicodeScalars)+\(text)")
        }
    }
}
