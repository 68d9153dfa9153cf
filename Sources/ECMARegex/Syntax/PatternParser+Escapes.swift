/// Escapes.
extension PatternParser {
    /// An escape outside a class: AtomEscape, `\b` or `\B`.
    mutating func parseEscape() throws(PatternError) -> PatternNode {
        let offset = index
        index += 1
        guard index < bytes.count else {
            throw PatternError("the pattern ends in a backslash; write `\\\\` for one", at: offset)
        }
        switch bytes[index] {
        case UInt8(ascii: "b"):
            return takeBoundary(isNegative: false)
        case UInt8(ascii: "B"):
            return takeBoundary(isNegative: true)
        case 0x31...0x39:
            if let reference = try takeNumberedReference(at: offset) { return reference }
        case UInt8(ascii: "k"):
            if let reference = try takeNamedReference(at: offset) { return reference }
        default:
            break
        }
        if let set = try takeSetEscape(at: offset) { return .set(set) }
        return .scalar(try takeCharacterEscape(at: offset, inClass: false))
    }

    private mutating func takeBoundary(isNegative: Bool) -> PatternNode {
        index += 1
        guard flags.ignoresCase else {
            return .assertion(isNegative ? .noWordBoundary : .wordBoundary)
        }
        lookCount += 4
        return .boundary(isNegative: isNegative, firstLookID: lookCount - 4)
    }

