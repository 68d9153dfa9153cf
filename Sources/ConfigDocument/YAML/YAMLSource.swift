/// The source for libyaml: verified to be UTF-8 without control characters, with a table of the
/// starts of its lines.
///
/// The lines are those counted by libyaml's marks.
struct YAMLSource {
    /// The start of the text, after a leading byte order mark.
    private(set) var start = 0
    private(set) var lineStarts: [UInt32] = []
    private(set) var isASCII = true
    /// A byte order mark after leading comments, which YAML allows but libyaml does not.
    private(set) var innerByteOrderMark: Int?
    /// The first character that is a line break only in YAML 1.1.
    private var oldLineBreak: Int?
    /// The characters passed to libyaml in place of those.
    private(set) var standIns: YAMLStandIns?

    private let source: UnsafePointer<UInt8>
    private let count: Int

    init(source: UnsafePointer<UInt8>, count: Int) throws(ReadingFault) {
        self.source = source
        self.count = count
        lineStarts.reserveCapacity(count / 24 + 8)
        try checkByteOrderMark()
        try scan()
        guard let oldLineBreak else { return }
        standIns = YAMLStandIns(UnsafeBufferPointer(start: source, count: count))
        if standIns == nil {
            throw ReadingFault(
                .unsupported,
                at: oldLineBreak,
                "a line separator in a document that uses every private-use character; write it as an"
                    + " escape in double quotes: \"\\N\", \"\\L\" or \"\\P\""
            )
        }
    }

    private mutating func checkByteOrderMark() throws(ReadingFault) {
        if count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF { start = 3 }
        try WideText.check(source, count: count)
    }

    private mutating func scan() throws(ReadingFault) {
        var index = start
        lineStarts.append(UInt32(truncatingIfNeeded: start))
        while index < count {
            let stops = Self.stops(
                in: UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
            )
            if stops == 0 {
                index &+= 8
                continue
            }
            index &+= stops.trailingZeroBitCount &>> 3
            guard index < count else { break }
            switch source[index] {
            case 0x0A:
                index &+= 1
                lineStarts.append(UInt32(truncatingIfNeeded: index))
            case 0x0D:
                index &+= source[index &+ 1] == 0x0A ? 2 : 1
                lineStarts.append(UInt32(truncatingIfNeeded: index))
            case 0x09: index &+= 1
            case 0x80...: index = try wideCharacter(at: index)
            default: throw controlCharacter(at: index)
            }
        }
    }

    /// Sets the high bits of bytes below 0x20 or above 0x7E. Only the lowest one counts.
    @inline(__always)
    private static func stops(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let delete = word ^ (ones &* 0x7F)
        let isDelete = (delete &- ones) & ~delete
        let isControl = (word &- ones &* 0x20) & ~word
        return (isDelete | isControl | word) & 0x8080_8080_8080_8080
    }

    /// Checks a non-ASCII character, and returns the index after it.
    private mutating func wideCharacter(at index: Int) throws(ReadingFault) -> Int {
        if isASCII {
            isASCII = false
            let rest = UnsafeRawBufferPointer(start: source + index, count: count - index)
            if let bad = UTF8Check.firstInvalidByte(in: rest) {
                throw ReadingFault(.encoding, at: index + bad, "the text is not valid UTF-8")
            }
        }
        let lead = source[index]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        let next = index + length
        switch (lead, source[index + 1], length > 2 ? source[index + 2] : 0) {
        case (0xC2, 0x85, _), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
            oldLineBreak = oldLineBreak ?? index
        case (0xC2, 0x80...0x9F, _), (0xEF, 0xBF, 0xBE), (0xEF, 0xBF, 0xBF):
            throw controlCharacter(at: index)
        case (0xEF, 0xBB, 0xBF):
            guard innerByteOrderMark == nil, followsOnlyComments(index) else {
                throw ReadingFault(.encoding, at: index, "a byte order mark inside the text")
            }
            innerByteOrderMark = index
            // The start of the line in the copy for libyaml, which lacks the mark.
            lineStarts[lineStarts.count - 1] = UInt32(truncatingIfNeeded: next)
        default: break
        }
        return next
    }

    private func controlCharacter(at index: Int) -> ReadingFault {
        let lead = source[index]
        if lead == 0 {
            return ReadingFault(.encoding, at: index, "a NUL byte; the text must be UTF-8")
        }
        return ReadingFault(
            .encoding,
            at: index,
            "a control character; write it as an escape such as \"\\e\" in double quotes"
        )
    }

    /// True if a line starts here, and the lines before it are comments or blank.
    private func followsOnlyComments(_ index: Int) -> Bool {
        guard index > start, lineStarts.last.map(Int.init) == index else { return false }
        var isInComment = false
        for position in start..<index {
            switch source[position] {
            case 0x0A, 0x0D: isInComment = false
            case 0x20, 0x09: break
            case UInt8(ascii: "#"): isInComment = true
            default: if !isInComment { return false }
            }
        }
        return true
    }

    /// Tabs in blank lines and before leading comments, which YAML allows but libyaml does not.
    private var leadingTabs: [Int] {
        var tabs: [Int] = []
        var isInComment = false
        for index in start..<count {
            switch source[index] {
            case 0x0A, 0x0D: isInComment = false
            case 0x09: if !isInComment { tabs.append(index) }
            case 0x20: break
            case UInt8(ascii: "#"): isInComment = true
            default:
                guard !isInComment else { continue }
                let lineStart = lineStart(of: index)
                return tabs.filter { $0 < lineStart }
            }
        }
        return tabs
    }

    private func lineStart(of index: Int) -> Int {
        (start..<index).last { source[$0] == 0x0A || source[$0] == 0x0D } ?? start
    }

    /// A copy for libyaml, if it does not accept the text as it is: an inner byte order mark is
    /// replaced by spaces at the end of the previous line, so that every character keeps its
    /// offset.
    func copyForLibYAML() -> UnsafeMutablePointer<UInt8>? {
        let tabs = leadingTabs
        guard innerByteOrderMark != nil || standIns != nil || !tabs.isEmpty else { return nil }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        copy.initialize(from: source, count: count)
        for tab in tabs { copy[tab] = 0x20 }
        standIns?.lend(to: UnsafeMutableBufferPointer(start: copy, count: count))
        guard let mark = innerByteOrderMark else { return copy }
        let lineBreak = mark >= 2 && source[mark - 2] == 0x0D && source[mark - 1] == 0x0A ? 2 : 1
        for offset in 0..<3 { copy[mark - lineBreak + offset] = 0x20 }
        for offset in 0..<lineBreak {
            copy[mark - lineBreak + 3 + offset] = source[mark - lineBreak + offset]
        }
        return copy
    }
}
