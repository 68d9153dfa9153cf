import ConfigDocument

/// New elements of a flow collection.
struct FlowInsertions {
    var front: [FlowText] = []
    /// The texts by the position of the element that they follow.
    var behind: [Int: [FlowText]] = [:]
}

/// The text of a new element, below the comments that belong to it.
struct FlowText {
    var bytes: [UInt8]
    /// The comment that follows it, behind its comma.
    var comment: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// True if the text takes whole lines.
    var needsLines: Bool { !comment.isEmpty || bytes.contains(0x0A) }

    /// Elements that begin after a gap each, and have a comma if another one follows.
    static func joined(_ texts: [FlowText], by gap: [UInt8], isFollowed: Bool) -> [UInt8] {
        var result: [UInt8] = []
        for (position, text) in texts.enumerated() {
            result += gap + text.bytes
            if isFollowed || position + 1 < texts.count { result += [0x2C] }
            if !text.comment.isEmpty { result += [0x20] + text.comment }
        }
        return result
    }
}

/// Insertion and removal of elements in flow collections, each with the comment at the end of its
/// line.
extension SourceEditor {
    mutating func arrange(
        _ elements: [FlowElement],
        kept: [Bool],
        _ insertions: FlowInsertions,
        in collection: YAMLNode,
        _ style: FlowStyle
    ) {
        if !insertions.front.isEmpty, let first = elements.first {
            insert(insertions.front, before: first, in: collection, style)
        }
        let lastKept = kept.lastIndex(of: true) ?? -1
        let hasTrailingComma = elements.last.flatMap { comma(behind: $0, collection.end) } != nil
        for (position, texts) in insertions.behind {
            let isLast = position + 1 == elements.count
            insert(
                texts,
                behind: elements[position],
                isLast: isLast,
                next: isLast ? collection.end - 1 : elements[position + 1].first,
                isFollowed: position < lastKept || hasTrailingComma,
                style
            )
        }
        var position = 0
        while position < elements.count {
            guard !kept[position] else {
                position += 1
                continue
            }
            let start = position
            while position < elements.count, !kept[position] { position += 1 }
            remove(
                elements[start..<position],
                behind: start > 0 ? elements[start - 1] : nil,
                before: position < elements.count ? elements[position] : nil,
                start: collection.start,
                end: collection.end - 1,
                keepsComma: insertions.behind[start - 1] != nil
            )
        }
    }

    // MARK: Coming

    /// Comments on the lines above the first element stay with it.
    private mutating func insert(
        _ texts: [FlowText],
        before first: FlowElement,
        in collection: YAMLNode,
        _ style: FlowStyle
    ) {
        let lineStart = text.lineStart(first.first)
        var place = lineStart
        while place > collection.start {
            let above = text.lineStart(place - 1)
            guard above > collection.start, text.isComment(text.skipBlanks(above)) else { break }
            place = above
        }
        guard lineStart > collection.start, text.isBlank(lineStart..<first.first) else {
            let new = texts.map { $0.bytes + style.separator }
            return patch(first.first..<first.first, Array(new.joined()))
        }
        let lines = texts.map {
            text.indentation(first.first) + $0.bytes + [0x2C] + self.style.lineBreak
        }
        patch(place..<place, Array(lines.joined()))
    }

    private mutating func insert(
        _ texts: [FlowText],
        behind element: FlowElement,
        isLast: Bool,
        next: Int,
        isFollowed: Bool,
        _ style: FlowStyle
    ) {
        let comma = comma(behind: element, next)
        let lineEnd = commentEnd(behind: element, comma)
        // A comment before the comma, or before the end, is that of the element.
        let end = lineEnd ?? lastCommentEnd(behind: element, before: isLast ? next : comma ?? next)
        let isBehindComma = comma.map { $0 < end } ?? false
        guard lineEnd != nil || texts.contains(where: \.needsLines) else {
            let new = Array(texts.map(\.bytes).joined(separator: style.separator))
            return patch(
                end..<end,
                isBehindComma ? [0x20] + new + (isFollowed ? [0x2C] : []) : style.separator + new
            )
        }
        // The comment ends the line, or the new text takes lines of its own.
        let start = lineEnd ?? max(end, (comma ?? end - 1) + 1)
        let hasComma = comma.map { $0 < start } ?? false
        if !hasComma { patch(element.end..<element.end, [0x2C]) }
        let isAlone = text.isBlank(text.lineStart(element.first)..<element.first)
        let outer = text.indentation(element.first)
        let line = self.style.lineBreak + outer + (isAlone ? [] : style.indentUnit)
        let new = FlowText.joined(texts, by: line, isFollowed: hasComma && isFollowed)
        guard lineEnd == nil else { return patch(start..<start, new) }
        let rest = text.skipBlanks(start)
        let breaks = text.isText(rest)
        patch(
            start..<(breaks ? rest : start),
            new + (breaks ? isLast ? self.style.lineBreak + outer : line : [])
        )
    }

