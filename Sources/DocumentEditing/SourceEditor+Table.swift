import ConfigDocument

/// Tables of TOML, whose members are statements, or have headers of their own anywhere below.
extension SourceEditor {
    /// A table: its index, and the keys that lead to it.
    struct Table {
        var index: Int
        var keys: [String]
        var path: [PathStep]
    }

    private struct Member {
        var name: String
        var key: Int
        var value: Int
    }

    mutating func editDocument(
        from old: DocumentValue,
        to new: DocumentValue
    ) throws(Unpatchable) {
        guard case .object(let old) = old, case .object(let new) = new else { throw Unpatchable() }
        try edit(Table(index: 0, keys: [], path: []), from: old, to: new)
    }

    private func members(of table: Int) -> [Member] {
        var members: [Member] = []
        var inner = table + 1
        while inner < view[table].endIndex {
            members.append(Member(name: keyText(inner), key: inner, value: inner + 1))
            inner = view.next(after: inner + 1)
        }
        return members
    }

    private func isStatement(_ member: Member) -> Bool {
        switch place(member.value).role {
        case .scalar, .inlineArray, .inlineTable: true
        case .header, .implied, .dotted, .tables: false
        }
    }

    // MARK: Editing

    private mutating func edit(
        _ table: Table,
        from old: DocumentObject,
        to new: DocumentObject
    ) throws(Unpatchable) {
        guard table.path.count < memberwiseDepth else { throw Unpatchable() }
        let role = place(table.index).role
        let members = members(of: table.index)
        let isLost = role == .implied || role == .dotted
        if isLost, !members.contains(where: { new[$0.name] != nil }) { throw Unpatchable() }
        var rewritten: Set<String> = []
        for member in members {
            guard let oldValue = old[member.name] else { throw Unpatchable() }
            guard let newValue = new[member.name] else {
                try remove(member)
                continue
            }
            if oldValue == newValue { continue }
            let isEdited = attempt { (editor) throws(Unpatchable) in
                try editor.edit(member, of: table, from: oldValue, to: newValue)
            }
            if !isEdited {
                // Of another kind, nothing could stay as it was.
                let isContinued =
                    oldValue.object != nil && newValue.object != nil
                    || oldValue.array?.isEmpty == false && newValue.array != nil
                if isContinued { note(.reformatted, table.path + [.key(member.name)]) }
                try remove(member)
                rewritten.insert(member.name)
            }
        }
        try insertMembers(of: new, into: table, members, rewritten)
    }

    private mutating func edit(
        _ member: Member,
        of table: Table,
        from old: DocumentValue,
        to new: DocumentValue
    ) throws(Unpatchable) {
        let path = table.path + [.key(member.name)]
        let inner = Table(index: member.value, keys: table.keys + [member.name], path: path)
        switch (place(member.value).role, old, new) {
        case (.scalar, _, _), (.inlineArray, _, _), (.inlineTable, _, _):
            let wasEmpty = old.array?.isEmpty ?? false
            if wasEmpty, TOMLOutput.isTable(new), canHaveHeaders(table.index) {
                throw Unpatchable()
            }
            try edit(member.value, from: old, to: new, in: .statement, path: path)
        case (.tables, .array(let old), .array(let new)) where TOMLOutput.isTable(.array(new)):
            try editTables(inner, from: old, to: new)
        case (.header, .object(let old), .object(let new)),
            (.implied, .object(let old), .object(let new)),
            (.dotted, .object(let old), .object(let new)):
            try edit(inner, from: old, to: new)
        default: throw Unpatchable()
        }
    }

    private mutating func editTables(
        _ tables: Table,
        from old: [DocumentValue],
        to new: [DocumentValue]
    ) throws(Unpatchable) {
        let alignment = ArrayAlignment(old: old, new: new)
        guard alignment.partners.contains(where: { $0 != nil }) else { throw Unpatchable() }
        var position = 0
        var inner = tables.index + 1
        let first = commentStart(above: place(inner).start)
        for element in alignment.insertions[0] {
            patch(first..<first, tableText(.array([new[element]]), tables.keys) + style.lineBreak)
        }
        while inner < view[tables.index].endIndex {
            if let partner = alignment.partners[position] {
                guard case .object(let old) = old[position], case .object(let new) = new[partner]
                else { throw Unpatchable() }
                let path = tables.path + [.index(partner)]
                try edit(Table(index: inner, keys: tables.keys, path: path), from: old, to: new)
            } else {
                noteMove(of: old[position], view.sourceRange(inner), alignment, new, tables.path)
                try removeTable(inner)
            }
            for element in alignment.insertions[position + 1] {
                insertTable(.array([new[element]]), tables.keys, behind: inner)
            }
            position += 1
            inner = view.next(after: inner)
        }
    }

    // MARK: Coming

    /// Whether members may have headers: those of a table in braces and of dotted keys stay with it.
    private func canHaveHeaders(_ table: Int) -> Bool { place(table).role != .dotted }

