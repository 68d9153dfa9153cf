/// Numbers, and dates and times, which begin like numbers.
extension TOMLParser {
    @inline(__always)
    mutating func number() throws(ReadingFault) -> TapeEntry {
        // Bound: positions are within the text and the zeros behind it; 18 digits fit a word, and
        // the value of longer numbers is not computed here.
        let start = position
        let isNegative = source[start] == UInt8(ascii: "-")
        let isSigned = isNegative || source[start] == UInt8(ascii: "+")
        let first = isSigned ? start &+ 1 : start
        var end = first
        var mantissa: UInt64 = 0
        while true {
            let digit = source[end] &- UInt8(ascii: "0")
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            end &+= 1
        }
        let digits = end &- first
        let next = source[end]
        let isPlain =
            digits > 0 && digits <= 18 && !Self.isBare(next) && next != UInt8(ascii: ".")
            && next != UInt8(ascii: ":") && (digits == 1 || source[first] != UInt8(ascii: "0"))
        guard isPlain else { return try otherNumber(first: first, digits: digits) }
        position = end
        let value = Int64(bitPattern: mantissa)
        return TapeEntry(
            .integer,
            offset: start,
            length: end &- start,
            body: UInt64(bitPattern: isNegative ? 0 &- value : value)
        )
    }

    /// Fractions, exponents, underscores, other bases, long integers, dates and times.
    @inline(never)
    private mutating func otherNumber(first: Int, digits: Int) throws(ReadingFault) -> TapeEntry {
        // Bound: positions are within the text and the zeros behind it.
        let start = position
        let next = source[first &+ digits]
        if first == start {
            if digits == 4, next == UInt8(ascii: "-") { return try date() }
            if digits == 2, next == UInt8(ascii: ":") { return try time() }
        }
        if source[first] == UInt8(ascii: "0"), digits == 1 {
            switch next {
            case UInt8(ascii: "x"): return try integer(base: 16, named: "hexadecimal", first)
            case UInt8(ascii: "o"): return try integer(base: 8, named: "octal", first)
            case UInt8(ascii: "b"): return try integer(base: 2, named: "binary", first)
            default: break
            }
        }
        if digits == 0 { throw noNumber(at: first) }
        return try decimal(first)
    }

    // MARK: Decimal

    private mutating func decimal(_ first: Int) throws(ReadingFault) -> TapeEntry {
        // Bound: positions are within the text and the zeros behind it.
        let start = position
        var end = try skipDigits(first)
        if source[first] == UInt8(ascii: "0"), end > first &+ 1 {
            throw ReadingFault(.syntax, at: start, "a number must not start with 0")
        }
        if source[end] == UInt8(ascii: ".") {
            guard isDigit(end &+ 1) else {
                throw ReadingFault(.syntax, at: end, "a number needs a digit after its '.'")
            }
            end = try skipDigits(end &+ 1)
        }
        if source[end] | 0x20 == UInt8(ascii: "e") {
            let sign = source[end &+ 1]
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            let exponent = end &+ (isSigned ? 2 : 1)
            guard isDigit(exponent) else {
                throw ReadingFault(.syntax, at: end, "a number needs a digit in its exponent")
            }
            end = try skipDigits(exponent)
        }
        if Self.isBare(source[end]) || source[end] == UInt8(ascii: ".") {
            throw textInNumber(at: end)
        }
        guard end &- start <= TapeEntry.maxLength else {
            throw ReadingFault(
                .size,
                at: start,
                "a number longer than \(TapeEntry.maxLength) characters"
            )
        }
        position = end
        let lexeme = UnsafeRawBufferPointer(start: source + start, count: end &- start)
        guard lexeme.contains(UInt8(ascii: "_")) else {
            return Number.entry(for: lexeme, offset: start)
        }
        return number(of: lexeme.filter { $0 != UInt8(ascii: "_") }, from: start)
    }

    /// A number given by its digits in JSON syntax, which are not in the source.
    private func number(of digits: [UInt8], from start: Int) -> TapeEntry {
        let index = storage.appendDecoded(digits, from: start..<position)
        var entry = digits.withUnsafeBytes { Number.entry(for: $0, offset: index) }
        entry.head |= TapeEntry.decoded
        return entry
    }

    // Bound: a byte below that of 0 becomes one above 9.
    private func isDigit(_ offset: Int) -> Bool { source[offset] &- UInt8(ascii: "0") <= 9 }

    /// Digits, with single underscores between them.
    private func skipDigits(_ start: Int) throws(ReadingFault) -> Int {
        // Bound: positions are within the text and the zeros behind it.
        var end = start
        while true {
            if isDigit(end) {
                end &+= 1
            } else if source[end] == UInt8(ascii: "_") {
                guard end > start, isDigit(end &+ 1) else { throw strayUnderscore(at: end) }
                end &+= 1
            } else {
                return end
            }
        }
    }

    // MARK: Other bases

    private mutating func integer(
        base: UInt64,
        named name: String,
        _ first: Int
    ) throws(ReadingFault) -> TapeEntry {
        let start = position
        guard first == start else {
            throw ReadingFault(
                .syntax,
                at: start,
                "a sign before a number in \(name) digits; write it in decimal digits"
            )
        }
        // Bound: positions are within the text and the zeros behind it; a multiple of the base has
        // room for a digit.
        var end = start &+ 2
        var value: UInt64 = 0
        while true {
            let byte = source[end]
            if let digit = Self.hexDigit(byte), digit < base {
                let (product, overflow) = value.multipliedReportingOverflow(by: base)
                value = product &+ digit
                if overflow || value > UInt64(Int64.max) {
                    throw ReadingFault(
                        .unsupported,
                        at: start,
                        "a number in \(name) digits beyond \(Int64.max); write it in decimal digits"
                    )
                }
            } else if byte == UInt8(ascii: "_") {
                guard end > start &+ 2, source[end &- 1] != UInt8(ascii: "_"),
                    Self.hexDigit(source[end &+ 1]) != nil
                else { throw strayUnderscore(at: end) }
            } else {
                break
            }
            end &+= 1
        }
        guard end > start &+ 2 else {
            throw ReadingFault(.syntax, at: start, "a number needs a digit after its prefix")
        }
        if Self.isBare(source[end]) || source[end] == UInt8(ascii: ".") {
            throw ReadingFault(
                .syntax,
                at: end,
                "found \(describe(end)) where a digit of a number in \(name) digits should be"
            )
        }
        position = end
        return number(of: Array("\(value)".utf8), from: start)
    }

    static func hexDigit(_ byte: UInt8) -> UInt64? {
        // Bound: a byte within the range of each row.
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }
}

extension TapeStorage {
    /// Keeps a string that the source does not contain literally, and returns its index.
    func appendDecoded(_ text: [UInt8], from source: Range<Int>) -> Int {
        // Bound: memory that was reserved.
        let start = decodedCount
        reserveDecoded(start + text.count)
        for (offset, byte) in text.enumerated() { decoded[start + offset] = byte }
        decodedCount = start + text.count
        return append(
            DecodedString(
                sourceStart: source.lowerBound,
                sourceEnd: source.upperBound,
                start: start,
                length: text.count
            )
        )
    }
}