    // MARK: Going

    private mutating func remove(
        _ run: ArraySlice<FlowElement>,
        behind previous: FlowElement?,
        before next: FlowElement?,
        start: Int,
        end: Int,
        keepsComma: Bool
    ) {
        guard let first = run.first, let last = run.last else { return }
        let between = (previous?.end ?? first.first)..<(next?.first ?? end)
        let above = previous.map { tailEnd(of: $0, before: first.first) } ?? start + 1
        let head = text.leadingComments(before: first.first)
        let isAlone = text.isBlank(text.lineStart(head)..<head)
        let comment = isAlone ? text.commentStart(above: head, below: above) : head
        let hasHead = head < first.first || comment < text.lineStart(head)
        guard hasHead || hasComment(between, outside: run) else {
            if let next { return patch(first.first..<next.first, []) }
            if let previous { return patch(previous.end..<last.end, []) }
            return
        }
        let lastEnd = tailEnd(of: last, before: next?.first ?? end)
        if let next {
            let comma = comma(behind: last, next.first) ?? lastEnd
            if comma >= lastEnd || text.isOnOneLine(lastEnd..<next.first) {
                return patch(head..<next.first, [])
            }
        }
        if next == nil, let previous, !keepsComma, comma(behind: last, end) == nil,
            let comma = comma(behind: previous, first.first)
        {
            patch(comma..<comma + 1, [])
        }
        removeLines(from: head, to: lastEnd, with: comment)
    }

    /// Removes a range, and its line if nothing else is on it, with the comment above.
    mutating func removeLines(from start: Int, to end: Int, with comment: Int? = nil) {
        let lineStart = text.lineStart(start)
        let endsLine = blankEnd(end) == end && !text.isText(end)
        if endsLine, text.isBlank(lineStart..<start) {
            return patch(min(comment ?? lineStart, lineStart)..<text.afterBreak(end), [])
        }
        var start = start
        if endsLine {
            while start > lineStart, text[start - 1] == 0x20 || text[start - 1] == 0x09 {
                start -= 1
            }
        }
        patch(start..<end, [])
    }

    /// Records that an element reappears elsewhere without the comments that it had here.
    mutating func noteMove(
        of old: DocumentValue,
        _ range: Range<Int>,
        _ alignment: ArrayAlignment,
        _ new: [DocumentValue],
        _ path: DocumentPath
    ) {
        let returns = alignment.insertions.joined().contains { new[$0] == old }
        guard returns else { return }
        let start = text.commentStart(above: range.lowerBound, below: 0)
        if text.hasComment(start..<text.lineEnd(range.upperBound)) { note(.reformatted, path) }
    }

    // MARK: Between elements

    /// The end of an element with its comma and the comment after it on its line.
    func tailEnd(of element: FlowElement, before next: Int) -> Int {
        let comma = comma(behind: element, next)
        return commentEnd(behind: element, comma)
            ?? blankEnd((comma ?? element.end - 1) + 1)
    }

    /// The end of the line in which an element ends, if a comment follows it there.
    private func commentEnd(behind element: FlowElement, _ comma: Int?) -> Int? {
        var offset = element.end
        var hasComment = false
        while true {
            if text.isComment(offset) {
                hasComment = true
                offset = text.commentEnd(offset)
                continue
            }
            switch text[offset] {
            case 0x20, 0x09: offset += 1
            case UInt8(ascii: ",") where offset == comma: offset += 1
            default: return hasComment && !text.isText(offset) ? offset : nil
            }
        }
    }

    /// The end of the last comment after an element on its line; the element's own end if there is
    /// none.
    private func lastCommentEnd(behind element: FlowElement, before next: Int) -> Int {
        var end = element.end
        var offset = element.end
        while offset < next, text.isText(offset) {
            if text.isComment(offset) {
                offset = text.commentEnd(offset)
                end = offset
            } else {
                offset += 1
            }
        }
        return end
    }

    /// The comma after an element.
    private func comma(behind element: FlowElement, _ next: Int) -> Int? {
        var offset = element.end
        while offset < next {
            if text.isComment(offset) {
                offset = text.commentEnd(offset)
                continue
            }
            switch text[offset] {
            case UInt8(ascii: ","): return offset
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return nil
            }
        }
        return nil
    }

    /// True if a range contains a comment outside of elements.
    private func hasComment(_ range: Range<Int>, outside elements: ArraySlice<FlowElement>) -> Bool
    {
        var start = range.lowerBound
        for element in elements {
            if text.hasComment(start..<max(start, element.first)) { return true }
            start = max(start, element.end)
        }
        return text.hasComment(start..<max(start, range.upperBound))
    }
}
