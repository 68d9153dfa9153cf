// JSON Pointers: RFC 6901, section 3, as a string value (not as a URI fragment), and relative ones:
// draft-bhutton-relative-json-pointer-00, section 3.

extension ByteScanner {
    mutating func scanJSONPointer() -> Bool {
        guard isAtEnd || skip("/") else { return false }
        while let byte = next {
            // A tilde is written "~0", and a slash within a token "~1"; all else stands for itself.
            if byte == 0x7E {
                guard skip("~"), skip("0") || skip("1") else { return false }
            } else {
                skipByte()
            }
        }
        return true
    }

    /// How many levels to go up, how far to move along an array, then a pointer or "#".
    ///
    /// The move came with 2020-12; earlier drafts have no use for the strings that it adds.
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
