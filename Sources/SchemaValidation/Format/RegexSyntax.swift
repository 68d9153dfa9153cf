import ECMARegex

extension ByteScanner {
    /// A regular expression of ECMA-262 in Unicode mode, to its letter.
    ///
    /// Parsed but not compiled: an instance should not have automata built, and one that would be
    /// too large is a regular expression still.
    mutating func scanRegex() -> Bool {
        let source = String(decoding: rest, as: UTF8.self)
        skipToEnd()
        return (try? Pattern.check(source)) != nil
    }
}
