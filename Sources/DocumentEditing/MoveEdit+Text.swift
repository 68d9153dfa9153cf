import ConfigDocument

/// The text of moved members: lines of block mappings, elements of flow collections.
extension MoveEdit {
    mutating func write(_ pieces: [Piece], at target: Target) throws(GivenUp) {
        if node(target.object).style == .block {
            let region = try region(of: target.key, in: target.object)
            let column = text.column(node(target.object).start)
            var lines = target.isInstead ? try remainder(target.key, region, column) : []
            for piece in pieces { lines += try self.lines(piece, at: column) }
            if target.isInstead, region.isBehindDash { lines.removeFirst(column) }
            let range =
                target.isInstead ? region.range : region.range.upperBound..<region.range.upperBound
            patches.append(SourcePatch(range: range, text: lines))
        } else {
            let range = elementRange(target.key)
            let flow = FlowStyle(
                of: keys(of: target.object).map(element(ofKey:)),
                in: node(target.object),
                text: text
            )
            let indentation = text.indentation(range.lowerBound)
            var written: [[UInt8]] = []
            for piece in pieces { written.append(try self.flow(piece, flow, indentation)) }
            let joined = Array(written.joined(separator: flow.separator))
            patches.append(
                target.isInstead
                    ? SourcePatch(range: range, text: joined)
                    : SourcePatch(
                        range: range.upperBound..<range.upperBound,
                        text: flow.separator + joined
                    )
            )
        }
    }

    /// The remainder of an object that is replaced by its members: its comments.
    private func remainder(_ key: Int, _ region: Region, _ column: Int) throws(GivenUp) -> [UInt8] {
        // An object that moves itself keeps its comments.
        if leaving.contains(key) { return [] }
        let lineStart = max(region.range.lowerBound, text.lineStart(region.start))
        var lines = Array(text.bytes[region.range.lowerBound..<lineStart])
        let end = text.lineEnd(region.start)
        if node(key + 1).style == .block, node(key + 1).start > end,
            let comment = text.bytes[node(key).end..<end].firstIndex(of: UInt8(ascii: "#"))
        {
            lines += blanks(column) + text.bytes[comment..<end] + style.lineBreak
        }
        return lines
    }

    private func lines(_ piece: Piece, at column: Int) throws(GivenUp) -> [UInt8] {
        switch piece {
        case .object(let name, let inner):
            var lines = blanks(column) + Array(YAMLText.scalar(name, inFlow: false).utf8)
            lines += [UInt8(ascii: ":")] + style.lineBreak
            for piece in inner { lines += try self.lines(piece, at: column + style.step) }
            return lines
        case .member(let member):
            guard node(member.object).style == .block else {
                return blanks(column) + (try flowText(of: member, [])) + style.lineBreak
            }
            let region = try region(of: member.key, in: member.object)
            let key = node(member.key)
            let bytes =
                (region.isBehindDash ? blanks(region.column) : [])
                + text.bytes[region.range.lowerBound..<key.start] + name(of: member)
                + text.bytes[key.end..<region.range.upperBound]
            return indented(Array(bytes), from: region.column, to: column)
        }
    }

