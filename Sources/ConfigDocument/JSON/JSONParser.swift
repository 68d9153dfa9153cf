/// Reads JSON (RFC 8259) into a tape, in one pass and without recursion.
///
/// Speed comes from three things: entries are written to memory reserved beforehand (a document
/// of n bytes has at most n + 2 entries), strings are scanned 8 bytes at a time, and the source
/// ends in zero bytes, so that the scan needs no bounds.
struct JSONParser {
    private let storage: TapeStorage
    private let source: UnsafeMutablePointer<UInt8>
    private let count: Int
    private let entries: UnsafeMutablePointer<TapeEntry>
    private let maxDepth: Int
    private let findsDuplicates: Bool
    private var position = 0
    private var entryCount = 0
    /// Lent by the reader, which takes it back to use its memory again.
    private(set) var keys: KeySet

    init(storage: TapeStorage, options: ReadingOptions, keys: KeySet) {
        storage.reserveEntries(storage.sourceCount + 2)
        self.storage = storage
        source = storage.source
        count = storage.sourceCount
        entries = storage.entries
        maxDepth = options.maxDepth
        findsDuplicates = !options.allowsDuplicateKeys
        self.keys = keys
    }

    /// Parses the one value that the source must hold.
    mutating func parse() throws(ReadingFault) {
        if count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF { position = 3 }
        try parseDocument()
        skipWhitespace()
        if position < count {
            throw fault(.syntax, "text after the end of the JSON value")
        }
        storage.entryCount = entryCount
    }

