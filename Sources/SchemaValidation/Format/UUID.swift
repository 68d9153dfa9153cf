extension ByteScanner {
    /// A UUID as RFC 4122, section 3, writes it; any version and variant, either letter case.
    mutating func scanUUID() -> Bool {
        scanGroup(8) && skip("-") && scanGroup(4) && skip("-") && scanGroup(4) && skip("-")
            && scanGroup(4) && skip("-") && scanGroup(12)
    }

    private mutating func scanGroup(_ length: Int) -> Bool {
        skip(while: .hexDigits, atMost: length) == length
    }
}
