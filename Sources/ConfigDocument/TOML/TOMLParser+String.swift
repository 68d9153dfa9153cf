/// Strings: basic and literal, on one line or several.
extension TOMLParser {
    /// The string whose quote is at the position.
    @inline(__always)
    mutating func string() throws(ReadingFault) -> TapeEntry {
        let quote = position
        let mark = source[quote]
        if source[quote &+ 1] == mark, source[quote &+ 2] == mark { return try longString() }
        let start = quote &+ 1
        var end = start
        var high: UInt64 = 0
        // 8 bytes at a time, up to the first byte that may need attention.
        while true {
            let word = UnsafeRawPointer(source + end).loadUnaligned(as: UInt64.self)
            let stops = Self.stops(in: word, mark)
            if stops == 0 {
                high |= word
                end &+= 8
                continue
            }
            high |= word & ((stops & (0 &- stops)) &- 1)
            end &+= stops.trailingZeroBitCount &>> 3
            let byte = source[end]
            if byte == mark { break }
            if byte == 0x09 || byte == UInt8(ascii: "\\") && mark == UInt8(ascii: "'") {
                end &+= 1
                continue
            }
            if byte == UInt8(ascii: "\\") { return try escapedString() }
            throw brokenString(at: end)
        }
        position = end &+ 1
        let isASCII = high & 0x8080_8080_8080_8080 == 0
        return TapeEntry(
            .string,
            offset: quote,
            flags: isASCII ? TapeEntry.quoted | TapeEntry.ascii : TapeEntry.quoted,
            body: UInt64(truncatingIfNeeded: end &- start)
        )
    }

