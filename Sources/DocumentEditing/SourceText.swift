import ConfigDocument

/// A source with its lines, for edits.
struct SourceText {
    let bytes: [UInt8]
    let comments: CommentSyntax
    /// The end of the first line, which may be the whole document.
    private let firstEnd: Int

    init(bytes: [UInt8], comments: CommentSyntax = .hash) {
        self.bytes = bytes
        self.comments = comments
        firstEnd = Self.nextBreak(from: 0, in: bytes)
    }

    subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// The start of the line that contains an offset.
    func lineStart(_ offset: Int) -> Int {
        let start = lastBreak(before: min(offset, bytes.count))
        // A byte order mark is not part of the line's text; it may also follow comments.
        return start + 3 <= offset && bytes[start...].starts(with: [0xEF, 0xBB, 0xBF])
            ? start + 3 : start
    }

    /// The end of the line that contains an offset, without its line break.
    func lineEnd(_ offset: Int) -> Int {
        offset <= firstEnd ? firstEnd : Self.nextBreak(from: offset, in: bytes)
    }

    private static func nextBreak(from offset: Int, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { bytes in
            var end = offset
            while end + 8 <= bytes.count,
                !hasBreak(bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
            {
                end += 8
            }
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            return end
        }
    }

    /// The offset after the last line break before an offset.
    private func lastBreak(before offset: Int) -> Int {
        if offset <= firstEnd { return 0 }
        return bytes.withUnsafeBytes { bytes in
            var start = offset
            while start >= 8,
                !Self.hasBreak(bytes.loadUnaligned(fromByteOffset: start - 8, as: UInt64.self))
            {
                start -= 8
            }
            while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
            return start
        }
    }

    /// True if one of eight bytes is a line break.
    private static func hasBreak(_ word: UInt64) -> Bool {
        func hasZero(_ word: UInt64) -> UInt64 {
            (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        }
        return hasZero(word ^ 0x0A0A_0A0A_0A0A_0A0A) | hasZero(word ^ 0x0D0D_0D0D_0D0D_0D0D) != 0
    }

    /// The start of the line after the one that ends at an offset; the end of the text if there is
    /// none.
    func afterBreak(_ lineEnd: Int) -> Int {
        if self[lineEnd] == 0x0D, self[lineEnd + 1] == 0x0A { return lineEnd + 2 }
        return min(lineEnd + 1, bytes.count)
    }

    /// The number of bytes between the start of the line and an offset: its column if only ASCII
    /// precedes it.
    func column(_ offset: Int) -> Int { offset - lineStart(offset) }

    private func isBreak(_ offset: Int) -> Bool { bytes[offset] == 0x0A || bytes[offset] == 0x0D }

    /// True if an offset is before the end of the text, and not at a line break.
    func isText(_ offset: Int) -> Bool { offset < bytes.count && !isBreak(offset) }

    func isBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    func isOnOneLine(_ range: Range<Int>) -> Bool {
        !bytes[range].contains { $0 == 0x0A || $0 == 0x0D }
    }

    /// The blanks at the start of the line that contains an offset.
    func indentation(_ offset: Int) -> [UInt8] {
        Array(bytes[lineStart(offset)...].prefix { $0 == 0x20 || $0 == 0x09 })
    }

    /// The end of a range without its trailing blanks.
    func trimmedEnd(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// The start of the comment that belongs to the content of a line: comment lines directly above
    /// it that are not indented further. The start of the line if there are none. A comment for
    /// editors of the whole file is not part of it.
    ///
    /// - Parameter end: the end of the preceding content.
    func commentStart(above offset: Int, below end: Int) -> Int {
        var start = lineStart(offset)
        while start > end {
            let isWide = start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D
            let breakStart = start - (isWide ? 2 : 1)
            guard let comment = lineComment(endingAt: breakStart, below: end),
                column(comment) <= column(offset),
                !Self.editorMarks.contains(where: { bytes[comment...].starts(with: $0) })
            else { break }
            start = lineStart(comment)
        }
        return start
    }

    private static let editorMarks = ["#!", "# yaml-language-server:", "#:schema"].map {
        Array($0.utf8)
    }

    /// The start of the comments between the beginning of a line and an offset in it, if there is
    /// nothing else; else the offset.
    func leadingComments(before offset: Int) -> Int {
        let start = skipBlanks(lineStart(offset))
        var end = start
        while end < offset {
            guard isComment(end) else { return offset }
            end = skipBlanks(commentEnd(end))
        }
        return end == offset ? start : offset
    }

    /// The start of the comment that is alone on its lines and ends with the line that ends at an
    /// offset; nil if that line has other content.
    private func lineComment(endingAt end: Int, below limit: Int) -> Int? {
        let line = lineStart(end)
        guard line >= limit else { return nil }
        let first = skipBlanks(line)
        if isComment(first), commentEnd(first) <= end {
            return isBlank(commentEnd(first)..<end) ? first : nil
        }
        // The last line of a comment that began above.
        let last = trimmedEnd(line..<end)
        guard comments == .slashes, last >= 2, bytes[last - 2] == UInt8(ascii: "*"),
            bytes[last - 1] == UInt8(ascii: "/")
        else { return nil }
        var start = last - 3
        while start > limit, !isComment(start) || self[start + 1] != UInt8(ascii: "*") {
            start -= 1
        }
        guard start >= limit, isComment(start), commentEnd(start) == last,
            isBlank(lineStart(start)..<start)
        else { return nil }
        return start
    }

    // MARK: Comments

    /// True if a comment begins at an offset, which must be between values.
    func isComment(_ offset: Int) -> Bool {
        switch comments {
        case .none: false
        case .hash: self[offset] == UInt8(ascii: "#")
        case .slashes:
            self[offset] == UInt8(ascii: "/")
                && (self[offset + 1] == UInt8(ascii: "/") || self[offset + 1] == UInt8(ascii: "*"))
        }
    }

    /// The end of the comment that begins at an offset.
    func commentEnd(_ offset: Int) -> Int {
        guard comments == .slashes, self[offset + 1] == UInt8(ascii: "*") else {
            return lineEnd(offset)
        }
        var end = offset + 2
        while end < bytes.count,
            self[end] != UInt8(ascii: "*") || self[end + 1] != UInt8(ascii: "/")
        {
            end += 1
        }
        return min(end + 2, bytes.count)
    }

    /// True if a range between values contains a comment.
    func hasComment(_ range: Range<Int>) -> Bool { range.contains(where: isComment) }

    /// The first offset, starting from another one, that is not a blank.
    func skipBlanks(_ offset: Int) -> Int {
        var end = offset
        while self[end] == 0x20 || self[end] == 0x09 { end += 1 }
        return end
    }

    /// The first line break of the source.
    var lineBreak: [UInt8] {
        guard self[firstEnd] == 0x0D else { return [0x0A] }
        return self[firstEnd + 1] == 0x0A ? [0x0D, 0x0A] : [0x0D]
    }
}

/// The replacement of a byte range.
struct SourcePatch {
    var range: Range<Int>
    var text: [UInt8]

    /// The source with all patches applied; nil if two of them overlap.
    ///
    /// Of several insertions at one offset, the earlier patch comes first.
    static func apply(_ patches: [SourcePatch], to source: [UInt8]) -> [UInt8]? {
        let sorted = patches.enumerated().sorted { left, right in
            let (a, b) = (left.element.range, right.element.range)
            return (a.lowerBound, a.isEmpty ? 0 : 1, left.offset)
                < (b.lowerBound, b.isEmpty ? 0 : 1, right.offset)
        }
        var result: [UInt8] = []
        result.reserveCapacity(source.count + patches.reduce(0) { $0 + $1.text.count })
        var position = 0
        for (_, patch) in sorted {
            guard patch.range.lowerBound >= position else { return nil }
            result += source[position..<patch.range.lowerBound]
            result += patch.text
            position = patch.range.upperBound
        }
        result += source[position...]
        return result
    }
}
