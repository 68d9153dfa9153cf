import ConfigDocument

/// New members of TOML tables: as statements, or below headers of their own.
extension SourceEditor {
    /// True if members may have headers; those of inline tables and of dotted keys may not.
    func canHaveHeaders(_ table: Int) -> Bool { place(table).role != .dotted }

    mutating func insertMembers(
        of new: DocumentObject,
        into table: Table,
        _ members: [TableMember],
        _ rewritten: Set<String>
    ) {
        let kept = Dictionary(
            uniqueKeysWithValues: members.lazy.filter { !rewritten.contains($0.name) }
                .map { ($0.name, $0) }
        )
        var previous: TableMember?
        var statements: [(member: DocumentObject.Member, previous: TableMember?)] = []
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

    /// Inserts statements of a table of dotted keys after its last one.
    private mutating func insertDotted(_ member: DocumentObject.Member, into table: Int) {
        let start = place(table - 1).start
        let prefix = String(decoding: text.bytes[start..<node(table - 1).end], as: UTF8.self)
        let name = "\(prefix).\(TOMLText.key(member.key))"
        let line = statement(name, member.value, indentation: text.indentation(start))
        insertLines(line, behind: view.sourceRange(table).upperBound)
    }

    /// Inserts a header for a table that so far only appears in the headers of others, above the
    /// first of them.
    private mutating func insertHeader(_ table: Table, with members: [DocumentObject.Member]) {
        var object = DocumentObject()
        for (key, value) in members { object[key] = value }
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeTable(.object(object), path: table.keys)
        let start = commentStart(above: place(table.index).start)
        patch(start..<start, output.bytes + style.lineBreak)
    }

    /// Inserts statements, each after the one that it follows.
    private mutating func insert(
        _ statements: [(member: DocumentObject.Member, previous: TableMember?)],
        into table: Int,
        _ members: [TableMember]
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
    private mutating func insertAtTop(_ lines: [UInt8], _ members: [TableMember]) {
        guard let first = members.map({ place($0.key).start }).min() else {
            return insertLines(lines, behind: text.bytes.count)
        }
        let start = commentStart(above: first)
        let isAboveHeader = text[first] == UInt8(ascii: "[")
        patch(start..<start, lines + (isAboveHeader ? style.lineBreak : []))
    }

    func tableText(_ value: DocumentValue, _ keys: [String]) -> [UInt8] {
        var output = TOMLOutput(lineBreak: style.lineBreak)
        output.writeTable(value, path: keys)
        return output.bytes
    }

    /// Inserts a table with its headers after all those of another one.
    mutating func insertTable(_ value: DocumentValue, _ keys: [String], behind table: Int) {
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

    /// True if the line above is blank or missing.
    private func hasBlankLine(above lineStart: Int) -> Bool {
        guard lineStart > 0 else { return true }
        let isWide = text[lineStart - 1] == 0x0A && lineStart > 1 && text[lineStart - 2] == 0x0D
        let end = lineStart - (isWide ? 2 : 1)
        return text.isBlank(text.lineStart(end)..<end)
    }
}
