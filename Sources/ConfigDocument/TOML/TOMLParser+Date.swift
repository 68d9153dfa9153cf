/// Dates and times, which become strings in the form of RFC 3339.
extension TOMLParser {
    /// `date`, `date-time`, or `date-time` without an offset.
    mutating func date() throws(ReadingFault) -> TapeEntry {
        // Bound: positions are within the text and the zeros behind it.
        let start = position
        var text: [UInt8] = []
        guard let year = digits(4, &text), take("-", &text), let month = digits(2, &text),
            (1...12).contains(month), take("-", &text), let day = digits(2, &text), day >= 1,
            day <= Self.lastDay(of: month, year)
        else {
            throw ReadingFault(
                .syntax,
                at: start,
                "not a calendar date; write year, month and day as in 2006-01-02"
            )
        }
        let byte = source[position]
        let isTime =
            byte | 0x20 == UInt8(ascii: "t")
            || byte == 0x20 && source[position &+ 1] &- UInt8(ascii: "0") <= 9
        guard isTime else { return try finish(text, start) }
        text.append(UInt8(ascii: "T"))
        position &+= 1
        guard clock(&text), offset(&text) else { throw noTime(start) }
        return try finish(text, start)
    }

    /// A time of day without a date.
    mutating func time() throws(ReadingFault) -> TapeEntry {
        let start = position
        var text: [UInt8] = []
        guard clock(&text) else { throw noTime(start) }
        return try finish(text, start)
    }

    private func noTime(_ start: Int) -> ReadingFault {
        ReadingFault(
            .syntax,
            at: start,
            "not a time of day; write hour, minute and second as in 15:04:05, and after a date an"
                + " offset such as Z or +01:00 if it is known"
        )
    }

    /// The text as written if it is in the common form; otherwise its common form.
    private func finish(_ text: [UInt8], _ start: Int) throws(ReadingFault) -> TapeEntry {
        if Self.isBare(source[position]) || source[position] == UInt8(ascii: ":")
            || source[position] == UInt8(ascii: ".")
        {
            throw ReadingFault(
                .syntax,
                at: position,
                "found \(describe(position)) after a date or time; put the value in quotes if it is"
                    + " text"
            )
        }
        // Bound: positions are within the text.
        let written = UnsafeRawBufferPointer(start: source + start, count: position &- start)
        let body = UInt64(truncatingIfNeeded: text.count)
        if written.elementsEqual(text) {
            return TapeEntry(.string, offset: start, flags: TapeEntry.ascii, body: body)
        }
        return TapeEntry(
            .string,
            offset: storage.appendDecoded(text, from: start..<position),
            flags: TapeEntry.ascii | TapeEntry.decoded,
            body: body
        )
    }

    // MARK: Parts

    private mutating func clock(_ text: inout [UInt8]) -> Bool {
        guard let hour = digits(2, &text), hour < 24, take(":", &text),
            let minute = digits(2, &text), minute < 60
        else { return false }
        if options.allowsTOML11, source[position] != UInt8(ascii: ":") {
            text.append(contentsOf: ":00".utf8)
            return true
        }
        guard take(":", &text), let second = digits(2, &text), second <= 60 else { return false }
        guard source[position] == UInt8(ascii: ".") else { return true }
        _ = take(".", &text)
        guard digits(1, &text) != nil else { return false }
        while digits(1, &text) != nil {}
        return true
    }

    /// `Z`, or hours and minutes; a local time has none.
    private mutating func offset(_ text: inout [UInt8]) -> Bool {
        if source[position] | 0x20 == UInt8(ascii: "z") {
            text.append(UInt8(ascii: "Z"))
            position &+= 1  // Bound: within the text.
            return true
        }
        guard take("+", &text) || take("-", &text) else { return true }
        guard let hours = digits(2, &text), hours < 24, take(":", &text),
            let minutes = digits(2, &text)
        else { return false }
        return minutes < 60
    }

    private mutating func digits(_ count: Int, _ text: inout [UInt8]) -> Int? {
        // Bound: four digits at most; positions are within the text and the zeros behind it.
        var value = 0
        for offset in 0..<count {
            let digit = source[position &+ offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        for _ in 0..<count {
            text.append(source[position])
            position &+= 1
        }
        return value
    }

    private mutating func take(_ character: Unicode.Scalar, _ text: inout [UInt8]) -> Bool {
        let byte = UInt8(ascii: character)
        guard source[position] == byte else { return false }
        text.append(byte)
        position &+= 1  // Bound: within the text.
        return true
    }

    private static func lastDay(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
