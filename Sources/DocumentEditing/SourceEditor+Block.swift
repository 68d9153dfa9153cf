import ConfigDocument

/// Edits of block collections, in which each member and item is on lines of its own.
extension SourceEditor {
    // MARK: Objects

    /// A member in the source.
    private struct Member {
        var key: String
        var keyIndex: Int
        var valueIndex: Int
        var start: Int
        var colon: Int
    }

    mutating func editBlockObject(
        _ index: Int,
        from old: DocumentObject,
        to new: DocumentObject,
        path: [PathStep]
    ) throws(Unpatchable) {
        let indent = text.column(node(index).start)
        var members: [Member] = []
        var merged: Set<String> = []
        var inner = index + 1
        while inner < view[index].endIndex {
            if node(inner).style == .copied {
                merged.insert(keyText(inner))
            } else {
                members.append(try member(inner, indent: indent))
            }
            inner = view.next(after: inner + 1)
        }
        guard merged.allSatisfy({ new[$0] != nil }) else { throw Unpatchable() }
        if members.allSatisfy({ new[$0.key] == nil }), merged.isEmpty { throw Unpatchable() }

        var survivors: Set<String> = []
        for (position, member) in members.enumerated() {
            guard let oldValue = old[member.key], let newValue = new[member.key] else {
                let next = position + 1 < members.count ? members[position + 1].start : nil
                let above = position > 0 ? node(members[position - 1].valueIndex).end : 0
                try remove(
                    member.start,
                    through: node(member.valueIndex).end,
                    next: next,
                    below: above
                )
                loseAnchors(in: member.keyIndex..<view.next(after: member.valueIndex))
                continue
            }
            if isChangedAlias(key: member.keyIndex) { throw Unpatchable() }
            survivors.insert(member.key)
            let slot = Slot.member(colon: member.colon, indent: indent)
            let path = path + [.key(member.key)]
            try edit(member.valueIndex, from: oldValue, to: newValue, in: slot, path: path)
        }
        insertMembers(
            of: new,
            isNumbered: hasNumberKeys(index),
            unless: { survivors.contains($0) || merged.contains($0) && old[$0] == new[$0] },
            behind: members.filter { survivors.contains($0.key) },
            indent: indent,
            end: node(index).end
        )
    }

    /// Inserts new members after the one that they follow, or at the end of the object.
    private mutating func insertMembers(
        of new: DocumentObject,
        isNumbered: Bool,
        unless isKept: (String) -> Bool,
        behind members: [Member],
        indent: Int,
        end: Int
    ) {
        var ends: [String: Int] = [:]
        for member in members { ends[member.key] = node(member.valueIndex).end }
        var place = end
        for member in new.members {
            if isKept(member.key) {
                if let end = ends[member.key] { place = end }
                continue
            }
            var output = YAMLOutput(style: style)
            output.startLine(indent)
            output.writeMember(member.key, member.value, indent: indent, isNumbered: isNumbered)
            let lineEnd = text.lineEnd(place)
            patch(lineEnd..<lineEnd, output.bytes)
        }
    }

    private func member(_ keyIndex: Int, indent: Int) throws(Unpatchable) -> Member {
        let key = node(keyIndex)
        let start = text.lineStart(key.first) + indent
        // A key at another column has a `?` above it; such an object is rewritten.
        guard start <= key.first, start == key.first || text[start] == UInt8(ascii: "?") else {
            throw Unpatchable()
        }
        var colon = key.end
        while text[colon] == 0x20 || text[colon] == 0x09 { colon += 1 }
        if text[start] == UInt8(ascii: "?"), text[colon] != UInt8(ascii: ":") {
            // The colon of `? key` is on a line below the `?`.
            repeat {
                colon = text.afterBreak(text.lineEnd(colon)) + indent
            } while colon < node(keyIndex + 1).first && text[colon] != UInt8(ascii: ":")
        }
        guard text[colon] == UInt8(ascii: ":") else { throw Unpatchable() }
        return Member(
            key: keyText(keyIndex),
            keyIndex: keyIndex,
            valueIndex: keyIndex + 1,
            start: start,
            colon: colon
        )
    }

