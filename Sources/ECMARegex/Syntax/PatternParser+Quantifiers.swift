/// Quantifiers: `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each also lazy.
extension PatternParser {
    /// Appends the atom, with the quantifier that follows it, if any.
    ///
    /// - Parameter firstCapture: The number of the first capture inside the atom, if it has any.
    mutating func quantify(_ atom: PatternNode, _ firstCapture: Int) throws(PatternError) {
        let offset = index
        guard var count = try takeQuantifier() else {
            append(atom)
            return
        }
        count.isLazy = take("?")
        count.offset = offset
        count.firstCapture = firstCapture
        count.endCapture = captureCount + 1
        switch (count.minimum, count.maximum) {
        case (1, 1): append(atom)
        case (_, 0): append(.empty)
        default: append(.repetition(atom, count))
        }
    }

    private mutating func takeQuantifier() throws(PatternError) -> PatternNode.Repetition? {
        if take("*") { return PatternNode.Repetition(minimum: 0, maximum: nil) }
        if take("+") { return PatternNode.Repetition(minimum: 1, maximum: nil) }
        if take("?") { return PatternNode.Repetition(minimum: 0, maximum: 1) }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return nil }
        if let counts = try takeCounts() { return counts }
        guard leniency == .annexB else {
            throw PatternError(
                """
                `{` opens no quantifier such as `{2}`, `{2,}` or `{2,4}` here; write `\\{` for a \
                brace
                """,
                at: index
            )
        }
        return nil
    }

    /// `{n}`, `{n,}` or `{n,m}`; nil for anything else, which is not consumed.
    mutating func takeCounts() throws(PatternError) -> PatternNode.Repetition? {
        let start = index
        var counts = PatternNode.Repetition(minimum: 0, maximum: nil)
        guard take("{"), let minimum = takeNumber() else {
            index = start
            return nil
        }
        counts.minimum = minimum
        counts.maximum = minimum
        if take(",") { counts.maximum = takeNumber() }
        guard take("}") else {
            index = start
            return nil
        }
        if let maximum = counts.maximum, maximum < minimum {
            throw PatternError(
                "the counts are out of order; write the smaller one first",
                at: start
            )
        }
        return counts
    }

    /// A decimal number; one beyond any possible text length is capped, not rejected.
    private mutating func takeNumber() -> Int? {
        let start = index
        var number = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            number = min(number * 10 + Int(bytes[index] - 0x30), 1 << 48)
            index += 1
        }
        return index > start ? number : nil
    }

    /// Consumes the text if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        for offset in 0..<length where bytes[index + offset] != text.utf8Start[offset] {
            return false
        }
        index += length
        return true
    }
}