    private mutating func takeNumberedReference(
        at offset: Int
    ) throws(PatternError) -> PatternNode? {
        let start = index
        var number = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            number = min(number * 10 + Int(bytes[index] - 0x30), 1 << 32)
            index += 1
        }
        if number <= census.captures {
            try refuseReferenceIgnoringCase(at: offset)
            references.append([number])
            return .backreference(references.count - 1)
        }
        guard leniency == .annexB else {
            let groups =
                switch census.captures {
                case 0: "there are no groups"
                case 1: "there is 1 group"
                default: "there are \(census.captures) groups"
                }
            throw PatternError(
                "`\\\(number)` refers to a group that does not exist; \(groups)",
                at: offset
            )
        }
        index = start
        return nil
    }

    private mutating func takeNamedReference(at offset: Int) throws(PatternError) -> PatternNode? {
        if leniency == .annexB, !census.hasNames { return nil }
        index += 1
        guard take("<") else {
            throw PatternError("`\\k` must be followed by a name, as in `\\k<name>`", at: offset)
        }
        let name = try takeGroupName()
        try refuseReferenceIgnoringCase(at: offset)
        references.append([])
        pendingNames.append((references.count - 1, name, offset))
        return .backreference(references.count - 1)
    }

    // Limitation: a back-reference compares bytes, so it cannot ignore case.
    private func refuseReferenceIgnoringCase(at offset: Int) throws(PatternError) {
        guard flags.ignoresCase else { return }
        throw PatternError(
            "a back-reference under the modifier `i` is not supported; write it outside of `(?i:…)`",
            at: offset
        )
    }

    /// `d D s S w W p{…} P{…}`, after the backslash; nil for other escapes, which are not consumed.
    mutating func takeSetEscape(at offset: Int) throws(PatternError) -> ScalarSet? {
        guard index < bytes.count else { return nil }
        let set: ScalarSet
        switch bytes[index] {
        case UInt8(ascii: "d"): set = .digit
        case UInt8(ascii: "D"): set = .notDigit
        case UInt8(ascii: "s"): set = .space
        case UInt8(ascii: "S"): set = .notSpace
        case UInt8(ascii: "w"): set = .word
        case UInt8(ascii: "W"):
            set = flags.ignoresCase ? CaseFolding.shared.closure(of: .word).inverted : .notWord
        case UInt8(ascii: "p"): return try takeProperty(at: offset, isNegated: false)
        case UInt8(ascii: "P"): return try takeProperty(at: offset, isNegated: true)
        default: return nil
        }
        index += 1
        return set
    }

    private mutating func takeProperty(
        at offset: Int,
        isNegated: Bool
    ) throws(PatternError) -> ScalarSet? {
        let start = index
        index += 1
        var name = ""
        if take("{") {
            while index < bytes.count, bytes[index] != UInt8(ascii: "}"), bytes[index] < 0x80 {
                name.unicodeScalars.append(Unicode.Scalar(bytes[index]))
                index += 1
            }
        }
        guard !name.isEmpty, take("}") else {
            index = start
            if leniency == .annexB { return nil }
            throw PatternError(
                "a property must be named in braces, as in `\\p{Letter}`",
                at: offset
            )
        }
        guard let set = UnicodeProperty(name)?.members else {
            throw PatternError(
                """
                ECMAScript has no property `\(name)`; write a category (`\\p{Lu}`), a binary \
                property (`\\p{Alphabetic}`) or a script (`\\p{Script=Greek}`), spelled exactly like that
                """,
                at: offset
            )
        }
        return isNegated ? set.inverted : set
    }

    /// CharacterEscape, after the backslash at `offset`.
    mutating func takeCharacterEscape(at offset: Int, inClass: Bool) throws(PatternError) -> UInt32
    {
        guard index < bytes.count else {
            throw PatternError("the pattern ends in a backslash; write `\\\\` for one", at: offset)
        }
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "t"): return takeControl(0x09)
        case UInt8(ascii: "n"): return takeControl(0x0A)
        case UInt8(ascii: "v"): return takeControl(0x0B)
        case UInt8(ascii: "f"): return takeControl(0x0C)
        case UInt8(ascii: "r"): return takeControl(0x0D)
        case UInt8(ascii: "c"):
            return try takeControlLetter(at: offset, inClass: inClass)
        case UInt8(ascii: "x"):
            index += 1
            if let value = takeHex(digits: 2) { return value }
            return try identity("x", at: offset, or: "`\\x` needs two hexadecimal digits")
        case UInt8(ascii: "u"):
            index += 1
            if let value = takeUnicodeEscape() { return value }
            return try identity(
                "u",
                at: offset,
                or: "`\\u` needs four hexadecimal digits, or up to 10FFFF in braces"
            )
        case 0x30...0x39:
            return try takeOctal(at: offset)
        default:
            return try takeIdentity(at: offset, inClass: inClass)
        }
    }

    private mutating func takeControl(_ value: UInt32) -> UInt32 {
        index += 1
        return value
    }

    private mutating func takeControlLetter(
        at offset: Int,
        inClass: Bool
    ) throws(PatternError) -> UInt32 {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let isLetter = (0x61...0x7A).contains(next | 0x20)
        let isDigit = (0x30...0x39).contains(next) || next == UInt8(ascii: "_")
        if isLetter || (leniency == .annexB && inClass && isDigit) {
            index += 2
            return UInt32(next & 0x1F)
        }
        guard leniency == .annexB else {
            throw PatternError("`\\c` needs a letter, as in `\\cJ` for a line feed", at: offset)
        }
        // The backslash is a literal, and the `c` becomes the next atom.
        return UInt32(UInt8(ascii: "\\"))
    }

    private mutating func takeOctal(at offset: Int) throws(PatternError) -> UInt32 {
        let hasMore = index + 1 < bytes.count && (0x30...0x39).contains(bytes[index + 1])
        if bytes[index] == 0x30, !hasMore { return takeControl(0) }
        guard leniency == .annexB else {
            throw PatternError(
                "octal escapes are not allowed; write the number in hexadecimal, as in `\\x0A`",
                at: offset
            )
        }
        if bytes[index] >= 0x38 { return takeScalar() }
        let limit = bytes[index] <= 0x33 ? 3 : 2
        var value: UInt32 = 0
        var digits = 0
        while digits < limit, index < bytes.count, (0x30...0x37).contains(bytes[index]) {
            value = value * 8 + UInt32(bytes[index] - 0x30)
            index += 1
            digits += 1
        }
        return value
    }
}
