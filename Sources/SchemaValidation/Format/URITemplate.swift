// URI templates of any level: RFC 6570, section 2. The apostrophe is allowed in literals, as
// corrected by erratum 6937. Operators reserved for extensions are part of the grammar, so they are
// accepted.

extension ByteScanner {
    mutating func scanURITemplate() -> Bool {
        repeat {
            skipComponent(.templateLiteral, .all)
            if isAtEnd { return true }
        } while scanExpression()
        return false
    }

    /// `expression`: an operator, then variables between commas, in braces.
    private mutating func scanExpression() -> Bool {
        guard skip("{") else { return false }
        _ = skip(anyOf: .templateOperator)
        repeat {
            guard scanVariable() else { return false }
        } while skip(",")
        return skip("}")
    }

    /// `varspec`: a name, which may contain single dots, then a prefix length or an asterisk.
    private mutating func scanVariable() -> Bool {
        repeat {
            let start = position
            skipComponent(.templateName, .none)
            guard position > start else { return false }
        } while skip(".")
        if skip("*") { return true }
        guard skip(":") else { return true }
        return next != 0x30 && 1...4 ~= skip(while: .digits)
    }
}

extension ByteSet {
    /// The ASCII part of `literals`.
    static let templateLiteral = ByteSet(low: 0xAFFF_FFDA_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF)
    /// `operator`, including those reserved for extensions.
    static let templateOperator = ByteSet(low: 0xA800_D84A_0000_0000, high: 0x1000_0000_0000_0001)
    /// `varchar` without percent-encoded octets.
    static let templateName = ByteSet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
}
