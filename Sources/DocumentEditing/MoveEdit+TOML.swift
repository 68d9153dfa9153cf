import ConfigDocument

/// Moves of members in TOML: keys in statements and headers are renamed, and statements move to the
/// table that they belong to afterwards.
extension MoveEdit {
    mutating func editTables(_ members: [Member]) throws(GivenUp) {
        leaving = Set(members.lazy.filter { !$0.move.isRename }.map(\.key))
        var additions: [[String]: [UInt8]] = [:]
        var order: [[String]] = []
        for member in members {
            guard !member.move.to.isEmpty, member.move.isRename || isReachedByKeys(member) else {
                throw GivenUp()
            }
            if isTable(member.key + 1) || member.move.isRename {
                try renameMentions(of: member)
                continue
            }
            let lines = try statementLines(of: member)
            patches.append(SourcePatch(range: lines, text: []))
            let table = member.move.to.dropLast().map(\.token)
            if additions[table] == nil { order.append(table) }
            additions[table, default: []] += renamed(member, in: lines)
        }
        for table in order { try add(additions[table] ?? [], to: table) }
        for member in members { removeEmptied(around: member) }
    }

    private func place(_ index: Int) -> TOMLPlace { layout.places[index] }

    private func isTable(_ index: Int) -> Bool {
        switch place(index).role {
        case .header, .implied, .dotted, .tables: true
        case .scalar, .inlineArray, .inlineTable: false
        }
    }

    /// True if the path contains no array: in its elements, a header has the keys of a path, but
    /// belongs to the element above it.
    private func isReachedByKeys(_ member: Member) -> Bool {
        member.keys.count == member.move.from.count
    }

    // MARK: Mentions

    /// Writes the new keys wherever the old ones refer to the member: in its statements, in its
    /// header, and in those of tables within it.
    private mutating func renameMentions(of member: Member) throws(GivenUp) {
        let depth = member.keys.count
        let new = member.move.to.tokens
        var open = depth
        var index = member.key
        var hasMention = false
        while index < view.next(after: member.key + 1) {
            switch view[index].kind {
            case .key:
                open += index == member.key ? 0 : 1
                if !isTable(index + 1) {
                    let segments = segments(from: place(index).start)
                    let position = segments.count - 1 - (open - depth)
                    if position >= 0, place(index).start <= node(index).start {
                        guard member.move.isRename else { throw GivenUp() }
                        patchKey(segments[position], to: new[new.count - 1])
                        hasMention = true
                    }
                    if index > member.key { open -= 1 }
                    index = view.next(after: index + 1)
                    continue
                }
            case .object where place(index).role == .header:
                let segments = segments(from: place(index).start)
                guard segments.count >= depth else { throw GivenUp() }
                if member.move.isRename {
                    patchKey(segments[depth - 1], to: new[new.count - 1])
                } else {
                    let range = segments[0].lowerBound..<segments[depth - 1].upperBound
                    patches.append(SourcePatch(range: range, text: Array(TOMLText.path(new).utf8)))
                }
                hasMention = true
            case .end:
                let start = Int(truncatingIfNeeded: view[index].body)
                // Past the end of a member that is a table.
                if start > 0, view[start - 1].kind == .key, start - 1 > member.key { open -= 1 }
            default: break
            }
            index += 1
        }
        if !hasMention { throw GivenUp() }
    }

    private mutating func patchKey(_ range: Range<Int>, to name: String) {
        let text =
            text[range.lowerBound] == UInt8(ascii: "'")
            ? TOMLText.literal(name) ?? TOMLText.key(name)
            : text[range.lowerBound] == UInt8(ascii: "\"")
                ? TOMLText.basic(name) : TOMLText.key(name)
        patches.append(SourcePatch(range: range, text: Array(text.utf8)))
    }

