// Durations as RFC 3339, appendix A, takes them from ISO 8601: no fractions, no sign, weeks alone,
// and no unit left out between two others, so P1Y2D and PT1H2S are refused. Letters must be upper
// case, as in ISO 8601; the appendix's ABNF accepts lower case, presumably by accident.

extension ByteScanner {
    mutating func scanDuration() -> Bool {
        guard skip("P") else { return false }
        let start = position
        if skip(while: .digits) > 0, skip("W") { return true }
        goBack(to: start)
        guard let dateParts = scanParts("Y", "M", "D") else { return false }
        guard skip("T") else { return dateParts > 0 }
        guard let timeParts = scanParts("H", "M", "S") else { return false }
        return timeParts > 0
    }

    /// Scans numbers with adjacent units in descending order; returns their count.
    private mutating func scanParts(
        _ largest: Unicode.Scalar,
        _ middle: Unicode.Scalar,
        _ smallest: Unicode.Scalar
    ) -> Int? {
        var count = 0
        var expected: Int?
        while skip(while: .digits) > 0 {
            let unit = skip(largest) ? 0 : skip(middle) ? 1 : skip(smallest) ? 2 : nil
            guard let unit, unit == expected ?? unit else { return nil }
            expected = unit + 1
            count += 1
        }
        return count
    }
}
