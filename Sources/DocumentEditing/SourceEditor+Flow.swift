import ConfigDocument

/// Edits of flow collections and of JSON, where commas separate the elements.
extension SourceEditor {
    mutating func editFlowObject(
        _ index: Int,
        from old: DocumentObject,
        to new: DocumentObject,
        path: DocumentPath
    ) throws(Unpatchable) {
        var elements: [FlowElement] = []
        var keys: [String] = []
        var merged: Set<String> = []
        var inner = index + 1
        while inner < view[index].endIndex {
            let key = keyText(inner)
            if node(inner).style == .copied {
                merged.insert(key)
            } else {
                elements.append(element(inner + 1, key: inner))
                keys.append(key)
            }
            inner = view.next(after: inner + 1)
        }
        guard merged.allSatisfy({ new[$0] != nil }), keys.contains(where: { new[$0] != nil }) else {
            throw Unpatchable()
        }
        let isSameSet = keys.allSatisfy { new[$0] != nil } && new.count == old.count
        if !isSameSet, node(index).style == .barePair || hasDottedKeys(index) {
            throw Unpatchable()
        }

        let style = FlowStyle(of: elements, in: node(index), text: text)
        var kept: [Bool] = []
        for (element, key) in zip(elements, keys) {
            guard let oldValue = old[key], let newValue = new[key] else {
                kept.append(false)
                loseAnchors(in: element.index - 1..<view.next(after: element.index))
                continue
            }
            if isChangedAlias(key: element.index - 1) { throw Unpatchable() }
            kept.append(true)
            let path = path / key
            try edit(element.index, from: oldValue, to: newValue, in: .flow(style), path: path)
        }
        guard let last = kept.lastIndex(of: true) else { throw Unpatchable() }
        // An option allows several equal keys.
        let positions = Dictionary(
            keys.indices.lazy.filter { kept[$0] }.map { (keys[$0], $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var place = last
        var insertions = FlowInsertions()
        let isNumbered = hasNumberKeys(index)
        for member in new.members {
            if let position = positions[member.key] {
                place = position
            } else if !merged.contains(member.key) || old[member.key] != new[member.key] {
                let first = elements[place].first
                let carried = memberText(
                    member.key,
                    member.value,
                    at: path / member.key,
                    style,
                    indentation: text.indentation(first)
                        + (style.isMultiLine ? [] : style.indentUnit)
                )
                let text =
                    carried
                    ?? FlowText(
                        memberText(
                            member.key,
                            member.value,
                            style,
                            near: first,
                            isNumbered: isNumbered
                        )
                    )
                insertions.behind[place, default: []].append(text)
            }
        }
        arrange(elements, kept: kept, insertions, in: node(index), style)
    }

    /// True if an inline TOML table has members with dotted keys, or is made by them.
    private func hasDottedKeys(_ table: Int) -> Bool {
        guard format == .toml else { return false }
        if place(table).role == .dotted { return true }
        var inner = table + 1
        while inner < view[table].endIndex {
            if place(inner + 1).role == .dotted { return true }
            inner = view.next(after: inner + 1)
        }
        return false
    }

    mutating func editFlowArray(
        _ index: Int,
        from old: [DocumentValue],
        to new: [DocumentValue],
        path: DocumentPath
    ) throws(Unpatchable) {
        var elements: [FlowElement] = []
        var inner = index + 1
        while inner < view[index].endIndex {
            elements.append(element(inner, key: nil))
            inner = view.next(after: inner)
        }
        let alignment = ArrayAlignment(old: old, new: new)
        guard alignment.partners.contains(where: { $0 != nil }), let first = elements.first else {
            throw Unpatchable()
        }
        let style = FlowStyle(of: elements, in: node(index), text: text)
        var insertions = FlowInsertions()
        insertions.front = alignment.insertions[0].map {
            FlowText(flowText(new[$0], style, near: first.first))
        }
        for (position, element) in elements.enumerated() {
            if let partner = alignment.partners[position] {
                try edit(
                    element.index,
                    from: old[position],
                    to: new[partner],
                    in: .flow(style),
                    path: path / partner
                )
            } else {
                noteMove(of: old[position], element.first..<element.end, alignment, new, path)
                loseAnchors(in: element.index..<view.next(after: element.index))
            }
            for new in alignment.insertions[position + 1].map({ new[$0] }) {
                insertions.behind[position, default: []].append(
                    FlowText(flowText(new, style, near: element.first))
                )
            }
        }
        arrange(
            elements,
            kept: alignment.partners.map { $0 != nil },
            insertions,
            in: node(index),
            style
        )
    }

    /// Inserts members into an empty collection, below its comments; returns false if it has none.
    mutating func fill(_ index: Int, with new: DocumentValue) -> Bool {
        let node = node(index)
        guard node.style == .flow, node.end - node.start > 2 else { return false }
        let inside = node.start + 1..<node.end - 1
        guard text.hasComment(inside) else { return false }
        let style = FlowStyle(document: text)
        let texts =
            switch new {
            case .object(let object):
                object.members.map {
                    memberText($0.key, $0.value, style, near: node.end - 1, isNumbered: false)
                }
            case .array(let elements): elements.map { flowText($0, style, near: node.end - 1) }
            default: [[UInt8]]()
            }
        let line = self.style.lineBreak + text.indentation(node.end - 1) + style.indentUnit
        let end = text.trimmedEnd(inside)
        patch(end..<end, line + texts.joined(separator: [0x2C] + line))
        return true
    }

    /// Removes all elements of a collection but keeps the comments above the first and below the
    /// last; returns false if it has none. The loss of those between is noted. Members that move
    /// elsewhere have taken their comments along.
    mutating func empty(_ index: Int, _ path: DocumentPath) -> Bool {
        let node = node(index)
        guard node.style == .flow else { return false }
        var elements: [FlowElement] = []
        var isMoved = format == .jsonc && view[index].kind == .object
        var inner = index + 1
        while inner < view[index].endIndex {
            let isMember = view[index].kind == .object
            if self.node(inner).style == .copied { return false }
            elements.append(element(isMember ? inner + 1 : inner, key: isMember ? inner : nil))
            isMoved = isMoved && moves.leave(from: path / keyText(inner))
            inner = view.next(after: isMember ? inner + 1 : inner)
        }
        guard let last = elements.last, let first = elements.first else { return false }
        let head = isMoved ? ownComments(of: first, in: node) : first.first
        let below = tailEnd(of: last, before: node.end - 1)
        let hasComments = text.hasComment(node.start..<head) || text.hasComment(below..<node.end)
        guard hasComments || isMoved else { return false }
        loseAnchors(in: index + 1..<view[index].endIndex)
        if !isMoved, !comments(in: first.first..<below, of: index).isEmpty {
            note(.reformatted, path)
        }
        if hasComments {
            removeLines(from: head, to: below)
        } else {
            patch(node.start..<node.end, Array("{}".utf8))
        }
        return true
    }

    /// The start of the comments that belong to the first element of a collection.
    private func ownComments(of first: FlowElement, in collection: YAMLNode) -> Int {
        let head = text.leadingComments(before: first.first)
        guard text.isBlank(text.lineStart(head)..<head) else { return head }
        let start = text.commentStart(above: head, below: collection.start + 1)
        return start < text.lineStart(head) ? text.skipBlanks(start) : head
    }

    func element(_ index: Int, key: Int?) -> FlowElement {
        let value = node(index)
        let first = key.map { node($0).first } ?? value.first
        // The recorded position of a missing value is that of the next token.
        let keyEnd = key.map { node($0).end } ?? value.end
        let end =
            value.start == value.end ? text.trimmedEnd(keyEnd..<max(keyEnd, value.end)) : value.end
        return FlowElement(
            index: index,
            first: first,
            end: end,
            key: key.map { node($0).start..<node($0).end },
            value: value.first..<max(value.first, value.end)
        )
    }

    // MARK: Text

    mutating func replaceInFlow(_ range: Range<Int>, with replacement: [UInt8]) throws(Unpatchable)
    {
        guard range.isEmpty else { return patch(range, replacement) }
        // A missing value must still have its colon.
        var before = range.lowerBound
        while before > 0, text[before - 1] <= 0x20 { before -= 1 }
        guard before > 0, text[before - 1] == UInt8(ascii: ":") else { throw Unpatchable() }
        patch(before..<before, [0x20] + replacement)
    }

    /// The text of a value that replaces the one at `index`.
    func flowText(_ value: DocumentValue, _ style: FlowStyle, at index: Int) -> [UInt8] {
        if let scalar = sameQuotes(value, as: node(index)) { return Array(scalar.utf8) }
        return flowText(value, style, near: node(index).start)
    }

    /// The text of a value, laid out for the line of an offset.
    func flowText(_ value: DocumentValue, _ style: FlowStyle, near offset: Int) -> [UInt8] {
        switch format {
        case .yaml: return Array(YAMLOutput.flow(value, inFlow: true).utf8)
        case .json, .jsonc:
            return jsonText(value, style, indentation: text.indentation(offset))
        case .toml:
            var output = TOMLOutput(lineBreak: self.style.lineBreak)
            output.writeInline(value)
            return output.bytes
        }
    }

    private func memberText(
        _ key: String,
        _ member: DocumentValue,
        _ style: FlowStyle,
        near offset: Int,
        isNumbered: Bool
    ) -> [UInt8] {
        switch format {
        case .yaml: return Array(YAMLOutput.flowMember(key, member, isNumbered: isNumbered).utf8)
        case .json, .jsonc:
            let value = flowText(member, style, near: offset)
            return jsonText(.string(key), style, indentation: []) + style.colon + value
        case .toml:
            let sign = style.colon.contains(UInt8(ascii: "=")) ? style.colon : Array(" = ".utf8)
            return Array(TOMLText.key(key).utf8) + sign + flowText(member, style, near: offset)
        }
    }

    /// The text of a value in JSON whose further lines begin with an indentation.
    func jsonText(
        _ value: DocumentValue,
        _ style: FlowStyle,
        indentation: [UInt8]
    ) -> [UInt8] {
        var output = JSONOutput(indent: style.isMultiLine ? 2 : nil)
        output.isSpaced = style.isSpaced && !style.isMultiLine
        output.indentUnit = style.indentUnit
        if style.isMultiLine { output.linePrefix = indentation }
        output.lineBreak = self.style.lineBreak
        output.write(value, level: 0)
        return output.bytes
    }
}
