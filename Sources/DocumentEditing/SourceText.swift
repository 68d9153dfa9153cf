import ConfigDocument

/// A source as lines, for edits.
struct SourceText {
    let bytes: [UInt8]
    let comments: CommentSyntax

    init(bytes: [UInt8], comments: CommentSyntax = .hash) {
        self.bytes = bytes
        self.comments = comments
    }

    subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// Start of the line that holds an offset.
    func lineStart(_ offset: Int) -> Int {
        var start = min(offset, bytes.count)
        while start > 0, !isBreak(start - 1) { start -= 1 }
        // A byte order mark is no part of the line's text; it may follow comments, too.
        return start + 3 <= offset && bytes[start...].starts(with: [0xEF, 0xBB, 0xBF])
            ? start + 3 : start
    }

    /// End of the line that holds an offset, without its line break.
    func lineEnd(_ offset: Int) -> Int {
        var end = offset
        while end < bytes.count, !isBreak(end) { end += 1 }
        return end
    }

    /// Start of the line after the one that ends at an offset, or the end of the text.
    func afterBreak(_ lineEnd: Int) -> Int {
        if self[lineEnd] == 0x0D, self[lineEnd + 1] == 0x0A { return lineEnd + 2 }
        return min(lineEnd + 1, bytes.count)
    }

    /// Bytes between the start of its line and an offset: its column where only ASCII precedes it.
    func column(_ offset: Int) -> Int { offset - lineStart(offset) }

    private func isBreak(_ offset: Int) -> Bool { bytes[offset] == 0x0A || bytes[offset] == 0x0D }

    /// Whether something other than a line break or the end of the text is at an offset.
    func isText(_ offset: Int) -> Bool { offset < bytes.count && !isBreak(offset) }

    func isBlank(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    func isOnOneLine(_ range: Range<Int>) -> Bool {
        !bytes[range].contains { $0 == 0x0A || $0 == 0x0D }
    }

    /// The blanks with which the line of an offset begins.
    func indentation(_ offset: Int) -> [UInt8] {
        Array(bytes[lineStart(offset)...].prefix { $0 == 0x20 || $0 == 0x09 })
    }

    /// The end of the text of a range, without blanks behind it.
    func trimmedEnd(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// Start of the comment that belongs to what begins a line: of its lines right above that are
    /// indented no further; else the start of the line. What tells an editor of the whole file is no
    /// part of it.
    ///
    /// - Parameter end: where what stands before it ends.
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

    /// The start of the comment that is alone in its lines and ends with the line that ends at an
    /// offset; nil where that line has something else.
    private func lineComment(endingAt end: Int, below limit: Int) -> Int? {
        let line = lineStart(end)
        guard line >= limit else { return nil }
        let first = skipBlanks(line)
        if isComment(first), commentEnd(first) <= end {
            return isBlank(commentEnd(first)..<end) ? first : nil
        }
        // The last line of one that began above.
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

    /// Whether a comment begins at an offset, if that is between values.
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

    /// Whether a range between values has a comment.
    func hasComment(_ range: Range<Int>) -> Bool { range.contains(where: isComment) }

    /// The first offset from another one on at which something other than blanks is.
    func skipBlanks(_ offset: Int) -> Int {
        var end = offset
        while self[end] == 0x20 || self[end] == 0x09 { end += 1 }
        return end
    }

    /// The line break that the source uses first.
    var lineBreak: [UInt8] {
        guard let index = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
            return [0x0A]
        }
        if bytes[index] == 0x0A { return [0x0A] }
        return self[index + 1] == 0x0A ? [0x0D, 0x0A] : [0x0D]
    }
}

/// The replacement of a byte range.
struct SourcePatch {
    var range: Range<Int>
    var text: [UInt8]

    /// The source with all patches applied, or nil where two of them overlap.
    ///
    /// Of insertions at one place the earlier patch comes first.
    static func apply(_ patches: [SourcePatch], to source: [UInt8]) -> [UInt8]? {
        let sorted = patches.enumerated().sorted { left, right in
            let (a, b) = (left.element.range, right.element.range)
            return (a.lowerBound, a.isEmpty ? 0 : 1, left.offset)
                < (b.lowerBound, b.isEmpty ? 0 : 1, right.offset)
        }
        var result: [UInt8] = []
        var position = 0
        for (_, patch) in sorted {
            guard patch.range.lowerBound >= position else { return nil }
            result += source[position..<patch.range.lowerBound]
            result += patch.text
            position = patch.range.upperBound
        }
        return result + source[position...]
    }
}
