import ConfigDocument

/// Replaces values, in the notation that their place requires.
extension SourceEditor {
    /// Replaces the value at `index`.
    mutating func replace(
        _ index: Int,
        with new: DocumentValue,
        in slot: Slot
    ) throws(Unpatchable) {
        let node = node(index)
        let keepsProperties = keepsProperties(index, new)
        if !keepsProperties { loseAnchors(in: index..<view.next(after: index)) }
        let start = keepsProperties ? node.start : node.first
        switch slot {
        case .root: try replaceRoot(index, with: new)
        case .flow(let flow):
            try replaceInFlow(start..<node.end, with: flowText(new, flow, at: index))
        case .member(let colon, let indent):
            var output = YAMLOutput(style: style)
            if let scalar = sameQuotes(new, as: node) {
                output.put(" \(scalar)")
            } else {
                output.writeMemberValue(new, indent: indent, column: text.column(colon) + 2)
            }
            replaceInBlock(index, by: new, start: start, behind: colon, with: output.bytes)
        case .item(let dash, let indent):
            var output = YAMLOutput(style: style)
            if let scalar = sameQuotes(new, as: node) {
                output.put("- \(scalar)")
            } else {
                output.writeItem(new, indent: indent)
            }
            let text = Array(output.bytes.dropFirst())
            replaceInBlock(index, by: new, start: start, behind: dash, with: text)
        case .statement: try replaceStatement(index, with: new)
        }
    }

    /// An anchor before a scalar is kept if the new value is a scalar; a tag would not fit it.
    private func keepsProperties(_ index: Int, _ new: DocumentValue) -> Bool {
        let node = node(index)
        guard node.first < node.start else { return false }
        switch (view[index].kind, new) {
        case (.object, _), (.array, _), (_, .object), (_, .array): return false
        default: return !text.bytes[node.first..<node.start].contains(UInt8(ascii: "!"))
        }
    }

    /// A single-line string in the same quotes as the previous one.
    func sameQuotes(_ new: DocumentValue, as node: YAMLNode) -> String? {
        guard !format.isJSON, node.style == .quoted, case .string(let string) = new,
            !string.utf8.contains(0x0A)
        else { return nil }
        if format == .toml {
            let isLiteral = text[node.start] == UInt8(ascii: "'")
            return isLiteral ? TOMLText.literal(string) : TOMLText.basic(string)
        }
        if text[node.start] == UInt8(ascii: "\"") { return YAMLText.doubleQuoted(string) }
        return string.unicodeScalars.allSatisfy(VisibleText.contains)
            ? YAMLText.singleQuoted(string) : nil
    }

    private mutating func replaceRoot(_ index: Int, with new: DocumentValue) throws(Unpatchable) {
        let node = node(index)
        if format == .toml { throw Unpatchable() }
        if format.isJSON {
            var flow = FlowStyle(document: text)
            guard node.start == node.end, !text.bytes.isEmpty else {
                return patch(node.start..<node.end, flowText(new, flow, at: index))
            }
            // There are only comments: the first value is inserted below them.
            flow.indentUnit = [0x20, 0x20]
            let end = text.bytes.count
            let isOpen = text.lineStart(end) != end
            let value = jsonText(new, flow, indentation: [])
            return patch(end..<end, (isOpen ? style.lineBreak : []) + value + style.lineBreak)
        }
        var output = YAMLOutput(style: style)
        output.writeRoot(new)
        if node.start == node.end {
            // There is no value yet: the new one is inserted below the comments.
            let end = endOfComments(from: node.start)
            let isOpen = text.lineStart(end) != end
            patch(end..<end, (isOpen ? style.lineBreak : []) + output.bytes + style.lineBreak)
        } else {
            patch(node.first..<node.end, output.bytes)
        }
    }

    /// The end of a document without a value: the line `...`, or the end of the text.
    private func endOfComments(from start: Int) -> Int {
        var line = text.lineStart(start)
        while line < text.bytes.count, !isDocumentEnd(line) {
            line = text.afterBreak(text.lineEnd(line))
        }
        return line
    }

    private func isDocumentEnd(_ line: Int) -> Bool {
        text.bytes[line...].starts(with: "...".utf8) && text[line + 3] <= 0x20
    }

