extension ByteScanner {
    /// A regular expression of ECMA-262 in Unicode mode: whatever the `pattern` keyword compiles.
    mutating func scanRegex() -> Bool {
        let text = String(decoding: rest, as: UTF8.self)
        skipToEnd()
        return (try? Pattern(text)) != nil
    }
}
