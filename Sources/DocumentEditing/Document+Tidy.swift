package import ConfigDocument

extension Document {
    /// The document with tidy white space. JSON is indented by two. In other formats, blanks at the
    /// ends of lines are removed, empty lines are reduced to one in a row, and line breaks become
    /// LF, including one at the end; lines of JSON with comments are also indented by two for each
    /// bracket. Values, comments and order are preserved.
    package func tidied() -> Document {
        switch format {
        case .json: tidied(as: indented(root, by: 0, column: 0) + [0x0A]) ?? self
        case .jsonc:
            reindented(commentRanges()).flatMap { $0.tidied(as: $0.tidyLines(outside: [])) } ?? self
        case .yaml, .toml:
            tidied(as: tidyLines(outside: [])) ?? tidied(as: tidyLines(outside: longTexts)) ?? self
        }
    }

    /// Nil if the text has a different value.
    private func tidied(as text: [UInt8]) -> Document? {
        guard let tidied = try? Document(parsing: text, as: format, named: name),
            tidied.root.holds(DocumentValue(root))
        else { return nil }
        return tidied
    }

    /// The maximum width of a JSON collection on a single line.
    private static var width: Int { 80 }

    /// JSON indented by two. Except for the root, a collection that was on one line stays on one
    /// line if it fits.
    ///
    /// - Parameter column: the column of the value.
    private func indented(_ cursor: Cursor, by indent: Int, column: Int) -> [UInt8] {
        let range = cursor.sourceRange
        guard cursor.isObject || cursor.isArray, let open = source(range).first,
            let close = source(range).last
        else { return Array(source(range)) }
        if cursor.count == 0 { return [open, close] }
        let isOnOneLine = !source(range).contains { $0 == 0x0A || $0 == 0x0D }
        if isOnOneLine, cursor.index > 0 {
            let line = oneLine(cursor)
            if column + line.count < Self.width { return line }
        }
        let parts: [[UInt8]] =
            cursor.isArray
            ? cursor.elements.map { indented($0, by: indent + 2, column: indent + 2) }
            : cursor.members.map { member in
                let key = key(member.key)
                return key
                    + indented(member.value, by: indent + 2, column: indent + 2 + key.count)
            }
        let lineBreak = [0x0A] + [UInt8](repeating: 0x20, count: indent + 2)
        return [open] + lineBreak + parts.joined(separator: [0x2C] + lineBreak)
            + lineBreak.dropLast(2) + [close]
    }

    private func oneLine(_ cursor: Cursor) -> [UInt8] {
        if cursor.isArray {
            return [0x5B] + cursor.elements.map(oneLine).joined(separator: [0x2C, 0x20]) + [0x5D]
        }
        guard cursor.isObject else { return source(cursor.sourceRange) }
        if cursor.count == 0 { return [0x7B, 0x7D] }
        let members = cursor.members.map { key($0.key) + oneLine($0.value) }
        return [0x7B, 0x20] + members.joined(separator: [0x2C, 0x20]) + [0x20, 0x7D]
    }

    private func key(_ key: Cursor.Key) -> [UInt8] {
        JSONEmitter(indent: nil).emit(.string(key.text)) + [0x3A, 0x20]
    }

    private func source(_ range: Range<Int>) -> [UInt8] { Array(storage.sourceBytes[range]) }

    /// Multi-line strings, in which blanks and empty lines are content.
    private var longTexts: [Range<Int>] {
        let text = SourceText(bytes: source, comments: format.comments)
        let ranges = (0..<storage.entryCount).compactMap { index -> Range<Int>? in
            let view = storage.view
            guard view[index].kind == .string else { return nil }
            let range = withKeptLines(view.sourceRange(index), text)
            return text.isOnOneLine(range) ? nil : range
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The range of a string, extended by the empty lines after it that belong to it: `|+` and
    /// `>+`.
    private func withKeptLines(_ range: Range<Int>, _ text: SourceText) -> Range<Int> {
        guard keepsLines(range, text) else { return range }
        var end = range.upperBound
        while end < text.bytes.count, text.bytes[end] <= 0x20 { end += 1 }
        return range.lowerBound..<end
    }

    private func keepsLines(_ range: Range<Int>, _ text: SourceText) -> Bool {
        let header = text.bytes[range].prefix { $0 > 0x20 }
        let isBlock = header.first == UInt8(ascii: "|") || header.first == UInt8(ascii: ">")
        return isBlock && header.contains(UInt8(ascii: "+"))
    }

    /// JSON with comments, with its lines indented by two for each open bracket. Multi-line
    /// comments move as a whole.
    private func reindented(_ comments: [Range<Int>]) -> Document? {
        let text = SourceText(bytes: source, comments: .slashes)
        var comments = comments[...]
        var result: [UInt8] = []
        var depth = 0
        var isInString = false
        var start = 0
        // The displacement of the lines of an open comment.
        var shift = 0
        while start < text.bytes.count {
            let end = text.lineEnd(start)
            let first = text.skipBlanks(start)
            while let comment = comments.first, comment.upperBound <= start {
                comments.removeFirst()
            }
            let isInComment = comments.first.map { $0.lowerBound < start } ?? false
            let closes = text[first] == UInt8(ascii: "}") || text[first] == UInt8(ascii: "]")
            if !isInComment { shift = 2 * max(0, depth - (closes ? 1 : 0)) - (first - start) }
            let indent = text.isText(first) ? max(0, first - start + shift) : 0
            result +=
                [UInt8](repeating: 0x20, count: indent) + text.bytes[min(first, end)..<end] + [0x0A]
            var offset = start
            while offset < end {
                if let comment = comments.first(where: { $0.contains(offset) }) {
                    offset = comment.upperBound
                    continue
                }
                switch text[offset] {
                case UInt8(ascii: "\\") where isInString: offset += 1
                case UInt8(ascii: "\""): isInString.toggle()
                case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString:
                    depth += 1
                case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString:
                    depth -= 1
                default: break
                }
                offset += 1
            }
            start = text.afterBreak(end)
        }
        return tidied(as: result)
    }

    private func tidyLines(outside ranges: [Range<Int>]) -> [UInt8] {
        var ranges = ranges[...]
        let text = SourceText(bytes: source, comments: format.comments)
        var result: [UInt8] = []
        var start = 0
        var emptyLines = 0
        // The end of the text that must stay at the end of the document.
        var kept = 1
        while start < text.bytes.count {
            let end = text.lineEnd(start)
            let next = text.afterBreak(end)
            defer { start = next }
            while let first = ranges.first, first.upperBound <= start { ranges.removeFirst() }
            if let first = ranges.first, first.lowerBound <= next {
                result += text.bytes[start..<end]
                if next > end { result.append(0x0A) }
                emptyLines = 0
                if keepsLines(first, text) { kept = result.count }
                continue
            }
            var line = text.bytes[start..<end]
            while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
            emptyLines = line.isEmpty ? emptyLines + 1 : 0
            if emptyLines > 1 || line.isEmpty && result.isEmpty { continue }
            result += line + [0x0A]
        }
        while result.count > kept, result.last == 0x0A, result[result.count - 2] == 0x0A {
            result.removeLast()
        }
        return result
    }
}
