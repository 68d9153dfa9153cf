import ConfigDocument

/// Members of JSON with comments that move to another object: their text and comments go with them.
extension SourceEditor {
    /// A member of the source, and the object that contains it.
    struct CarriedMember {
        var path: DocumentPath
        var object: Int
        var key: Int
    }

    /// The text of a new member: as it is in the source, if it moves here.
    func memberText(
        _ name: String,
        _ value: DocumentValue,
        at path: DocumentPath,
        _ style: FlowStyle,
        indentation: [UInt8]
    ) -> FlowText? {
        guard format == .jsonc else { return nil }
        let member = carried(to: path)
        guard member != nil || moves.arriveInside(path) else { return nil }
        let comments = member.map(comments) ?? (above: [], behind: [])
        let line = self.style.lineBreak + indentation
        var text = FlowText(comments.above.flatMap { $0 + line })
        text.bytes += jsonText(.string(name), style, indentation: []) + style.colon
        text.bytes += valueText(value, at: path, member, style, indentation: indentation)
        text.comment = comments.behind
        return text
    }

    /// An object with members that move into it; nil if none does.
    func objectText(
        _ value: DocumentValue,
        at path: DocumentPath,
        indentation: [UInt8]
    ) -> [UInt8]? {
        guard format == .jsonc, moves.arriveInside(path), case .object(let object) = value,
            !object.isEmpty
        else { return nil }
        let style = FlowStyle(document: text)
        return objectText(object, at: path, style, indentation: indentation)
    }

    private func valueText(
        _ value: DocumentValue,
        at path: DocumentPath,
        _ member: CarriedMember?,
        _ style: FlowStyle,
        indentation: [UInt8]
    ) -> [UInt8] {
        if let member, source[member.path] == value {
            let node = node(member.key + 1)
            let bytes = Array(text.bytes[node.start..<node.end])
            return indented(bytes, from: text.indentation(node.start), to: indentation)
        }
        if case .object(let object) = value, !object.isEmpty {
            return objectText(object, at: path, style, indentation: indentation)
        }
        return jsonText(value, style, indentation: indentation)
    }

    private func objectText(
        _ object: DocumentObject,
        at path: DocumentPath,
        _ style: FlowStyle,
        indentation: [UInt8]
    ) -> [UInt8] {
        let inner = indentation + style.indentUnit
        let texts = object.members.map { name, value in
            memberText(name, value, at: path / name, style, indentation: inner)
                ?? FlowText(
                    jsonText(.string(name), style, indentation: []) + style.colon
                        + jsonText(value, style, indentation: inner)
                )
        }
        guard style.isMultiLine || texts.contains(where: \.needsLines) else {
            let separator: [UInt8] = style.isSpaced ? [0x2C, 0x20] : [0x2C]
            return [UInt8(ascii: "{")] + texts.map(\.bytes).joined(separator: separator)
                + [UInt8(ascii: "}")]
        }
        let lines = FlowText.joined(texts, by: self.style.lineBreak + inner, isFollowed: false)
        return [UInt8(ascii: "{")] + lines + self.style.lineBreak + indentation
            + [UInt8(ascii: "}")]
    }

    /// Further lines of a value, moved to another indentation.
    private func indented(_ bytes: [UInt8], from old: [UInt8], to new: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        var result = Array(lines[0])
        for line in lines.dropFirst() {
            result += [0x0A]
            result += line.starts(with: old) ? new + line.dropFirst(old.count) : Array(line)
        }
        return result
    }

    // MARK: The source

    /// The member of the source that is at a path after the moves: one that moves there, or one
    /// inside of such a member.
    private func carried(to path: DocumentPath) -> CarriedMember? {
        moves.innermost(to: path).flatMap { move in
            member(at: move.from + path.dropFirst(move.to.count))
        }
    }

    private func member(at path: DocumentPath) -> CarriedMember? {
        var member: CarriedMember?
        var index = 0
        for step in path {
            switch view[index].kind {
            case .object:
                guard let key = key(step.token, of: index) else { return nil }
                member = CarriedMember(path: path, object: index, key: key)
                index = key + 1
            case .array:
                guard let position = step.position, position < view[index].count else { return nil }
                var inner = index + 1
                for _ in 0..<position { inner = view.next(after: inner) }
                (member, index) = (nil, inner)
            default: return nil
            }
        }
        return member
    }

    private func key(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { text in
            let text = UnsafeRawBufferPointer(text)
            return view.member(of: object, hash: KeyHash.hash(text), key: text).map { $0 - 1 }
        }
    }

    /// The comments that belong to a member: those on the lines above it, and those behind it.
    private func comments(of member: CarriedMember) -> (above: [[UInt8]], behind: [UInt8]) {
        let element = element(member.key + 1, key: member.key)
        let object = node(member.object)
        let following = view.next(after: member.key + 1)
        let next = following < view[member.object].endIndex ? node(following).first : object.end - 1
        let first = text.leadingComments(before: element.first)
        let isAlone = text.isBlank(text.lineStart(first)..<first)
        let start = isAlone ? text.commentStart(above: first, below: object.start + 1) : first
        let above = comments(in: start..<element.first)
        let end = min(tailEnd(of: element, before: next), next)
        let behind = comments(in: element.end..<max(element.end, end))
        return (above, Array(behind.joined(separator: [0x20])))
    }

    private func comments(in range: Range<Int>) -> [[UInt8]] {
        var comments: [[UInt8]] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard text.isComment(offset) else {
                offset += 1
                continue
            }
            let end = text.commentEnd(offset)
            comments.append(Array(text.bytes[offset..<end]))
            offset = end
        }
        return comments
    }
}
