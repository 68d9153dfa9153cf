/// Character classes: `[a-z\d]`, `[^…]`.
extension PatternParser {
    private enum ClassAtom {
        case scalar(UInt32)
        case set(ScalarSet)
    }

    mutating func parseClass() throws(PatternError) -> ScalarSet {
        let offset = index
        index += 1
        let isNegated = take("^")
        var spans: [ScalarSet.Span] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
            let start = index
            let low = try takeClassAtom()
            let isRange =
                index + 1 < bytes.count && bytes[index] == UInt8(ascii: "-")
                && bytes[index + 1] != UInt8(ascii: "]")
            guard isRange else {
                Self.add(low, to: &spans)
                continue
            }
            index += 1
            try addRange(from: low, to: try takeClassAtom(), at: start, to: &spans)
        }
        guard take("]") else {
            throw PatternError(
                "this class is never closed; add `]`, or write `\\[` for a bracket",
                at: offset
            )
        }
        var set = ScalarSet(spans)
        if flags.ignoresCase { set = CaseFolding.shared.closure(of: set) }
        return isNegated ? set.inverted : set
    }

    private static func add(_ atom: ClassAtom, to spans: inout [ScalarSet.Span]) {
        switch atom {
        case .scalar(let value): spans.append(ScalarSet.Span(low: value, high: value))
        case .set(let set): spans.append(contentsOf: set.spans)
        }
    }

    private func addRange(
        from low: ClassAtom,
        to high: ClassAtom,
        at offset: Int,
        to spans: inout [ScalarSet.Span]
    ) throws(PatternError) {
        guard case .scalar(let first) = low, case .scalar(let last) = high else {
            guard leniency == .annexB else {
                throw PatternError(
                    "a range cannot start or end with a set; write `\\-` for a hyphen",
                    at: offset
                )
            }
            Self.add(low, to: &spans)
            Self.add(.scalar(UInt32(UInt8(ascii: "-"))), to: &spans)
            Self.add(high, to: &spans)
            return
        }
        guard first <= last else {
            throw PatternError(
                "the range is out of order; swap its ends, or write `\\-` for a hyphen",
                at: offset
            )
        }
        spans.append(ScalarSet.Span(low: first, high: last))
    }

    private mutating func takeClassAtom() throws(PatternError) -> ClassAtom {
        guard bytes[index] == UInt8(ascii: "\\") else { return .scalar(takeScalar()) }
        let offset = index
        index += 1
        if take("b") { return .scalar(0x08) }
        if let set = try takeSetEscape(at: offset) { return .set(set) }
        return .scalar(try takeCharacterEscape(at: offset, inClass: true))
    }
}