    /// Replaces the value after a colon or dash. The first line of the new text replaces the value;
    /// further lines are inserted below that line and its comment.
    private mutating func replaceInBlock(
        _ index: Int,
        by new: DocumentValue,
        start: Int,
        behind indicator: Int,
        with replacement: [UInt8]
    ) {
        let node = node(index)
        let split = replacement.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? replacement.count
        let head = Array(replacement[..<split].drop { $0 == 0x20 })
        let tail = Array(replacement[split...])
        let after = indicator + 1
        if isBelow(node, indicator) {
            if start < node.start, text.lineStart(start) == text.lineStart(indicator) {
                patch(
                    after..<text.trimmedEnd(after..<max(after, propertiesEnd(start))),
                    spaced(head)
                )
            } else {
                patch(after..<blankEnd(after), spaced(head))
            }
            let lines = text.lineEnd(indicator)..<text.lineEnd(node.end)
            patch(lines, commentLines(in: lines, of: index, keptBy: new) + tail)
        } else if node.style == .literal {
            var headerEnd = node.start
            while headerEnd < node.end, text[headerEnd] > 0x20 { headerEnd += 1 }
            patch((head.isEmpty ? after : start)..<headerEnd, head)
            let lineEnd = text.lineEnd(node.start)
            patch(min(lineEnd, node.end)..<node.end, tail)
        } else if start == node.end {
            patch(after..<blankEnd(after), spaced(head))
            let lineEnd = text.lineEnd(after)
            if !tail.isEmpty { patch(lineEnd..<lineEnd, tail) }
        } else {
            // If nothing remains on the line, the space or the line is removed as well.
            let isSameLine = text.lineStart(start) == text.lineStart(indicator)
            let lineEnd = text.lineEnd(node.end)
            if head.isEmpty, !isSameLine, text.isBlank(node.end..<lineEnd) {
                return patch(text.lineStart(start)..<lineEnd, Array(tail.drop { $0 < 0x20 }))
            }
            patch((head.isEmpty && isSameLine ? after : start)..<node.end, head)
            if !tail.isEmpty { patch(lineEnd..<lineEnd, tail) }
        }
    }

    /// True if comments inside a collection are lost when another value replaces it as a whole.
    func losesComments(_ index: Int, to new: DocumentValue, in slot: Slot) -> Bool {
        let node = node(index)
        guard view[index].kind == .object || view[index].kind == .array else { return false }
        guard let indicator = slot.indicator, isBelow(node, indicator) else {
            return !comments(in: node.start..<node.end, of: index).isEmpty
        }
        let range = text.lineEnd(indicator)..<text.lineEnd(node.end)
        let comments = comments(in: range, of: index, besides: new)
        return isCollection(new) ? !comments.allSatisfy(isAlone) : !comments.isEmpty
    }

    /// The comments on lines of their own inside a collection, which are kept when another
    /// collection, or an empty one, replaces it.
    private func commentLines(
        in range: Range<Int>,
        of index: Int,
        keptBy new: DocumentValue
    ) -> [UInt8] {
        guard isCollection(new) else { return [] }
        let lines = comments(in: range, of: index, besides: new).filter(isAlone).map { start in
            style.lineBreak + text.bytes[text.lineStart(start)..<text.lineEnd(start)]
        }
        return Array(lines.joined())
    }

    /// The starts of the comments in a collection, without those that belong to elements if all
    /// elements are removed.
    private func comments(in range: Range<Int>, of index: Int, besides new: DocumentValue) -> [Int]
    {
        var comments = comments(in: range, of: index)[...]
        guard new.object?.isEmpty ?? new.array?.isEmpty ?? false else { return Array(comments) }
        var kept: [Int] = []
        var end = range.lowerBound
        var inner = index + 1
        while inner < view[index].endIndex {
            let value = view[index].kind == .object ? inner + 1 : inner
            let start = text.commentStart(above: node(inner).first, below: end)
            end = text.lineEnd(node(value).end)
            kept += comments.prefix { $0 < start }
            comments = comments.drop { $0 < end }
            inner = view.next(after: value)
        }
        return kept + comments
    }

    /// The starts of the comments in a range that contains only the value at `index`.
    func comments(in range: Range<Int>, of index: Int) -> [Int] {
        var scalars = (index..<view.next(after: index)).filter(isScalar).map(node)[...]
        var starts: [Int] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            while let first = scalars.first, first.end <= offset { scalars.removeFirst() }
            if let first = scalars.first, first.start <= offset {
                offset = first.end
            } else if text.isComment(offset),
                format != .yaml || offset == 0 || text[offset - 1] <= 0x20
            {
                starts.append(offset)
                offset = text.commentEnd(offset)
            } else {
                offset += 1
            }
        }
        return starts
    }

    /// True if a comment is on a line of its own.
    private func isAlone(_ comment: Int) -> Bool {
        text.isBlank(text.lineStart(comment)..<comment)
    }

    private func isCollection(_ value: DocumentValue) -> Bool {
        value.object != nil || value.array != nil
    }

    /// True if a block collection begins on a line below its colon or dash.
    private func isBelow(_ node: YAMLNode, _ indicator: Int) -> Bool {
        node.style == .block && text.lineStart(node.start) != text.lineStart(indicator)
    }

    private func isScalar(_ index: Int) -> Bool {
        switch view[index].kind {
        case .object, .array, .end: false
        default: node(index).style != .copied
        }
    }

    /// The end of the line if only blanks follow the offset, else the offset.
    func blankEnd(_ offset: Int) -> Int {
        var end = offset
        while text[end] == 0x20 || text[end] == 0x09 { end += 1 }
        return text.isText(end) ? offset : end
    }

    private func spaced(_ head: [UInt8]) -> [UInt8] { head.isEmpty ? [] : [0x20] + head }

    /// The end of the anchor and tag that begin at an offset, on the same line.
    private func propertiesEnd(_ start: Int) -> Int {
        var end = start
        while end < text.lineEnd(start) {
            if text[end] <= 0x20, text[end + 1] != UInt8(ascii: "&"),
                text[end + 1] != UInt8(ascii: "!")
            {
                break
            }
            end += 1
        }
        return end
    }
}
