// JSON Pointers: RFC 6901, section 3, as a string value (not as a URI fragment), and relative ones:
// draft-bhutton-relative-json-pointer-00, section 3.

extension ByteScanner {
    mutating func scanJSONPointer() -> Bool {
        guard isAtEnd || skip("/") else { return false }
        while let byte = next {
            // "~0" is a tilde, and "~1" a slash within a token; other characters are literal.
            if byte == 0x7E {
                guard skip("~"), skip("0") || skip("1") else { return false }
            } else {
                skipByte()
            }
        }
        return true
    }

    /// The number of levels to go up, an optional move along an array, then a pointer or "#".
    ///
    /// The move was added in 2020-12; accepting it in earlier drafts does no harm.
    mutating func scanRelativeJSONPointer() -> Bool {
        guard skip("0") || scanPositiveInteger() else { return false }
        if skip("+") || skip("-") {
            guard scanPositiveInteger() else { return false }
        }
        return skip("#") || scanJSONPointer()
    }

    private mutating func scanPositiveInteger() -> Bool {
        next != 0x30 && skip(while: .digits) > 0
    }
}
