/// The meaning of a scalar with a tag.
extension YAMLScalar {
    /// The meaning of the text according to its tag, which it must match.
    func taggedMeaning() throws(ReadingFault) -> CoreSchema.Meaning {
        let tag = hasNonSpecificTag ? YAMLTag.nonSpecific : YAMLTag(scalar.tag)
        let meaning = CoreSchema.meaning(of: scalar.text)
        switch (tag, meaning) {
        case (.none, _): return plainMeaning
        case (.nonSpecific, _), (.string, _): return .string
        case (.null, .null), (.bool, .true), (.bool, .false): return meaning
        case (.int, .hexadecimal), (.int, .octal): return meaning
        case (.int, .decimal) where !hasFraction: return meaning
        case (.float, .decimal), (.float, .notFinite): return meaning
        case (.unknown, _): throw Self.unknownTag(at: start)
        default:
            throw ReadingFault(
                .unsupported,
                at: start,
                "the tag \(YAMLTag.shortForm(scalar.tag)) does not fit its value"
            )
        }
    }

    private var hasFraction: Bool {
        scalar.text.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    }

    /// Text after a `!` is usually meant as a string, and may be a password: it is not quoted.
    static func unknownTag(at offset: Int) -> ReadingFault {
        ReadingFault(
            .unsupported,
            at: offset,
            "a value that begins with '!' must be in quotes; tags with a JSON value are"
                + " !!str, !!int, !!float, !!bool, !!null, !!map and !!seq"
        )
    }
}
