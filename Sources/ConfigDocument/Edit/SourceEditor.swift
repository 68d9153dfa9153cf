/// Walks a document beside the value that it shall hold, and notes the changes to its text.
struct SourceEditor {
    let text: SourceText
    let format: DocumentFormat
    let layout: SourceLayout
    let view: TapeView
    let style: YAMLStyle
    /// Changed collections this deep or deeper are written anew.
    private let memberwiseDepth: Int

    private(set) var notes: [EditNote] = []
    private var patches: [SourcePatch] = []
    /// Anchors whose value is another after the edit.
    private var changedAnchors: [Int: AnchorChange] = [:]

    private enum AnchorChange {
        case value(ConfigValue)
        /// Its definition is gone.
        case lost
    }

    /// The text cannot be changed in place here, so the collection around is written anew.
    struct Unpatchable: Error {}

    /// Where a value stands, which decides how its replacement is written.
    enum Slot {
        case root
        /// Behind the colon of a block mapping's key.
        case member(colon: Int, indent: Int)
        /// Behind a dash of a block sequence.
        case item(dash: Int, indent: Int)
        /// In a flow collection, or in JSON.
        case flow(FlowStyle)
    }

    init(source: [UInt8], format: DocumentFormat, layout: SourceLayout, memberwiseDepth: Int) {
        text = SourceText(bytes: source)
        self.format = format
        self.layout = layout
        self.memberwiseDepth = memberwiseDepth
        view = layout.storage.view
        style = YAMLStyle(of: text, layout: layout)
    }

    /// The text with all changes made, or nil where that cannot be.
    mutating func edited(from old: ConfigValue, to new: ConfigValue) -> [UInt8]? {
        defer { withExtendedLifetime(layout.storage) {} }
        do throws(Unpatchable) {
            try edit(0, from: old, to: new, in: .root, path: [])
        } catch {
            return nil
        }
        return SourcePatch.apply(patches, to: text.bytes)
    }

    func node(_ index: Int) -> YAMLNode { layout.nodes[index] }

    mutating func patch(_ range: Range<Int>, _ replacement: [UInt8]) {
        patches.append(SourcePatch(range: range, text: replacement))
    }

    // MARK: Walking

    mutating func edit(
        _ index: Int,
        from old: ConfigValue,
        to new: ConfigValue,
        in slot: Slot,
        path: [PathStep]
    ) throws(Unpatchable) {
        let node = node(index)
        switch node.style {
        case .alias: return try editAlias(index, from: old, to: new, in: slot, path: path)
        case .copied: throw Unpatchable()
        default: break
        }
        if old == new, !namesChangedAnchor(index) { return }
        if isUsed(node.anchor), old != new { changedAnchors[node.anchor] = .value(new) }
        guard canEditMembers(old, new) else { return try replace(index, with: new, in: slot) }
        guard path.count < memberwiseDepth else {
            note(.reformatted, path)
            return try replace(index, with: new, in: slot)
        }
        let before = (patches.count, notes.count, changedAnchors)
        do throws(Unpatchable) {
            try editMembers(index, from: old, to: new, path: path)
        } catch {
            patches.removeLast(patches.count - before.0)
            notes.removeLast(notes.count - before.1)
            changedAnchors = before.2
            note(.reformatted, path)
            try replace(index, with: new, in: slot)
        }
    }

    /// Whether both are collections with something in common, so that members can be edited.
    private func canEditMembers(_ old: ConfigValue, _ new: ConfigValue) -> Bool {
        switch (old, new) {
        case (.object(let old), .object(let new)): new.members.contains { old[$0.key] != nil }
        case (.array(let old), .array(let new)): !old.isEmpty && !new.isEmpty
        default: false
        }
    }

    private mutating func editMembers(
        _ index: Int,
        from old: ConfigValue,
        to new: ConfigValue,
        path: [PathStep]
    ) throws(Unpatchable) {
        let isBlock = node(index).style == .block
        switch (old, new) {
        case (.object(let old), .object(let new)):
            if let anchors = layout.mergeAnchors[index],
                anchors.contains(where: { changedAnchors[$0] != nil })
            {
                throw Unpatchable()
            }
            try isBlock
                ? editBlockObject(index, from: old, to: new, path: path)
                : editFlowObject(index, from: old, to: new, path: path)
        case (.array(let old), .array(let new)):
            try isBlock
                ? editBlockArray(index, from: old, to: new, path: path)
                : editFlowArray(index, from: old, to: new, path: path)
        default: throw Unpatchable()
        }
    }

