import ConfigDocument

/// The notation of single entries of a tape, determined from the tape and the source around them.
struct Notation {
    let text: SourceText
    let view: TapeView
    let format: DocumentFormat

    // MARK: YAML and JSON

    /// The node of an entry; for one with an anchor or a tag, it is wrong.
    func node(_ index: Int, isInFlow: Bool) -> YAMLNode {
        let range = view.sourceRange(index)
        return YAMLNode(
            style(index, range, isInFlow: isInFlow),
            range.lowerBound,
            range.lowerBound,
            range.upperBound
        )
    }

    private func style(_ index: Int, _ range: Range<Int>, isInFlow: Bool) -> YAMLNode.Style {
        let kind = view[index].kind
        let first = text[range.lowerBound]
        switch kind {
        case .object, .array:
            if format.isJSON { return .flow }
            if format == .toml { return isInline(index) ? .flow : .block }
            if text.isBracket(range.lowerBound) { return .flow }
            return isInFlow ? .barePair : .block
        case .string, .key:
            if format.isJSON { return kind == .string ? .quoted : .plain }
            guard !range.isEmpty else { return .plain }
            switch first {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return .quoted
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                return format == .yaml ? .literal : .plain
            default: return .plain
            }
        default: return .plain
        }
    }

    /// True if no alias, anchor or tag belongs to a key and its value, or to an element.
    ///
    /// - Parameter above: the preceding sibling.
    func isPlain(_ index: Int, in container: Int, behind above: Int?) -> Bool {
        guard format == .yaml else { return true }
        guard !view[index].has(TapeEntry.aliased) else { return false }
        let range = view.sourceRange(index)
        if view[index].kind == .key {
            guard !view[index + 1].has(TapeEntry.aliased) else { return false }
            let value = view.sourceRange(index + 1)
            return !hasProperties(from: text.lineStart(range.lowerBound), to: range.lowerBound)
                && !hasProperties(from: range.upperBound, to: value.lowerBound)
        }
        let start = above.map { view.sourceRange($0).upperBound } ?? view[container].offset
        return !hasProperties(from: start, to: range.lowerBound)
    }

    /// True if an anchor, a tag or the `?` of a key may be between two values.
    private func hasProperties(from start: Int, to end: Int) -> Bool {
        var offset = start
        while offset < end {
            switch text[offset] {
            case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
            case UInt8(ascii: "#"): offset = text.lineEnd(offset)
            default: offset += 1
            }
        }
        // An alias before the range has its text elsewhere.
        return start > end
    }

    // MARK: TOML

    /// True if a container of TOML is an inline table or array.
    private func isInline(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let offset = view[index].offset
        guard text.isBracket(offset) else { return false }
        if text[offset] == UInt8(ascii: "{") { return true }
        // The `[` of a header is the first of its line, and a key follows.
        return view[index].kind == .array && !isHeader(at: offset, index)
    }

    private func isHeader(at offset: Int, _ index: Int) -> Bool {
        guard view[index - 1].kind == .key else {
            return view[index].kind == .object
        }
        return view.sourceRange(index - 1).lowerBound > offset
    }

    /// True if the member with this value has a header, or is written within those of others.
    func hasHeader(_ value: Int, key: Int) -> Bool {
        let kind = view[value].kind
        guard kind == .object || kind == .array else { return false }
        let (offset, keyStart) = (view[value].offset, view.sourceRange(key).lowerBound)
        if offset > keyStart { return false }
        return offset < keyStart || text[statementStart(key)] == UInt8(ascii: "[")
    }

    /// The start of the statement or header that contains a key.
    func statementStart(_ key: Int) -> Int {
        text.skipBlanks(text.lineStart(view.sourceRange(key).lowerBound))
    }

    /// Nil if the notation of a table cannot be determined.
    func place(_ index: Int, key: Int?, isInFlow: Bool) -> TOMLPlace? {
        let range = view.sourceRange(index)
        guard format == .toml else { return TOMLPlace(.scalar, start: 0) }
        let kind = view[index].kind
        let start = key.map(statementStart) ?? range.lowerBound
        guard kind == .object || kind == .array else {
            return TOMLPlace(.scalar, start: start, end: range.upperBound)
        }
        guard index > 0 else { return TOMLPlace(.header, start: 0, end: directEnd(of: 0)) }
        let offset = view[index].offset
        if let key {
            let keyRange = view.sourceRange(key)
            if offset > keyRange.lowerBound { return inline(index, start, range) }
            if offset == keyRange.lowerBound {
                let isDotted = isInFlow || text[start] != UInt8(ascii: "[")
                return TOMLPlace(
                    isDotted ? .dotted : .implied,
                    start: start,
                    headerEnd: keyRange.upperBound,
                    end: keyRange.upperBound
                )
            }
            if kind == .array {
                return TOMLPlace(.tables, start: offset, headerEnd: keyRange.upperBound)
            }
        } else if isInFlow {
            return inline(index, start, range)
        }
        guard let end = headerEnd(offset) else { return nil }
        return TOMLPlace(
            .header,
            start: offset,
            headerEnd: end,
            end: max(end, directEnd(of: index))
        )
    }

    private func inline(_ index: Int, _ start: Int, _ range: Range<Int>) -> TOMLPlace {
        TOMLPlace(
            view[index].kind == .array ? .inlineArray : .inlineTable,
            start: start,
            end: range.upperBound
        )
    }

    /// The end of the last statement of a table.
    private func directEnd(of table: Int) -> Int {
        var end = 0
        var key = table + 1
        while key < view[table].endIndex {
            if !hasHeader(key + 1, key: key) {
                end = max(end, view.sourceRange(key + 1).upperBound)
            }
            key = view.next(after: key + 1)
        }
        return end
    }

    /// The end of the header that begins at an offset.
    private func headerEnd(_ start: Int) -> Int? {
        let brackets = text[start + 1] == UInt8(ascii: "[") ? 2 : 1
        var offset = start + brackets
        while text.isText(offset) {
            switch text[offset] {
            case UInt8(ascii: "]"): return offset + brackets
            case UInt8(ascii: "\""):
                offset += 1
                while text.isText(offset), text[offset] != UInt8(ascii: "\"") {
                    offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "'"):
                offset += 1
                while text.isText(offset), text[offset] != UInt8(ascii: "'") { offset += 1 }
            default: break
            }
            offset += 1
        }
        return nil
    }
}
