import ConfigDocument

extension TapeView {
    /// The exact value of a number.
    func decimal(_ entry: TapeEntry) -> Decimal {
        entry.rawKind == Kind.integer.rawValue
            ? Decimal("\(entry.integer)") : Decimal(lexeme(entry))
    }
}
