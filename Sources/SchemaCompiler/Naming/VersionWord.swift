/// The version at the beginning of a name as one word: `3.1` → `v3_1`, `v2.0.0-rc1` → `v2_0_0`.
struct VersionWord {
    let word: String
    /// The number of scalars in the text.
    let length: Int

    /// Two or three numbers, of which the last may be `x`, before the end or a suffix. Longer ones
    /// are addresses.
    init?(_ text: [Unicode.Scalar]) {
        var rest = text[...]
        if rest.first == "v" || rest.first == "V" { rest = rest.dropFirst() }
        var parts: [String] = []
        while true {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            let isWild =
                digits.isEmpty && !parts.isEmpty && (rest.first == "x" || rest.first == "X")
            guard !digits.isEmpty || isWild else { return nil }
            parts.append(isWild ? "x" : String(String.UnicodeScalarView(digits)))
            rest = rest.dropFirst(max(digits.count, 1))
            guard rest.first == ".", !isWild else { break }
            rest = rest.dropFirst()
        }
        guard (2...3).contains(parts.count), rest.first.map("-+_".unicodeScalars.contains) ?? true
        else { return nil }
        word = "v" + parts.joined(separator: "_")
        length = text.count - rest.count
    }
}
