extension Document {
    /// The document with tidy white space: JSON indented by two, YAML without blanks at the ends of
    /// lines, without more than one empty line in a row, and with one line break at its end. Values,
    /// comments and order stay.
    package func tidied() -> Document {
        switch format {
        case .json: tidied(as: indented(root, by: 0) + [0x0A]) ?? self
        case .yaml:
            tidied(as: tidyLines(outside: [])) ?? tidied(as: tidyLines(outside: longTexts)) ?? self
        }
    }

    /// Nil where the text does not have this very value.
    private func tidied(as text: [UInt8]) -> Document? {
        guard let tidied = try? Document(parsing: text, as: format, named: name),
            ConfigValue(tidied.root) == ConfigValue(root)
        else { return nil }
        return tidied
    }

    /// JSON indented by two; what was on one line stays so.
    private func indented(_ cursor: Cursor, by indent: Int) -> [UInt8] {
        let range = cursor.sourceRange
        guard cursor.isObject || cursor.isArray, let open = source(range).first,
            let close = source(range).last
        else { return Array(source(range)) }
        let parts: [[UInt8]] =
            cursor.isArray
            ? cursor.elements.map { indented($0, by: indent + 2) }
            : cursor.members.map { member in
                JSONEmitter(indent: nil).emit(.string(member.key.text)) + [0x3A, 0x20]
                    + indented(member.value, by: indent + 2)
            }
        if parts.isEmpty { return [open, close] }
        let isOnOneLine = !source(range).contains { $0 == 0x0A || $0 == 0x0D }
        if isOnOneLine {
            let padding: [UInt8] = cursor.isObject ? [0x20] : []
            return [open] + padding + parts.joined(separator: [0x2C, 0x20]) + padding + [close]
        }
        let lineBreak = [0x0A] + [UInt8](repeating: 0x20, count: indent + 2)
        return [open] + lineBreak + parts.joined(separator: [0x2C] + lineBreak)
            + lineBreak.dropLast(2) + [close]
    }

    private func source(_ range: Range<Int>) -> [UInt8] { Array(storage.sourceBytes[range]) }

    /// Texts of several lines, in which blanks and empty lines are content.
    private var longTexts: [Range<Int>] {
        let text = SourceText(bytes: source)
        return (0..<storage.entryCount).compactMap { index in
            let view = storage.view
            guard view[index].kind == .string else { return nil }
            let range = view.sourceRange(index)
            return text.isOnOneLine(range) ? nil : range
        }
    }

    private func tidyLines(outside ranges: [Range<Int>]) -> [UInt8] {
        let text = SourceText(bytes: source)
        var result: [UInt8] = []
        var start = 0
        var emptyLines = 0
        while start < text.bytes.count {
            let end = text.lineEnd(start)
            let next = text.afterBreak(end)
            defer { start = next }
            if ranges.contains(where: { $0.lowerBound <= next && start < $0.upperBound }) {
                result += text.bytes[start..<next]
                emptyLines = 0
                continue
            }
            var line = text.bytes[start..<end]
            while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
            emptyLines = line.isEmpty ? emptyLines + 1 : 0
            if emptyLines > 1 || line.isEmpty && result.isEmpty { continue }
            result += line + [0x0A]
        }
        while result.count > 1, result.last == 0x0A, result[result.count - 2] == 0x0A {
            result.removeLast()
        }
        return result
    }
}