    /// True if the keys of the object are unquoted numbers, so that a new one is not quoted either.
    func hasNumberKeys(_ index: Int) -> Bool {
        guard format == .yaml else { return false }
        var inner = index + 1
        while inner < view[index].endIndex {
            if node(inner).style == .plain, YAMLText.isNumber(keyText(inner)) { return true }
            inner = view.next(after: inner + 1)
        }
        return false
    }

    func keyText(_ index: Int) -> String { String(decoding: view.text(view[index]), as: UTF8.self) }

    // MARK: Arrays

    mutating func editBlockArray(
        _ index: Int,
        from old: [DocumentValue],
        to new: [DocumentValue],
        path: [PathStep]
    ) throws(Unpatchable) {
        let indent = text.column(node(index).start)
        let alignment = ArrayAlignment(old: old, new: new)
        guard alignment.partners.contains(where: { $0 != nil }) else { throw Unpatchable() }
        var items: [(index: Int, dash: Int)] = []
        var inner = index + 1
        while inner < view[index].endIndex {
            items.append((inner, try dash(of: inner, indent: indent, from: node(index).start)))
            inner = view.next(after: inner)
        }
        for element in alignment.insertions[0] {
            var output = YAMLOutput(style: style)
            output.writeItem(new[element], indent: indent)
            output.startLine(indent)
            patch(node(index).start..<node(index).start, output.bytes)
        }
        for (position, item) in items.enumerated() {
            if let partner = alignment.partners[position] {
                try edit(
                    item.index,
                    from: old[position],
                    to: new[partner],
                    in: .item(dash: item.dash, indent: indent),
                    path: path + [.index(partner)]
                )
            } else {
                let next = position + 1 < items.count ? items[position + 1].dash : nil
                let above = position > 0 ? node(items[position - 1].index).end : 0
                noteMove(of: old[position], item.dash..<node(item.index).end, alignment, new, path)
                try remove(
                    item.dash,
                    through: node(item.index).end,
                    next: next,
                    below: above
                )
                loseAnchors(in: item.index..<view.next(after: item.index))
            }
            for element in alignment.insertions[position + 1] {
                var output = YAMLOutput(style: style)
                output.startLine(indent)
                output.writeItem(new[element], indent: indent)
                let lineEnd = text.lineEnd(node(item.index).end)
                patch(lineEnd..<lineEnd, output.bytes)
            }
        }
    }

    /// The dash before an item: on the line of the item, or on one above it.
    private func dash(of item: Int, indent: Int, from start: Int) throws(Unpatchable) -> Int {
        var lineStart = text.lineStart(node(item).first)
        while true {
            let dash = lineStart + indent
            if dash >= start, dash < node(item).first || node(item).start == node(item).end,
                text[dash] == UInt8(ascii: "-"), text[dash + 1] <= 0x20
            {
                return dash
            }
            guard lineStart > start else { throw Unpatchable() }
            lineStart = text.lineStart(lineStart - 1)
        }
    }

    // MARK: Lines

    /// Removes a member or item with the rest of its last line, and with the comment directly above
    /// it. The first member of a list item shares its line with the dash (`- a: 1`), so that the
    /// next member moves up.
    private mutating func remove(
        _ start: Int,
        through end: Int,
        next: Int?,
        below above: Int
    ) throws(Unpatchable) {
        guard text.isBlank(text.lineStart(start)..<start) else {
            guard let next else { throw Unpatchable() }
            return patch(start..<next, [])
        }
        let lineStart = text.commentStart(above: start, below: above)
        let lineEnd = text.lineEnd(end)
        let after = text.afterBreak(lineEnd)
        if lineEnd == after, lineStart > 0 {
            // The last line has no line break, so the preceding one is removed.
            var before = lineStart - 1
            if before > 0, text[before] == 0x0A, text[before - 1] == 0x0D { before -= 1 }
            patch(before..<lineEnd, [])
        } else {
            patch(lineStart..<after, [])
        }
    }
}