    mutating func note(_ kind: EditNote.Kind, _ path: [PathStep]) {
        notes.append(EditNote(kind: kind, path: path))
    }

    // MARK: Anchors

    private func isUsed(_ anchor: Int) -> Bool {
        anchor >= 0 && anchor < layout.anchorUses.count && layout.anchorUses[anchor] > 0
    }

    /// Whether a value holds an alias whose anchor has changed.
    private func namesChangedAnchor(_ index: Int) -> Bool {
        guard !changedAnchors.isEmpty else { return false }
        for inner in index..<view.next(after: index) {
            let node = node(inner)
            if node.style == .alias, changedAnchors[node.anchor] != nil { return true }
            if node.hasMerge, let anchors = layout.mergeAnchors[inner],
                anchors.contains(where: { changedAnchors[$0] != nil })
            {
                return true
            }
        }
        return false
    }

    /// Whether the key stands for an anchor that has changed.
    func isChangedAlias(key index: Int) -> Bool {
        node(index).style == .alias && changedAnchors[node(index).anchor] != nil
    }

    /// An alias stays while its anchor has the value that is wanted here; else the value is written
    /// in its place, so that the anchor and its other users keep theirs.
    private mutating func editAlias(
        _ index: Int,
        from old: ConfigValue,
        to new: ConfigValue,
        in slot: Slot,
        path: [PathStep]
    ) throws(Unpatchable) {
        if case .value(let value) = changedAnchors[node(index).anchor] ?? .value(old), value == new
        {
            return
        }
        note(.detached, path)
        try replace(index, with: new, in: slot)
    }

    /// Notes that the anchors in a range of the tape are no longer defined.
    mutating func loseAnchors(in range: Range<Int>) {
        for index in range where node(index).style != .alias && isUsed(node(index).anchor) {
            changedAnchors[node(index).anchor] = .lost
        }
    }

    // MARK: Replacing

    /// Writes a value in the place of the one at `index`.
    private mutating func replace(
        _ index: Int,
        with new: ConfigValue,
        in slot: Slot
    ) throws(Unpatchable) {
        let node = node(index)
        let keepsProperties = keepsProperties(index, new)
        if !keepsProperties { loseAnchors(in: index..<view.next(after: index)) }
        let start = keepsProperties ? node.start : node.first
        switch slot {
        case .root: try replaceRoot(index, with: new)
        case .flow(let flow):
            try replaceInFlow(start..<node.end, with: flowText(new, flow, at: index))
        case .member(let colon, let indent):
            var output = YAMLOutput(style: style)
            if let scalar = sameQuotes(new, as: node) {
                output.put(" \(scalar)")
            } else {
                output.writeMemberValue(new, indent: indent, column: text.column(colon) + 2)
            }
            replaceInBlock(node, start: start, behind: colon, with: output.bytes)
        case .item(let dash, let indent):
            var output = YAMLOutput(style: style)
            if let scalar = sameQuotes(new, as: node) {
                output.put("- \(scalar)")
            } else {
                output.writeItem(new, indent: indent)
            }
            replaceInBlock(node, start: start, behind: dash, with: Array(output.bytes.dropFirst()))
        }
    }

    /// An anchor before a scalar stays where the new value is a scalar; a tag would not fit it.
    private func keepsProperties(_ index: Int, _ new: ConfigValue) -> Bool {
        let node = node(index)
        guard node.first < node.start else { return false }
        switch (view[index].kind, new) {
        case (.object, _), (.array, _), (_, .object), (_, .array): return false
        default: return !text.bytes[node.first..<node.start].contains(UInt8(ascii: "!"))
        }
    }

    /// A string of one line in the quotes that the one before had.
    func sameQuotes(_ new: ConfigValue, as node: YAMLNode) -> String? {
        guard format == .yaml, node.style == .quoted, case .string(let string) = new,
            !string.utf8.contains(0x0A)
        else { return nil }
        if text[node.start] == UInt8(ascii: "\"") { return YAMLText.doubleQuoted(string) }
        return string.unicodeScalars.allSatisfy(VisibleText.contains)
            ? YAMLText.singleQuoted(string) : nil
    }

