/// Parses JSON (RFC 8259) to a tape, in one pass and without recursion.
///
/// It is fast for three reasons: entries are written to reserved memory (a document of n bytes has
/// at most n + 2 entries), strings are scanned 8 bytes at a time, and the source ends in zero
/// bytes, so that the scan needs no bounds. The loop keeps its position in local variables, which
/// stay in registers; the functions that it calls receive it and return it.
struct JSONParser {
    private let storage: TapeStorage
    private let source: UnsafeMutablePointer<UInt8>
    private let count: Int
    private let entries: UnsafeMutablePointer<TapeEntry>
    private let maxDepth: Int
    private let findsDuplicates: Bool
    private let allowsBlankText: Bool

    init(storage: TapeStorage, options: ReadingOptions) {
        storage.reserveEntries(storage.sourceCount + 2)
        self.storage = storage
        source = storage.source
        count = storage.sourceCount
        entries = storage.entries
        maxDepth = options.maxDepth
        findsDuplicates = !options.allowsDuplicateKeys
        allowsBlankText = options.allowsBlankText
    }

    /// Parses the source, which must contain a single value.
    ///
    /// - Parameter keys: a set prepared for the source.
    func parse(keys: KeySet) throws(ReadingFault) {
        let hasByteOrderMark =
            count >= 3 && source[0] == 0xEF && source[1] == 0xBB && source[2] == 0xBF
        let start = hasByteOrderMark ? 3 : 0
        try WideText.check(source, count: count)
        if allowsBlankText, skipWhitespace(start) == count {
            entries[0] = TapeEntry(.null, offset: start)
            storage.entryCount = 1
            return
        }
        let end = try parseValue(from: start, keys: keys)
        let rest = skipWhitespace(end)
        if rest < count {
            throw habit(at: rest, "the end of the JSON value")
                ?? ReadingFault(.syntax, at: rest, "text after the end of the JSON value")
        }
    }