    /// The state machine: `open` is the tape index of the innermost open container, or -1. An open
    /// container's body holds the index of the one around it; `members` counts its content.
    private mutating func parseDocument() throws(ReadingFault) {
        var open = -1
        var isObject = false
        var members = 0
        var depth = 0
        value: while true {
            skipWhitespace()
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "\""):
                try parseString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth &+= 1
                if depth > maxDepth {
                    throw fault(
                        .depth,
                        "nesting is deeper than \(maxDepth) levels"
                    )
                }
                let kind: Kind = byte == UInt8(ascii: "{") ? .object : .array
                let body =
                    UInt64(truncatingIfNeeded: open &+ 1) << 32
                    | UInt64(truncatingIfNeeded: members)
                let start = entryCount
                append(TapeEntry(kind, offset: position, body: body))
                open = start
                members = 0
                isObject = kind == .object
                position &+= 1
                skipWhitespace()
                if isObject {
                    keys.open()
                    if source[position] != UInt8(ascii: "}") {
                        try parseKey()
                        members = 1
                        continue value
                    }
                } else if source[position] != UInt8(ascii: "]") {
                    members = 1
                    continue value
                }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try parseNumber()
            case UInt8(ascii: "t"):
                try parseWord("true", .true)
            case UInt8(ascii: "f"):
                try parseWord("false", .false)
            case UInt8(ascii: "n"):
                try parseWord("null", .null)
            default:
                throw unexpected("a JSON value")
            }
            // After a value: close containers until one goes on.
            while true {
                if open < 0 { return }
                skipWhitespace()
                let byte = source[position]
                if byte == UInt8(ascii: ",") {
                    position &+= 1
                    members &+= 1
                    if isObject {
                        skipWhitespace()
                        try parseKey()
                    }
                    continue value
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw unexpected(isObject ? "',' or '}'" : "',' or ']'")
                }
                if isObject {
                    if keys.isLarge, findsDuplicates { try keys.checkAll(in: view) }
                    keys.close()
                }
                let outer = entries[open].body
                entries[open].body =
                    UInt64(truncatingIfNeeded: entryCount) << 32
                    | UInt64(truncatingIfNeeded: members)
                append(
                    TapeEntry(
                        .end,
                        offset: position,
                        length: 1,
                        body: UInt64(truncatingIfNeeded: open)
                    )
                )
                position &+= 1
                depth &-= 1
                open = Int(truncatingIfNeeded: outer &>> 32) &- 1
                members = Int(truncatingIfNeeded: outer & 0xFFFF_FFFF)
                isObject = open >= 0 && entries[open].rawKind == Kind.object.rawValue
            }
        }
    }

    // MARK: Keys and strings

    @inline(__always)
    private mutating func parseKey() throws(ReadingFault) {
        guard source[position] == UInt8(ascii: "\"") else {
            throw unexpected("a key in double quotes")
        }
        let text = try scanString()
        guard text.length <= TapeEntry.maxLength else {
            throw ReadingFault(
                .size,
                at: position,
                "a key longer than \(TapeEntry.maxLength) bytes"
            )
        }
        let hash = KeyHash.hash(padded: text.start, length: text.length)
        append(
            TapeEntry(.key, offset: text.offset, length: text.length, flags: text.flags, body: hash)
        )
        if findsDuplicates, !keys.insert(hash: hash, entry: entryCount &- 1) {
            try keys.check(in: view)
        }
        skipWhitespace()
        guard source[position] == UInt8(ascii: ":") else { throw unexpected("':'") }
        position &+= 1
    }

    private var view: TapeView {
        TapeView(
            entries: entries,
            source: source,
            decoded: storage.decoded,
            decodedStrings: storage.decodedStrings
        )
    }

    @inline(__always)
    private mutating func parseString() throws(ReadingFault) {
        let text = try scanString()
        append(
            TapeEntry(
                .string,
                offset: text.offset,
                flags: text.flags,
                body: UInt64(truncatingIfNeeded: text.length)
            )
        )
    }

    private struct Text {
        var start: UnsafePointer<UInt8>
        var length: Int
        var offset: Int
        var flags: UInt64
    }

    /// Scans the string whose opening quote is at `position`, and moves behind its closing quote.
    @inline(__always)
    private mutating func scanString() throws(ReadingFault) -> Text {
        let quote = position
        let start = quote &+ 1
        var end = start
        var high: UInt64 = 0
        // 8 bytes at a time: the first quote, backslash or control character ends the run.
        while true {
            let word = UnsafeRawPointer(source + end).loadUnaligned(as: UInt64.self)
            let stops = Self.stops(in: word)
            if stops == 0 {
                high |= word
                end &+= 8
                continue
            }
            let bytes = stops.trailingZeroBitCount &>> 3
            if bytes > 0 { high |= word &<< UInt64(truncatingIfNeeded: (8 &- bytes) &* 8) }
            end &+= bytes
            break
        }
        let isASCII = high & 0x8080_8080_8080_8080 == 0
        if source[end] == UInt8(ascii: "\"") {
            if !isASCII { try checkUTF8(start, end) }
            position = end &+ 1
            return Text(
                start: source + start,
                length: end &- start,
                offset: quote,
                flags: isASCII ? TapeEntry.quoted | TapeEntry.ascii : TapeEntry.quoted
            )
        }
        var decoder = JSONStringDecoder(storage: storage, source: source, count: count)
        let length = try decoder.decode(from: start)
        if decoder.hasRawHighBytes { try checkUTF8(start, decoder.end) }
        position = decoder.end &+ 1
        let index = storage.append(
            DecodedString(
                sourceStart: quote,
                sourceEnd: position,
                start: decoder.textStart,
                length: length
            )
        )
        return Text(
            start: UnsafePointer(storage.decoded + decoder.textStart),
            length: length,
            offset: index,
            flags: decoder.isASCII ? TapeEntry.decoded | TapeEntry.ascii : TapeEntry.decoded
        )
    }

    /// Marks the high bit of each byte that is a quote, a backslash or below 0x20. A mark above a
    /// first true one may be false, so only the lowest counts.
    @inline(__always)
    private static func stops(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let isQuote = (quote &- ones) & ~quote
        let isBackslash = (backslash &- ones) & ~backslash
        let isControl = (word &- ones &* 0x20) & ~word
        return (isQuote | isBackslash | isControl) & 0x8080_8080_8080_8080
    }

    @inline(never)
    private func checkUTF8(_ start: Int, _ end: Int) throws(ReadingFault) {
        let text = UnsafeRawBufferPointer(start: source + start, count: end - start)
        if let bad = UTF8Check.firstInvalidByte(in: text) {
            throw ReadingFault(.encoding, at: start + bad, "the text is not valid UTF-8")
        }
    }

    // MARK: Numbers and words

    private mutating func parseNumber() throws(ReadingFault) {
        let start = position
        var end = start
        let isNegative = source[end] == UInt8(ascii: "-")
        if isNegative { end &+= 1 }
        let firstDigit = end
        var mantissa: UInt64 = 0
        while true {
            let digit = source[end] &- UInt8(ascii: "0")
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            end &+= 1
        }
        let digits = end &- firstDigit
        if digits == 0 { throw fault(.syntax, "a number needs a digit after its '-'") }
        if digits > 1, source[firstDigit] == UInt8(ascii: "0") {
            throw fault(.syntax, "a number must not start with 0")
        }
        let byte = source[end]
        if byte != UInt8(ascii: "."), byte | 0x20 != UInt8(ascii: "e"), digits <= 18 {
            let value = Int64(bitPattern: mantissa)
            append(
                TapeEntry(
                    .integer,
                    offset: start,
                    length: end &- start,
                    body: UInt64(bitPattern: isNegative ? 0 &- value : value)
                )
            )
            position = end
            return
        }
        try parseLongNumber(from: start)
    }

    /// Fractions, exponents and integers of more than 18 digits.
    @inline(never)
    private mutating func parseLongNumber(from start: Int) throws(ReadingFault) {
        var end = start
        if source[end] == UInt8(ascii: "-") { end += 1 }
        end = skipDigits(from: end)
        if source[end] == UInt8(ascii: ".") {
            end += 1
            let fraction = end
            end = skipDigits(from: end)
            if end == fraction {
                throw ReadingFault(.syntax, at: end, "a number needs a digit after its '.'")
            }
        }
        if source[end] | 0x20 == UInt8(ascii: "e") {
            end += 1
            if source[end] == UInt8(ascii: "+") || source[end] == UInt8(ascii: "-") { end += 1 }
            let exponent = end
            end = skipDigits(from: end)
            if end == exponent {
                throw ReadingFault(.syntax, at: end, "a number needs a digit in its exponent")
            }
        }
        guard end - start <= TapeEntry.maxLength else {
            throw fault(.size, "a number longer than \(TapeEntry.maxLength) characters")
        }
        let lexeme = UnsafeRawBufferPointer(start: source + start, count: end - start)
        append(Number.entry(for: lexeme, offset: start))
        position = end
    }

    private func skipDigits(from start: Int) -> Int {
        var end = start
        while source[end] &- UInt8(ascii: "0") <= 9 { end += 1 }
        return end
    }

    @inline(__always)
    private mutating func parseWord(_ word: StaticString, _ kind: Kind) throws(ReadingFault) {
        let length = word.utf8CodeUnitCount
        for index in 0..<length where source[position &+ index] != word.utf8Start[index] {
            throw unexpected("a JSON value")
        }
        append(TapeEntry(kind, offset: position, length: length))
        position &+= length
    }

    // MARK: Small things

    @inline(__always)
    private mutating func append(_ entry: TapeEntry) {
        entries[entryCount] = entry
        entryCount &+= 1
    }

    @inline(__always)
    private mutating func skipWhitespace() {
        while true {
            let byte = source[position]
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    private func fault(_ reason: DocumentError.Reason, _ message: String) -> ReadingFault {
        ReadingFault(reason, at: position, message)
    }

    @inline(never)
    private func unexpected(_ expected: String) -> ReadingFault {
        guard position < count else {
            return fault(.syntax, "the text ends where \(expected) should be")
        }
        return fault(.syntax, "found \(describe(source[position])) where \(expected) should be")
    }

    private func describe(_ byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
        case 0x20: "a space"
        case 0x0A, 0x0D: "the end of the line"
        default: "byte 0x\(String(byte, radix: 16, uppercase: true))"
        }
    }
}
