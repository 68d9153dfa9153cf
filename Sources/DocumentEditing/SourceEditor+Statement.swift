import ConfigDocument

/// TOML statements: `key = value` on one or more lines of its own.
extension SourceEditor {
    func place(_ index: Int) -> TOMLPlace { layout.places[index] }

    /// Replaces the value after the equals sign.
    mutating func replaceStatement(_ index: Int, with new: DocumentValue) throws(Unpatchable) {
        let node = node(index)
        switch place(index).role {
        case .scalar, .inlineArray, .inlineTable: break
        case .header, .implied, .dotted, .tables: throw Unpatchable()
        }
        patch(node.start..<node.end, statementText(new, inPlaceOf: index))
    }

    /// A string in the same quotes as the previous one; a date or time without quotes if that one
    /// had none.
    private func statementText(_ new: DocumentValue, inPlaceOf index: Int) -> [UInt8] {
        let node = node(index)
        if case .string(let string) = new, view[index].kind == .string {
            if node.style == .plain, isDate(string) { return Array(string.utf8) }
            let quotes = text.bytes[node.start..<min(node.start + 3, node.end)]
            let isLong = quotes.elementsEqual("\"\"\"".utf8) || quotes.elementsEqual("'''".utf8)
            if !isLong, let text = sameQuotes(new, as: node) { return Array(text.utf8) }
        }
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeValue(new, column: text.column(node.start))
        return output.bytes
    }

    private func isDate(_ string: String) -> Bool {
        let document = try? Document(parsing: "a = \(string)", as: .toml)
        guard let value = document?.root["a"], document?.root.count == 1 else { return false }
        return value.string == string && value.sourceRange.count == string.utf8.count
    }

    /// Removes a statement with the comment on its line and the one directly above.
    mutating func removeStatement(key: Int, value: Int) throws(Unpatchable) {
        let start = place(key).start
        guard text.isBlank(text.lineStart(start)..<start) else { throw Unpatchable() }
        let lineEnd = text.lineEnd(node(value).end)
        patch(commentStart(above: start)..<text.afterBreak(lineEnd), [])
    }

    /// A new statement with the indentation of the others in its table.
    func statement(_ key: String, _ value: DocumentValue, indentation: [UInt8]) -> [UInt8] {
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeStatement(key, value)
        return indentation + output.bytes
    }

    /// Inserts whole lines after the line of an offset.
    mutating func insertLines(_ lines: [UInt8], behind offset: Int) {
        let next = text.afterBreak(text.lineEnd(offset))
        let isOpen = next > 0 && next == text.bytes.count && text.lineStart(next) != next
        patch(next..<next, (isOpen ? style.lineBreak : []) + lines)
    }

    // MARK: Comments

    /// The start of the comment that belongs to the statement at an offset.
    func commentStart(above offset: Int) -> Int {
        text.commentStart(above: offset, below: end(before: offset))
    }

    /// The end of the last value or header before an offset: text above that looks like a comment
    /// is part of a string.
    private func end(before offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? ends[low - 1] : 0
    }

    /// The end of the statement or header at an offset: the end of its line, including comments
    /// below it that nothing else follows.
    func bodyEnd(_ offset: Int) -> Int {
        let lineEnd = text.afterBreak(text.lineEnd(offset))
        var end = lineEnd
        while end < text.bytes.count, text.isComment(text.skipBlanks(end)) {
            end = text.afterBreak(text.lineEnd(end))
        }
        let isOfNext = end < text.bytes.count && text.isText(text.skipBlanks(end))
        return isOfNext ? lineEnd : end
    }

    /// The text without the trailing empty lines that a removed table leaves.
    func withoutBlankEnd(_ edited: [UInt8]) -> [UInt8] {
        func blankLines(_ bytes: [UInt8]) -> Int {
            bytes.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.filter { $0 == 0x0A }.count
        }
        var edited = edited
        var surplus = blankLines(edited) - max(1, blankLines(text.bytes))
        while surplus > 0 {
            edited.removeLast()
            if edited.last == 0x0D { edited.removeLast() }
            surplus -= 1
        }
        return edited
    }
}
