import ConfigDocument

/// TOML tables, whose members are statements, or have headers of their own anywhere below.
extension SourceEditor {
    /// A table: its index, and the keys of its path.
    struct Table {
        var index: Int
        var keys: [String]
        var path: DocumentPath
    }

    struct TableMember {
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

    private func members(of table: Int) -> [TableMember] {
        var members: [TableMember] = []
        var inner = table + 1
        while inner < view[table].endIndex {
            members.append(TableMember(name: keyText(inner), key: inner, value: inner + 1))
            inner = view.next(after: inner + 1)
        }
        return members
    }

    func isStatement(_ member: TableMember) -> Bool {
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
        var isLosingComments = false
        for member in members {
            guard let oldValue = old[member.name] else { throw Unpatchable() }
            guard let newValue = new[member.name] else {
                let firstOfMember = patches.count
                try remove(member)
                if new.isEmpty, hasComments(member, since: firstOfMember) {
                    isLosingComments = true
                }
                continue
            }
            if oldValue == newValue { continue }
            let isEdited = attempt { (editor) throws(Unpatchable) in
                try editor.edit(member, of: table, from: oldValue, to: newValue)
            }
            if !isEdited {
                // If the kind changes, nothing can be kept.
                let isContinued =
                    oldValue.object != nil && newValue.object != nil
                    || oldValue.array?.isEmpty == false && newValue.array != nil
                let firstOfMember = patches.count
                try remove(member)
                if isContinued || losesComments(since: firstOfMember) {
                    note(.reformatted, table.path / member.name)
                }
                rewritten.insert(member.name)
            }
        }
        if isLosingComments { note(.reformatted, table.path) }
        insertMembers(of: new, into: table, members, rewritten)
    }

    /// True if the comments of a member have been removed with it.
    private func hasComments(_ member: TableMember, since firstPatch: Int) -> Bool {
        guard isStatement(member), let range = patches.last?.range else {
            return losesComments(since: firstPatch)
        }
        return text.hasComment(range.lowerBound..<place(member.key).start)
            || !comments(in: node(member.key).end..<range.upperBound, of: member.value).isEmpty
    }

    /// True if the removed text has comments. A `#` inside a string counts as well, since a value that
    /// contains one was rewritten.
    private func losesComments(since firstPatch: Int) -> Bool {
        patches[firstPatch...].contains { text.hasComment($0.range) }
    }

    private mutating func edit(
        _ member: TableMember,
        of table: Table,
        from old: DocumentValue,
        to new: DocumentValue
    ) throws(Unpatchable) {
        let path = table.path / member.name
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
                if old[position] != new[partner] {
                    guard case .object(let old) = old[position],
                        case .object(let new) = new[partner]
                    else { throw Unpatchable() }
                    let path = tables.path / partner
                    try edit(Table(index: inner, keys: tables.keys, path: path), from: old, to: new)
                }
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

    // MARK: Going

    private mutating func remove(_ member: TableMember) throws(Unpatchable) {
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

    /// Removes a header with everything below it, and the tables within it.
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

    /// Removes the tables with headers that are the member or part of it.
    private mutating func removeTables(in member: TableMember) throws(Unpatchable) {
        switch place(member.value).role {
        case .scalar, .inlineArray, .inlineTable: break
        case .implied, .dotted:
            for inner in members(of: member.value) { try removeTables(in: inner) }
        case .header, .tables: try remove(member)
        }
    }
}
