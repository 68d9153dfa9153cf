/// Edits of flow collections and of JSON, where commas separate the elements.
extension SourceEditor {
    mutating func editFlowObject(
        _ index: Int,
        from old: ConfigObject,
        to new: ConfigObject,
        path: [PathStep]
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
        if node(index).style == .barePair, !isSameSet { throw Unpatchable() }

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
            let path = path + [.key(key)]
            try edit(element.index, from: oldValue, to: newValue, in: .flow(style), path: path)
        }
        removeRuns(elements, kept: kept)
        var ends: [String: FlowElement] = [:]
        for (position, key) in keys.enumerated() where kept[position] {
            ends[key] = elements[position]
        }
        guard var place = elements.indices.last(where: { kept[$0] }).map({ elements[$0] }) else {
            throw Unpatchable()
        }
        for member in new.members {
            if let element = ends[member.key] {
                place = element
            } else if !merged.contains(member.key) || old[member.key] != new[member.key] {
                let text = memberText(member.key, member.value, style, near: place.first)
                patch(place.end..<place.end, style.separator + text)
            }
        }
    }

    mutating func editFlowArray(
        _ index: Int,
        from old: [ConfigValue],
        to new: [ConfigValue],
        path: [PathStep]
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
        for new in alignment.insertions[0].map({ new[$0] }) {
            patch(
                first.first..<first.first,
                flowText(new, style, near: first.first) + style.separator
            )
        }
        removeRuns(elements, kept: alignment.partners.map { $0 != nil })
        for (position, element) in elements.enumerated() {
            if let partner = alignment.partners[position] {
                try edit(
                    element.index,
                    from: old[position],
                    to: new[partner],
                    in: .flow(style),
                    path: path + [.index(partner)]
                )
            } else {
                loseAnchors(in: element.index..<view.next(after: element.index))
            }
            for new in alignment.insertions[position + 1].map({ new[$0] }) {
                patch(
                    element.end..<element.end,
                    style.separator + flowText(new, style, near: element.first)
                )
            }
        }
    }

    private func element(_ index: Int, key: Int?) -> FlowElement {
        let value = node(index)
        let first = key.map { node($0).first } ?? value.first
        // A member without a value is said to be where the next thing is.
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

    /// Removes the elements that are not kept, each run of them with the commas that it leaves over.
    private mutating func removeRuns(_ elements: [FlowElement], kept: [Bool]) {
        var position = 0
        while position < elements.count {
            guard !kept[position] else {
                position += 1
                continue
            }
            let start = position
            while position < elements.count, !kept[position] { position += 1 }
            if position < elements.count {
                patch(elements[start].first..<elements[position].first, [])
            } else if start > 0 {
                patch(elements[start - 1].end..<elements[position - 1].end, [])
            }
        }
    }

    // MARK: Text

    mutating func replaceInFlow(_ range: Range<Int>, with replacement: [UInt8]) throws(Unpatchable)
    {
        guard range.isEmpty else { return patch(range, replacement) }
        // A value that is missing: its colon has to be there.
        var before = range.lowerBound
        while before > 0, text[before - 1] <= 0x20 { before -= 1 }
        guard before > 0, text[before - 1] == UInt8(ascii: ":") else { throw Unpatchable() }
        patch(before..<before, [0x20] + replacement)
    }

    /// The text of a value in the place of the one at `index`.
    func flowText(_ value: ConfigValue, _ style: FlowStyle, at index: Int) -> [UInt8] {
        if let scalar = sameQuotes(value, as: node(index)) { return Array(scalar.utf8) }
        return flowText(value, style, near: node(index).start)
    }

    /// The text of a value, laid out for the line of an offset.
    func flowText(_ value: ConfigValue, _ style: FlowStyle, near offset: Int) -> [UInt8] {
        guard format == .json else { return Array(YAMLOutput.flow(value, inFlow: true).utf8) }
        var output = jsonOutput(style, near: offset)
        output.write(value, level: 0)
        return output.bytes
    }

    private func memberText(
        _ key: String,
        _ value: ConfigValue,
        _ style: FlowStyle,
        near offset: Int
    ) -> [UInt8] {
        guard format == .json else { return Array(YAMLOutput.flowMember(key, value).utf8) }
        var output = jsonOutput(style, near: offset)
        output.writeString(key)
        return output.bytes + style.colon + flowText(value, style, near: offset)
    }

    private func jsonOutput(_ style: FlowStyle, near offset: Int) -> JSONOutput {
        var output = JSONOutput(indent: style.isMultiLine ? 2 : nil)
        output.isSpaced = style.isSpaced && !style.isMultiLine
        output.indentUnit = style.indentUnit
        output.linePrefix = text.indentation(offset)
        output.lineBreak = self.style.lineBreak
        return output
    }
}