    private func indented(_ bytes: [UInt8], from old: Int, to new: Int) -> [UInt8] {
        let lines = SourceText(bytes: bytes)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let next = lines.afterBreak(lines.lineEnd(position))
            let line = bytes[position..<next]
            let hasText = line.contains { $0 > 0x20 }
            let blank = line.prefix { $0 == 0x20 }.count
            if hasText { result += blanks(new + max(0, blank - old)) }
            result += hasText ? line.dropFirst(blank) : line
            position = next
        }
        return result
    }

    private func blanks(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

    private func flow(
        _ piece: Piece,
        _ style: FlowStyle,
        _ indentation: [UInt8]
    ) throws(GivenUp) -> [UInt8] {
        switch piece {
        case .member(let member):
            guard node(member.object).style != .block else { throw GivenUp() }
            return try flowText(of: member, indentation)
        case .object(let name, let inner):
            let key =
                format.isJSON
                ? DocumentValue.string(name).encoded(as: .json).filter { $0 >= 0x20 }
                : Array(YAMLText.scalar(name, inFlow: true).utf8)
            let isMultiLine = style.isMultiLine && format.isJSON
            let line = isMultiLine ? self.style.lineBreak + indentation : []
            let unit = isMultiLine ? style.indentUnit : []
            var parts: [[UInt8]] = []
            for piece in inner { parts.append(try flow(piece, style, indentation + unit)) }
            let separator =
                isMultiLine ? [0x2C] + line + unit : [0x2C] + (style.isSpaced ? [0x20] : [])
            let open = [UInt8(ascii: "{")] + (line.isEmpty ? [] : line + unit)
            return key + style.colon + open + Array(parts.joined(separator: separator)) + line
                + [UInt8(ascii: "}")]
        }
    }

    /// A member of a flow collection, with its further lines moved to another indentation.
    private func flowText(of member: Member, _ indentation: [UInt8]) throws(GivenUp) -> [UInt8] {
        let range = elementRange(member.key)
        let key = node(member.key)
        let old = text.indentation(range.lowerBound)
        let bytes = name(of: member) + text.bytes[key.end..<range.upperBound]
        guard bytes.contains(0x0A) else { return bytes }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        var result = Array(lines.removeFirst())
        for line in lines {
            guard line.starts(with: old) else { throw GivenUp() }
            result += [0x0A] + indentation + line.dropFirst(old.count)
        }
        return result
    }

    private func elementRange(_ key: Int) -> Range<Int> {
        let element = element(ofKey: key)
        return element.first..<element.end
    }

    private func element(ofKey key: Int) -> FlowElement {
        let value = node(key + 1)
        let keyEnd = node(key).end
        let end =
            value.start == value.end ? text.trimmedEnd(keyEnd..<max(keyEnd, value.end)) : value.end
        return FlowElement(
            index: key + 1,
            first: node(key).first,
            end: end,
            key: node(key).start..<keyEnd,
            value: value.first..<max(value.first, value.end)
        )
    }

    // MARK: Going

    mutating func remove(_ key: Int, from object: Int, _ gone: Set<Int>) throws(GivenUp) {
        if node(object).style == .block {
            let region = try region(of: key, in: object)
            var end = region.range.upperBound
            if region.isBehindDash {
                // The next line moves up to the dash.
                let blanks = text.bytes[end...].prefix { $0 == 0x20 }.count
                guard blanks == region.column, text.isText(end + blanks) else { throw GivenUp() }
                end += blanks
            }
            let range = region.range.lowerBound..<end
            return patches.append(SourcePatch(range: range, text: []))
        }
        let keys = keys(of: object)
        guard let position = keys.firstIndex(of: key) else { throw GivenUp() }
        // With the comma before it, or the one after it if no member stays before it.
        let before = keys[..<position].last { !leaving.contains($0) && !gone.contains($0) }
        let range = elementRange(key)
        if before == nil, position + 1 < keys.count {
            let next = elementRange(keys[position + 1]).lowerBound
            patches.append(SourcePatch(range: range.lowerBound..<next, text: []))
        } else if position > 0 {
            let previous = elementRange(keys[position - 1]).upperBound
            patches.append(SourcePatch(range: previous..<range.upperBound, text: []))
        } else {
            throw GivenUp()
        }
    }

    /// Writes `{}` for an object that stays without members.
    mutating func writeEmpty(_ object: Int, in member: Member) throws(GivenUp) {
        let (key, node) = (object - 1, node(object))
        guard member.keys.contains(key), node.first == node.start else { throw GivenUp() }
        guard node.style == .block else {
            guard !text.hasComment(node.start..<node.end) else { throw GivenUp() }
            return patches.append(SourcePatch(range: node.start..<node.end, text: Array("{}".utf8)))
        }
        let colon = text.skipBlanks(self.node(key).end)
        guard text[colon] == UInt8(ascii: ":"), text.lineEnd(colon) < node.start else {
            throw GivenUp()
        }
        patches.append(SourcePatch(range: colon + 1..<colon + 1, text: Array(" {}".utf8)))
    }

    // MARK: Lines

    /// The lines of a member of a block mapping, including its own comments.
    private struct Region {
        /// The start of its key.
        var start: Int
        var column: Int
        var range: Range<Int>
        /// True if it is the first member of a list item, on the line of the dash.
        var isBehindDash: Bool
    }

    private func region(of key: Int, in object: Int) throws(GivenUp) -> Region {
        let start = node(key).first
        let lineStart = text.lineStart(start)
        let isBehindDash = !text.isBlank(lineStart..<start)
        guard text[start] != UInt8(ascii: "?"),
            text.bytes[lineStart..<start].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") })
        else { throw GivenUp() }
        let column = start - lineStart
        var first = isBehindDash ? start : lineStart
        while first > 0, !isBehindDash {
            let above = text.lineStart(first - 1)
            guard above < first, comment(at: above) == column else { break }
            first = above
        }
        let value = node(key + 1)
        var end = text.afterBreak(
            text.lineEnd(value.start == value.end ? node(key).end : max(value.end, node(key).end))
        )
        // Commented-out members of it are indented further.
        while end < text.bytes.count, let inner = comment(at: end), inner > column {
            end = text.afterBreak(text.lineEnd(end))
        }
        return Region(
            start: start,
            column: column,
            range: first..<end,
            isBehindDash: isBehindDash
        )
    }

    /// The column of a comment that fills a line.
    private func comment(at lineStart: Int) -> Int? {
        let blank = text.bytes[lineStart...].prefix { $0 == 0x20 }.count
        return text[lineStart + blank] == UInt8(ascii: "#") ? blank : nil
    }
}
