extension ByteScanner {
    /// A UUID as in RFC 4122, section 3; any version and variant, in either letter case.
    mutating func scanUUID() -> Bool {
        scanGroup(8) && skip("-") && scanGroup(4) && skip("-") && scanGroup(4) && skip("-")
            && scanGroup(4) && skip("-") && scanGroup(12)
    }

    private mutating func scanGroup(_ length: Int) -> Bool {
        skip(while: .hexDigits, atMost: length) == length
    }
}