    /// The parts of a dotted key, in a statement or in the brackets of a header.
    private func segments(from start: Int) -> [Range<Int>] {
        var offset = start
        while text[offset] == UInt8(ascii: "[") || text[offset] == 0x20 || text[offset] == 0x09 {
            offset += 1
        }
        var segments: [Range<Int>] = []
        while true {
            let first = offset
            let quote = text[offset]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                offset += 1
                while text.isText(offset), text[offset] != quote {
                    let isEscape = quote == UInt8(ascii: "\"") && text[offset] == UInt8(ascii: "\\")
                    offset += isEscape ? 2 : 1
                }
                offset += 1
            } else {
                while text.isText(offset), !Self.endsKey(text[offset]) { offset += 1 }
            }
            segments.append(first..<offset)
            offset = text.skipBlanks(offset)
            guard text[offset] == UInt8(ascii: ".") else { return segments }
            offset = text.skipBlanks(offset + 1)
        }
    }

    private static func endsKey(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "=")
            || byte == UInt8(ascii: "]")
    }

    // MARK: Statements

    /// The lines of a statement, with the comments directly above it.
    private func statementLines(of member: Member) throws(GivenUp) -> Range<Int> {
        let start = place(member.key).start
        guard start == node(member.key).start, place(member.object).role == .header,
            text.isBlank(text.lineStart(start)..<start)
        else { throw GivenUp() }
        let above = text.commentStart(above: start, below: previousEnd(start))
        return above..<text.afterBreak(text.lineEnd(node(member.key + 1).end))
    }

    private func previousEnd(_ offset: Int) -> Int {
        layout.places.reduce(0) { end, place in
            let ends = [place.end, place.headerEnd].filter { $0 <= offset }
            return max(end, ends.max() ?? 0)
        }
    }

    private func renamed(_ member: Member, in lines: Range<Int>) -> [UInt8] {
        let key = node(member.key)
        let name = member.move.to[member.move.to.count - 1].token
        return text.bytes[lines.lowerBound..<key.start] + Array(TOMLText.key(name).utf8)
            + text.bytes[key.end..<lines.upperBound]
    }

    /// Adds lines to a table: after its last statement, or below a new header.
    private mutating func add(_ lines: [UInt8], to table: [String]) throws(GivenUp) {
        var index = 0
        for key in table {
            guard let found = self.key(named: key, of: index) else { return addTable(lines, table) }
            index = found + 1
        }
        switch place(index).role {
        case .header:
            let last = lastStatement(of: index) ?? (index == 0 ? nil : place(index).headerEnd)
            guard let last else { throw GivenUp() }
            let end = text.afterBreak(text.lineEnd(last))
            patches.append(SourcePatch(range: end..<end, text: lines))
        case .implied: addTable(lines, table)
        default: throw GivenUp()
        }
    }

    private func key(named name: String, of table: Int) -> Int? {
        guard view[table].kind == .object else { return nil }
        return keys(of: table).first {
            String(decoding: view.text(view[$0]), as: UTF8.self) == name && !leaving.contains($0)
        }
    }

    /// The end of the last remaining statement of a table.
    private func lastStatement(of table: Int) -> Int? {
        keys(of: table).filter { !isTable($0 + 1) }.map { node($0 + 1).end }.max()
    }

    private mutating func addTable(_ lines: [UInt8], _ table: [String]) {
        let header = Array("[\(TOMLText.path(table))]".utf8) + style.lineBreak
        let end = text.bytes.count
        patches.append(SourcePatch(range: end..<end, text: style.lineBreak + header + lines))
    }

    // MARK: Emptied

    /// Removes the headers of tables that have lost all their members.
    private mutating func removeEmptied(around member: Member) {
        guard !member.move.isRename else { return }
        for (depth, object) in member.objects.enumerated().reversed() where depth > 0 {
            let path = DocumentPath(member.move.from.prefix(depth))
            guard place(object).role == .header, intended[path] == nil,
                keys(of: object).allSatisfy(leaving.contains), leaving.insert(object - 1).inserted
            else { return }
            // Includes the empty line above, because the one below stays.
            var start = text.lineStart(place(object).start)
            while start > 0, text.isBlank(text.lineStart(start - 1)..<start - 1) {
                start = text.lineStart(start - 1)
            }
            let lineEnd = text.lineEnd(place(object).headerEnd)
            let comment = text.bytes[text.skipBlanks(place(object).headerEnd)..<lineEnd]
            let kept = comment.isEmpty ? [] : comment + style.lineBreak
            patches.append(SourcePatch(range: start..<text.afterBreak(lineEnd), text: Array(kept)))
        }
    }
}