    private mutating func insertMembers(
        of new: DocumentObject,
        into table: Table,
        _ members: [Member],
        _ rewritten: Set<String>
    ) throws(Unpatchable) {
        let kept = Dictionary(
            uniqueKeysWithValues: members.lazy.filter { !rewritten.contains($0.name) }
                .map { ($0.name, $0) }
        )
        var previous: Member?
        var statements: [(member: DocumentObject.Member, previous: Member?)] = []
        for (name, value) in new.members {
            if let member = kept[name] {
                if isStatement(member) { previous = member }
            } else if TOMLOutput.isTable(value), canHaveHeaders(table.index) {
                insertTable(value, table.keys + [name], behind: table.index)
            } else {
                statements.append(((name, value), previous))
            }
        }
        guard !statements.isEmpty else { return }
        switch place(table.index).role {
        case .dotted:
            for (member, _) in statements { insertDotted(member, into: table.index) }
        case .implied: insertHeader(table, with: statements.map(\.member))
        default: insert(statements, into: table.index, members)
        }
    }

    /// Inserts statements of a table of dotted keys behind the last one that it has.
    private mutating func insertDotted(_ member: DocumentObject.Member, into table: Int) {
        let start = place(table - 1).start
        let prefix = String(decoding: text.bytes[start..<node(table - 1).end], as: UTF8.self)
        let name = "\(prefix).\(TOMLText.key(member.key))"
        let line = statement(name, member.value, indentation: text.indentation(start))
        insertLines(line, behind: view.sourceRange(table).upperBound)
    }

    /// Gives a table a header that only those of others name, above the first of them.
    private mutating func insertHeader(_ table: Table, with members: [DocumentObject.Member]) {
        var object = DocumentObject()
        for (key, value) in members { object[key] = value }
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeTable(.object(object), path: table.keys)
        let start = commentStart(above: place(table.index).start)
        patch(start..<start, output.bytes + style.lineBreak)
    }

    /// Inserts statements, each behind the one that it follows.
    private mutating func insert(
        _ statements: [(member: DocumentObject.Member, previous: Member?)],
        into table: Int,
        _ members: [Member]
    ) {
        let sample = members.first(where: isStatement)
        let indentation = text.indentation(sample.map { place($0.key).start } ?? place(table).start)
        var top: [UInt8] = []
        for ((key, value), previous) in statements {
            let line = statement(TOMLText.key(key), value, indentation: indentation)
            if let previous {
                insertLines(line, behind: node(previous.value).end)
            } else if table > 0 {
                insertLines(line, behind: place(table).headerEnd)
            } else {
                top += line
            }
        }
        if !top.isEmpty { insertAtTop(top, members) }
    }

    /// Inserts the first statements of the document.
    private mutating func insertAtTop(_ lines: [UInt8], _ members: [Member]) {
        guard let first = members.map({ place($0.key).start }).min() else {
            return insertLines(lines, behind: text.bytes.count)
        }
        let start = commentStart(above: first)
        let isAboveHeader = text[first] == UInt8(ascii: "[")
        patch(start..<start, lines + (isAboveHeader ? style.lineBreak : []))
    }

    private func tableText(_ value: DocumentValue, _ keys: [String]) -> [UInt8] {
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeTable(value, path: keys)
        return output.bytes
    }

    /// Inserts a table with its headers behind all of another one.
    private mutating func insertTable(_ value: DocumentValue, _ keys: [String], behind table: Int) {
        let end = table == 0 ? text.bytes.count : bodyEnd(view.sourceRange(table).upperBound)
        let lines = tableText(value, keys)
        if let removed = removal(around: end) {
            let isLast = removed.upperBound >= text.bytes.count
            let start = removed.lowerBound
            return patch(start..<start, lines + (isLast ? [] : style.lineBreak))
        }
        let isOpen = end > 0 && text.lineStart(end) != end
        let needsBlank = isOpen || !hasBlankLine(above: end)
        patch(
            end..<end,
            (isOpen ? style.lineBreak : []) + (needsBlank ? style.lineBreak : []) + lines
        )
    }

    /// Whether there is nothing but blanks in the line above one, or no line.
    private func hasBlankLine(above lineStart: Int) -> Bool {
        guard lineStart > 0 else { return true }
        let isWide = text[lineStart - 1] == 0x0A && lineStart > 1 && text[lineStart - 2] == 0x0D
        let end = lineStart - (isWide ? 2 : 1)
        return text.isBlank(text.lineStart(end)..<end)
    }

    // MARK: Going

    private mutating func remove(_ member: Member) throws(Unpatchable) {
        switch place(member.value).role {
        case .scalar, .inlineArray, .inlineTable:
            try removeStatement(key: member.key, value: member.value)
        case .implied, .dotted:
            for inner in members(of: member.value) { try remove(inner) }
        case .header: try removeTable(member.value)
        case .tables:
            var inner = member.value + 1
            while inner < view[member.value].endIndex {
                try removeTable(inner)
                inner = view.next(after: inner)
            }
        }
    }

    /// Takes a header and what is below it away, and the tables within it.
    private mutating func removeTable(_ table: Int) throws(Unpatchable) {
        let start = place(table).start
        guard text.isBlank(text.lineStart(start)..<start) else { throw Unpatchable() }
        var end = bodyEnd(place(table).end)
        while end < text.bytes.count, !text.isText(text.skipBlanks(end)) {
            let next = text.afterBreak(text.lineEnd(end))
            if next == end { break }
            end = next
        }
        patch(commentStart(above: start)..<end, [])
        for member in members(of: table) { try removeTables(in: member) }
    }

    /// Takes the tables with headers away that a member is or has.
    private mutating func removeTables(in member: Member) throws(Unpatchable) {
        switch place(member.value).role {
        case .scalar, .inlineArray, .inlineTable: break
        case .implied, .dotted:
            for inner in members(of: member.value) { try removeTables(in: inner) }
        case .header, .tables: try remove(member)
        }
    }
}