    private mutating func replaceRoot(_ index: Int, with new: ConfigValue) throws(Unpatchable) {
        let node = node(index)
        if format == .json {
            return patch(node.start..<node.end, flowText(new, FlowStyle(document: text), at: index))
        }
        var output = YAMLOutput(style: style)
        output.writeRoot(new)
        if node.start == node.end {
            // No value yet: it goes below the comments.
            let end = text.bytes.count
            let needsBreak = end > 0 && text.lineStart(end) != end
            let isBehindText = text.bytes.isEmpty ? false : needsBreak
            patch(end..<end, (isBehindText ? style.lineBreak : []) + output.bytes + style.lineBreak)
        } else {
            patch(node.first..<node.end, output.bytes)
        }
    }

    /// Replaces the value behind a colon or dash. The new text is what follows that; its first line
    /// takes the place of the value, and what it has beyond goes below that line and its comment.
    private mutating func replaceInBlock(
        _ node: YAMLNode,
        start: Int,
        behind indicator: Int,
        with replacement: [UInt8]
    ) {
        let split = replacement.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? replacement.count
        let head = Array(replacement[..<split].drop { $0 == 0x20 })
        let tail = Array(replacement[split...])
        let after = indicator + 1
        let isBelow =
            node.style == .block && text.lineStart(node.start) != text.lineStart(indicator)
        if isBelow {
            if start < node.start, text.lineStart(start) == text.lineStart(indicator) {
                patch(
                    after..<text.trimmedEnd(after..<max(after, propertiesEnd(start))),
                    spaced(head)
                )
            } else {
                patch(after..<after, spaced(head))
            }
            let lineEnd = text.lineEnd(indicator)
            patch(lineEnd..<text.lineEnd(node.end), tail)
        } else if node.style == .literal {
            var headerEnd = node.start
            while headerEnd < node.end, text[headerEnd] > 0x20 { headerEnd += 1 }
            patch(start..<headerEnd, head)
            let lineEnd = text.lineEnd(node.start)
            patch(min(lineEnd, node.end)..<node.end, tail)
        } else if start == node.end {
            patch(after..<after, spaced(head))
            let lineEnd = text.lineEnd(after)
            if !tail.isEmpty { patch(lineEnd..<lineEnd, tail) }
        } else {
            // Where nothing stays in the line, the space goes as well.
            let isSameLine = text.lineStart(start) == text.lineStart(indicator)
            patch((head.isEmpty && isSameLine ? after : start)..<node.end, head)
            let lineEnd = text.lineEnd(node.end)
            if !tail.isEmpty { patch(lineEnd..<lineEnd, tail) }
        }
    }

    private func spaced(_ head: [UInt8]) -> [UInt8] { head.isEmpty ? [] : [0x20] + head }

    /// The end of the anchor and tag that begin at an offset, within their line.
    private func propertiesEnd(_ start: Int) -> Int {
        var end = start
        while end < text.lineEnd(start) {
            if text[end] <= 0x20, text[end + 1] != UInt8(ascii: "&"),
                text[end + 1] != UInt8(ascii: "!")
            {
                break
            }
            end += 1
        }
        return end
    }
}

extension YAMLStyle {
    /// The style of a document, by the first places that show it.
    init(of text: SourceText, layout: SourceLayout) {
        lineBreak = text.lineBreak
        let view = layout.storage.view
        var columns: [(column: Int, isObject: Bool)] = []
        var memberStep: Int?
        var itemStep: Int?
        for index in 0..<layout.storage.entryCount where memberStep == nil || itemStep == nil {
            let kind = view[index].kind
            if kind == .end { _ = columns.popLast() }
            guard kind == .object || kind == .array else { continue }
            let node = layout.nodes[index]
            let column = node.style == .block ? text.column(node.start) : -1
            if let outer = columns.last, outer.isObject, outer.column >= 0, column >= outer.column {
                if kind == .object, memberStep == nil { memberStep = column - outer.column }
                if kind == .array, itemStep == nil { itemStep = column - outer.column }
            }
            columns.append((column, kind == .object))
        }
        step = max(1, memberStep ?? 2)
        dashStep = itemStep ?? step
    }
}
