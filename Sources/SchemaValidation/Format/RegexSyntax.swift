import ECMARegex

extension ByteScanner {
    /// Scans a regular expression in ECMA-262's Unicode mode, strictly.
    ///
    /// It is parsed but not compiled: an instance should not cause automata to be built, and one
    /// that would be too large is still a regular expression.
    mutating func scanRegex() -> Bool {
        let source = String(decoding: rest, as: UTF8.self)
        skipToEnd()
        return (try? Pattern.check(source)) != nil
    }
}