    /// Sets the high bit of each byte that is the quote, a backslash, DEL or below 0x20. Only the
    /// lowest one counts.
    @inline(__always)
    private static func stops(in word: UInt64, _ mark: UInt8) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* UInt64(mark))
        let backslash = word ^ (ones &* 0x5C)
        let delete = word ^ (ones &* 0x7F)
        let isQuote = (quote &- ones) & ~quote
        let isBackslash = (backslash &- ones) & ~backslash
        let isDelete = (delete &- ones) & ~delete
        let isControl = (word &- ones &* 0x20) & ~word
        return (isQuote | isBackslash | isDelete | isControl) & 0x8080_8080_8080_8080
    }

    // MARK: Decoded

    /// A string on one line with escapes.
    @inline(never)
    private mutating func escapedString() throws(ReadingFault) -> TapeEntry {
        let quote = position
        position &+= 1
        var text = DecodedText(storage: storage, rest: count &- quote)
        while true {
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "\""):
                position &+= 1
                return text.entry(from: quote..<position)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20 where byte != 0x09, 0x7F: throw brokenString(at: position)
            default:
                text.put(byte)
                position &+= 1
            }
        }
    }

    /// A string in three quotes.
    @inline(never)
    private mutating func longString() throws(ReadingFault) -> TapeEntry {
        let quote = position
        let mark = source[quote]
        position &+= 3
        var text = DecodedText(storage: storage, rest: count &- quote)
        _ = skipLineBreak()
        while true {
            let byte = source[position]
            switch byte {
            case mark:
                var run = 1
                while run < 5, source[position &+ run] == mark { run &+= 1 }
                position &+= run
                // Up to two quotes in addition to the closing ones belong to the text.
                for _ in 0..<(run < 3 ? run : run &- 3) { text.put(mark) }
                if run >= 3 { return text.entry(from: quote..<position) }
            case UInt8(ascii: "\\") where mark == UInt8(ascii: "\""):
                if !skipEscapedBreak() { try escape(into: &text) }
            case 0x0A, 0x0D:
                guard skipLineBreak() else { throw control(in: "a string") }
                text.put(0x0A)
            case 0..<0x20 where byte != 0x09, 0x7F:
                guard position < count else {
                    throw ReadingFault(.syntax, at: quote, "the string has no closing quotes")
                }
                throw control(in: "a string")
            default:
                text.put(byte)
                position &+= 1
            }
        }
    }

    private mutating func skipLineBreak() -> Bool {
        if source[position] == 0x0A {
            position &+= 1
            return true
        }
        guard source[position] == 0x0D, source[position &+ 1] == 0x0A else { return false }
        position &+= 2
        return true
    }

    /// A backslash at the end of a line removes the line break and all blanks after it.
    private mutating func skipEscapedBreak() -> Bool {
        var end = position &+ 1
        while source[end] == 0x20 || source[end] == 0x09 { end &+= 1 }
        let isBreak =
            source[end] == 0x0A || source[end] == 0x0D && source[end &+ 1] == 0x0A
        guard isBreak else { return false }
        position = end
        while true {
            if source[position] == 0x20 || source[position] == 0x09 {
                position &+= 1
            } else if !skipLineBreak() {
                return true
            }
        }
    }

    // MARK: Escapes

    private mutating func escape(into text: inout DecodedText) throws(ReadingFault) {
        let start = position
        let letter = source[start &+ 1]
        position &+= 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.put(letter)
        case UInt8(ascii: "b"): text.put(0x08)
        case UInt8(ascii: "t"): text.put(0x09)
        case UInt8(ascii: "n"): text.put(0x0A)
        case UInt8(ascii: "f"): text.put(0x0C)
        case UInt8(ascii: "r"): text.put(0x0D)
        case UInt8(ascii: "e") where options.allowsTOML11: text.put(0x1B)
        case UInt8(ascii: "x") where options.allowsTOML11:
            text.put(scalar: try scalar(digits: 2, "x", escape: start))
        case UInt8(ascii: "u"): text.put(scalar: try scalar(digits: 4, "u", escape: start))
        case UInt8(ascii: "U"): text.put(scalar: try scalar(digits: 8, "U", escape: start))
        default:
            throw ReadingFault(
                .syntax,
                at: start,
                "an unknown escape; write \\\\ for a backslash, or use single quotes"
            )
        }
    }

    private mutating func scalar(
        digits: Int,
        _ letter: String,
        escape: Int
    ) throws(ReadingFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = Self.hexDigit(source[position]) else {
                let count = digits == 2 ? "two" : digits == 4 ? "four" : "eight"
                throw ReadingFault(
                    .syntax,
                    at: escape,
                    "\\\(letter) needs \(count) hexadecimal digits"
                )
            }
            value = value &<< 4 | UInt32(truncatingIfNeeded: digit)
            position &+= 1
        }
        guard Unicode.Scalar(value) != nil else {
            throw ReadingFault(.encoding, at: escape, "no character has this code")
        }
        return value
    }
}

/// A text written to the decoded bytes of a storage.
private struct DecodedText {
    private let storage: TapeStorage
    private let output: UnsafeMutablePointer<UInt8>
    private let start: Int
    private var end: Int
    private var high: UInt8 = 0

    /// - Parameter rest: the bytes of the source from the quote on; decoding never makes an escape
    ///   longer.
    init(storage: TapeStorage, rest: Int) {
        self.storage = storage
        start = storage.decodedCount
        end = start
        storage.reserveDecoded(start + rest)
        output = storage.decoded
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        output[end] = byte
        high |= byte
        end &+= 1
    }

    mutating func put(scalar: UInt32) {
        if scalar >= 0x80 { high = 0x80 }
        UTF8Check.encode(scalar, into: output, at: &end)
    }

    func entry(from source: Range<Int>) -> TapeEntry {
        storage.decodedCount = end
        let index = storage.append(
            DecodedString(
                sourceStart: source.lowerBound,
                sourceEnd: source.upperBound,
                start: start,
                length: end - start
            )
        )
        return TapeEntry(
            .string,
            offset: index,
            flags: high < 0x80 ? TapeEntry.decoded | TapeEntry.ascii : TapeEntry.decoded,
            body: UInt64(truncatingIfNeeded: end - start)
        )
    }
}