    /// The state machine: `open` is the tape index of the innermost open container, or -1. The body
    /// of an open container contains the index of the enclosing one; `members` counts its content.
    private func parseValue(from start: Int, keys: KeySet) throws(ReadingFault) -> Int {
        var keys = keys
        var position = start
        var next = 0
        var open = -1
        var isObject = false
        var members = 0
        var depth = 0
        value: while true {
            position = skipWhitespace(position)
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try scanString(position)
                entries[next] = TapeEntry(
                    .string,
                    offset: text.offset,
                    flags: text.flags,
                    body: UInt64(truncatingIfNeeded: text.length)
                )
                next &+= 1
                position = text.end
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth &+= 1
                if depth > maxDepth {
                    throw ReadingFault(
                        .depth,
                        at: position,
                        "nesting is deeper than \(maxDepth) levels; raise maxDepth, or pass --max-depth"
                    )
                }
                isObject = byte == UInt8(ascii: "{")
                let body =
                    UInt64(truncatingIfNeeded: open &+ 1) << 32
                    | UInt64(truncatingIfNeeded: members)
                entries[next] = TapeEntry(isObject ? .object : .array, offset: position, body: body)
                open = next
                next &+= 1
                members = 0
                position = skipWhitespace(position &+ 1)
                if isObject {
                    keys.open()
                    if source[position] != UInt8(ascii: "}") {
                        position = try parseKey(position, &next, &keys)
                        members = 1
                        continue value
                    }
                } else if source[position] != UInt8(ascii: "]") {
                    members = 1
                    continue value
                }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                position = try parseNumber(position, &entries[next])
                next &+= 1
            case UInt8(ascii: "t"):
                position = try parseWord("true", .true, position, &entries[next])
                next &+= 1
            case UInt8(ascii: "f"):
                position = try parseWord("false", .false, position, &entries[next])
                next &+= 1
            case UInt8(ascii: "n"):
                position = try parseWord("null", .null, position, &entries[next])
                next &+= 1
            default:
                throw unexpected(position, "a JSON value")
            }
            // After a value: closes containers until one of them continues.
            while true {
                if open < 0 {
                    storage.entryCount = next
                    return position
                }
                position = skipWhitespace(position)
                let byte = source[position]
                if byte == UInt8(ascii: ",") {
                    position &+= 1
                    members &+= 1
                    if isObject {
                        position = try parseKey(skipWhitespace(position), &next, &keys)
                    }
                    continue value
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw unexpected(position, isObject ? "',' or '}'" : "',' or ']'")
                }
                if isObject {
                    if keys.isLarge, findsDuplicates { try keys.checkAll(in: view) }
                    keys.close()
                }
                let outer = entries[open].body
                entries[open].body =
                    UInt64(truncatingIfNeeded: next) << 32 | UInt64(truncatingIfNeeded: members)
                entries[next] = TapeEntry(
                    .end,
                    offset: position,
                    length: 1,
                    body: UInt64(truncatingIfNeeded: open)
                )
                next &+= 1
                position &+= 1
                depth &-= 1
                open = Int(truncatingIfNeeded: outer &>> 32) &- 1
                members = Int(truncatingIfNeeded: outer & 0xFFFF_FFFF)
                isObject = open >= 0 && entries[open].rawKind == Kind.object.rawValue
            }
        }
    }

    // MARK: Keys and strings

    /// Parses a key and the colon after it.
    @inline(__always)
    private func parseKey(
        _ start: Int,
        _ next: inout Int,
        _ keys: inout KeySet
    ) throws(ReadingFault) -> Int {
        guard source[start] == UInt8(ascii: "\"") else {
            throw unexpected(start, "a key in double quotes")
        }
        let text = try scanString(start)
        guard text.length <= TapeEntry.maxLength else {
            throw ReadingFault(.size, at: start, "a key longer than \(TapeEntry.maxLength) bytes")
        }
        let hash = KeyHash.hash(padded: text.start, length: text.length)
        entries[next] = TapeEntry(
            .key,
            offset: text.offset,
            length: text.length,
            flags: text.flags,
            body: hash
        )
        if findsDuplicates, !keys.insert(hash: hash, entry: next) { try keys.check(in: view) }
        next &+= 1
        let colon = skipWhitespace(text.end)
        guard source[colon] == UInt8(ascii: ":") else { throw unexpected(colon, "':'") }
        return colon &+ 1
    }

    private var view: TapeView {
        TapeView(
            entries: entries,
            source: source,
            decoded: storage.decoded,
            decodedStrings: storage.decodedStrings
        )
    }

    private struct Text {
        var start: UnsafePointer<UInt8>
        var length: Int
        var offset: Int
        var flags: UInt64
        /// The offset after the closing quote.
        var end: Int
    }

    /// Scans the string whose opening quote is at the offset.
    @inline(__always)
    private func scanString(_ quote: Int) throws(ReadingFault) -> Text {
        let start = quote &+ 1
        var end = start
        var high: UInt64 = 0
        // 8 bytes at a time, up to the first quote, backslash or control character.
        while true {
            let word = UnsafeRawPointer(source + end).loadUnaligned(as: UInt64.self)
            let stops = Self.stops(in: word)
            if stops == 0 {
                high |= word
                end &+= 8
                continue
            }
            // All bits below the first stop: the stop and later bytes do not count.
            high |= word & ((stops & (0 &- stops)) &- 1)
            end &+= stops.trailingZeroBitCount &>> 3
            break
        }
        let isASCII = high & 0x8080_8080_8080_8080 == 0
        guard source[end] == UInt8(ascii: "\"") else { return try decodeString(quote) }
        if !isASCII { try checkUTF8(start, end) }
        return Text(
            start: source + start,
            length: end &- start,
            offset: quote,
            flags: isASCII ? TapeEntry.quoted | TapeEntry.ascii : TapeEntry.quoted,
            end: end &+ 1
        )
    }

    /// A string with escapes or invalid characters.
    @inline(never)
    private func decodeString(_ quote: Int) throws(ReadingFault) -> Text {
        var decoder = JSONStringDecoder(storage: storage, source: source, count: count)
        let length = try decoder.decode(from: quote + 1)
        if decoder.hasRawHighBytes { try checkUTF8(quote + 1, decoder.end) }
        let end = decoder.end + 1
        let index = storage.append(
            DecodedString(
                sourceStart: quote,
                sourceEnd: end,
                start: decoder.textStart,
                length: length
            )
        )
        return Text(
            start: UnsafePointer(storage.decoded + decoder.textStart),
            length: length,
            offset: index,
            flags: decoder.isASCII ? TapeEntry.decoded | TapeEntry.ascii : TapeEntry.decoded,
            end: end
        )
    }

    /// Sets the high bit of each byte that is a quote, a backslash or below 0x20. Bits above the
    /// first correct one may be wrong, so only the lowest counts.
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

    @inline(__always)
    private func parseNumber(_ start: Int, _ entry: inout TapeEntry) throws(ReadingFault) -> Int {
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
        if digits == 0 {
            throw ReadingFault(.syntax, at: start, "a number needs a digit after its '-'")
        }
        if digits > 1, source[firstDigit] == UInt8(ascii: "0") {
            throw ReadingFault(.syntax, at: start, "a number must not start with 0")
        }
        let byte = source[end]
        if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") || digits > 18 {
            return try parseLongNumber(start, &entry)
        }
        let value = Int64(bitPattern: mantissa)
        entry = TapeEntry(
            .integer,
            offset: start,
            length: end &- start,
            body: UInt64(bitPattern: isNegative ? 0 &- value : value)
        )
        return end
    }

    /// Fractions, exponents and integers of more than 18 digits.
    @inline(never)
    private func parseLongNumber(
        _ start: Int,
        _ entry: inout TapeEntry
    ) throws(ReadingFault) -> Int {
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
            throw ReadingFault(
                .size,
                at: start,
                "a number longer than \(TapeEntry.maxLength) characters"
            )
        }
        let lexeme = UnsafeRawBufferPointer(start: source + start, count: end - start)
        entry = Number.entry(for: lexeme, offset: start)
        return end
    }

    private func skipDigits(from start: Int) -> Int {
        var end = start
        while source[end] &- UInt8(ascii: "0") <= 9 { end += 1 }
        return end
    }

    @inline(__always)
    private func parseWord(
        _ word: StaticString,
        _ kind: Kind,
        _ start: Int,
        _ entry: inout TapeEntry
    ) throws(ReadingFault) -> Int {
        let length = word.utf8CodeUnitCount
        for index in 0..<length where source[start &+ index] != word.utf8Start[index] {
            throw unexpected(start, "a JSON value")
        }
        entry = TapeEntry(kind, offset: start, length: length)
        return start &+ length
    }

    // MARK: Small things

    @inline(__always)
    private func skipWhitespace(_ start: Int) -> Int {
        var position = start
        while true {
            let byte = source[position]
            if byte > 0x20 { return position }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                return position
            }
            position &+= 1
        }
    }

    @inline(never)
    private func unexpected(_ position: Int, _ expected: String) -> ReadingFault {
        guard position < count else {
            return ReadingFault(.syntax, at: position, "the text ends where \(expected) should be")
        }
        if let habit = habit(at: position, expected) { return habit }
        let found = describe(source[position])
        return ReadingFault(.syntax, at: position, "found \(found) where \(expected) should be")
    }

    /// A fault with a repair, for what other languages write: comments, commas before a bracket,
    /// other words and quotes.
    private func habit(at position: Int, _ expected: String) -> ReadingFault? {
        let byte = source[position]
        let next = source[position + 1]
        if byte == UInt8(ascii: "/"), next == byte || next == UInt8(ascii: "*") {
            return ReadingFault(
                .syntax,
                at: position,
                "JSON has no comments; remove it, or end the file's name in .jsonc"
            )
        }
        if byte == UInt8(ascii: "#") {
            return ReadingFault(
                .syntax,
                at: position,
                "'#' begins a comment only in YAML and TOML; remove it, or end the file's name in .yaml"
            )
        }
        if !expected.hasPrefix("the end"), let repair = foreignRepair(at: position) {
            let found = describe(byte)
            let message = "found \(found) where \(expected) should be; \(repair)"
            return ReadingFault(.syntax, at: position, message)
        }
        guard byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") else { return nil }
        var before = position
        while before > 0, source[before - 1] <= 0x20 { before -= 1 }
        guard before > 0, source[before - 1] == UInt8(ascii: ",") else { return nil }
        return ReadingFault(
            .syntax,
            at: before - 1,
            "a ',' before the '\(Character(Unicode.Scalar(byte)))'; remove it, or end the file's name"
                + " in .jsonc"
        )
    }

    /// The repair of a value or key as other languages write it. Only their words are repeated,
    /// because any part of a broken document may be secret.
    private func foreignRepair(at position: Int) -> String? {
        switch source[position] {
        case UInt8(ascii: "'"): return "write text in double quotes"
        case UInt8(ascii: "+"): return "write the number without '+'"
        case UInt8(ascii: "."): return "write a 0 before the '.'"
        default: break
        }
        var word = ""
        var end = position
        while word.utf8.count < 10, let letter = Self.letter(source[end]) {
            word.append(letter)
            end += 1
        }
        let isWhole = Self.letter(source[end]) == nil && source[end] != UInt8(ascii: "_")
        guard isWhole, !word.isEmpty else { return nil }
        switch word.lowercased() {
        case "true", "false", "null": return "did you mean \(word.lowercased())?"
        case "yes", "on": return "did you mean true?"
        case "no", "off": return "did you mean false?"
        case "none", "nil", "undefined": return "did you mean null?"
        case "nan", "infinity", "inf": return "JSON has no such number"
        default: return nil
        }
    }

    private static func letter(_ byte: UInt8) -> Character? {
        let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        return isLetter ? Character(Unicode.Scalar(byte)) : nil
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
