/// What a scalar is by its tag.
extension YAMLScalar {
    /// What the text is by its tag, which it has to fit.
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
        case (.unknown, _): throw Self.unknownTag(scalar.tag, at: start)
        default:
            let text = String(decoding: scalar.text, as: UTF8.self)
            throw ReadingFault(
                .unsupported,
                at: start,
                "the tag \(YAMLTag.shortForm(scalar.tag)) does not fit \(quoted(text))"
            )
        }
    }

    private var hasFraction: Bool {
        scalar.text.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    }

    static func unknownTag(_ tag: UnsafePointer<UInt8>?, at offset: Int) -> ReadingFault {
        ReadingFault(
            .unsupported,
            at: offset,
            "the tag \(quoted(YAMLTag.shortForm(tag))) has no JSON value; known are"
                + " !!str, !!int, !!float, !!bool, !!null, !!map and !!seq"
        )
    }
}
