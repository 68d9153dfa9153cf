import ConfigDocument

/// Compares a document with an intended value, and records the changes to its text.
struct SourceEditor {
    let text: SourceText
    let format: DocumentFormat
    let layout: SourceLayout
    let view: TapeView
    let style: YAMLStyle
    /// For TOML: the ends of values and headers, in order; of values on several lines at least.
    let ends: [Int]
    /// Changed collections at this depth or deeper are rewritten.
    let memberwiseDepth: Int
    /// The members that move to another object, with their comments.
    let moves: MoveTargets
    /// The value of the document before the edit.
    private(set) var source = DocumentValue.null

    private(set) var notes: [EditNote] = []
    private(set) var patches: [SourcePatch] = []
    /// Anchors whose values are changed by the edit.
    private var changedAnchors: [Int: AnchorChange] = [:]

    private enum AnchorChange {
        case value(DocumentValue)
        /// The definition of the anchor is removed.
        case lost
    }

    /// Thrown if the text cannot be changed in place here, so that the enclosing collection is
    /// rewritten.
    struct Unpatchable: Error {}

    /// The place of a value, which determines how its replacement is written.
    enum Slot {
        case root
        /// After the colon of a key in a block mapping.
        case member(colon: Int, indent: Int)
        /// After a dash of a block sequence.
        case item(dash: Int, indent: Int)
        /// In a flow collection, or in JSON.
        case flow(FlowStyle)
        /// After the equals sign of a TOML statement.
        case statement

        /// The colon or dash before the value.
        var indicator: Int? {
            switch self {
            case .member(let colon, _): colon
            case .item(let dash, _): dash
            case .root, .flow, .statement: nil
            }
        }
    }

    init(
        source: SourceText,
        format: DocumentFormat,
        layout: SourceLayout,
        style: YAMLStyle,
        ends: [Int],
        memberwiseDepth: Int,
        moves: MoveTargets = MoveTargets([])
    ) {
        text = source
        self.format = format
        self.layout = layout
        self.style = style
        self.ends = ends
        self.memberwiseDepth = memberwiseDepth
        self.moves = moves
        view = layout.view
    }

    /// The text with all changes applied; nil if that is impossible.
    mutating func edited(from old: DocumentValue, to new: DocumentValue) -> [UInt8]? {
        defer { withExtendedLifetime(layout) {} }
        source = old
        do throws(Unpatchable) {
            if format == .toml {
                try editDocument(from: old, to: new)
            } else {
                try edit(0, from: old, to: new, in: .root, path: [])
            }
        } catch {
            return nil
        }
        guard let edited = SourcePatch.apply(patches, to: text.bytes) else { return nil }
        return format == .toml ? withoutBlankEnd(edited) : edited
    }

    /// Makes all of the changes, or none.
    mutating func attempt(_ changes: (inout SourceEditor) throws(Unpatchable) -> Void) -> Bool {
        let before = (patches.count, notes.count, changedAnchors)
        do throws(Unpatchable) {
            try changes(&self)
            return true
        } catch {
            patches.removeLast(patches.count - before.0)
            notes.removeLast(notes.count - before.1)
            changedAnchors = before.2
            return false
        }
    }

    /// The removed range that contains an offset or ends at it.
    func removal(around offset: Int) -> Range<Int>? {
        patches.last {
            $0.text.isEmpty && $0.range.lowerBound < offset && offset <= $0.range.upperBound
        }?.range
    }

    func node(_ index: Int) -> YAMLNode { layout.nodes[index] }

    mutating func patch(_ range: Range<Int>, _ replacement: [UInt8]) {
        patches.append(SourcePatch(range: range, text: replacement))
    }

    // MARK: Walking

    mutating func edit(
        _ index: Int,
        from old: DocumentValue,
        to new: DocumentValue,
        in slot: Slot,
        path: DocumentPath
    ) throws(Unpatchable) {
        let node = node(index)
        switch node.style {
        case .alias: return try editAlias(index, from: old, to: new, in: slot, path: path)
        case .copied: throw Unpatchable()
        default: break
        }
        if old == new, !namesChangedAnchor(index) { return }
        if isUsed(node.anchor), old != new { changedAnchors[node.anchor] = .value(new) }
        // Dotted keys inside braces have no notation for the table as a whole.
        let isDotted = format == .toml && place(index).role == .dotted
        if isDotted, !canEditMembers(old, new) || path.count >= memberwiseDepth {
            throw Unpatchable()
        }
        guard canEditMembers(old, new) else {
            if keepsCommentsInside(index, old, new, path) { return }
            let indentation = text.indentation(node.start)
            if let text = objectText(new, at: path, indentation: indentation) {
                return patch(node.start..<node.end, text)
            }
            if losesComments(index, to: new, in: slot) { note(.reformatted, path) }
            return try replace(index, with: new, in: slot)
        }
        guard path.count < memberwiseDepth else {
            note(.reformatted, path)
            return try replace(index, with: new, in: slot)
        }
        let isEdited = attempt { (editor) throws(Unpatchable) in
            try editor.editMembers(index, from: old, to: new, path: path)
        }
        guard !isEdited else { return }
        if isDotted { throw Unpatchable() }
        note(.reformatted, path)
        try replace(index, with: new, in: slot)
    }

    /// True if both values are collections with common parts, so that their members can be edited.
    private func canEditMembers(_ old: DocumentValue, _ new: DocumentValue) -> Bool {
        switch (old, new) {
        case (.object(let old), .object(let new)): new.members.contains { old[$0.key] != nil }
        case (.array(let old), .array(let new)): !old.isEmpty && !new.isEmpty
        default: false
        }
    }

    /// Fills or empties a collection around its comments; returns false if it has none.
    private mutating func keepsCommentsInside(
        _ index: Int,
        _ old: DocumentValue,
        _ new: DocumentValue,
        _ path: DocumentPath
    ) -> Bool {
        switch (old, new) {
        case (.object(let before), .object(let after)):
            before.isEmpty ? fill(index, with: new) : after.isEmpty && empty(index, path)
        case (.array(let before), .array(let after)):
            before.isEmpty ? fill(index, with: new) : after.isEmpty && empty(index, path)
        default: false
        }
    }

    private mutating func editMembers(
        _ index: Int,
        from old: DocumentValue,
        to new: DocumentValue,
        path: DocumentPath
    ) throws(Unpatchable) {
        // Of TOML, only inline tables and those of dotted keys inside them come here.
        let isBlock = node(index).style == .block && format != .toml
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

    mutating func note(_ kind: EditNote.Kind, _ path: DocumentPath) {
        notes.append(EditNote(kind: kind, path: path))
    }

    // MARK: Anchors

    private func isUsed(_ anchor: Int) -> Bool {
        anchor >= 0 && anchor < layout.anchorUses.count && layout.anchorUses[anchor] > 0
    }

    /// True if a value contains an alias whose anchor has changed.
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

    /// True if the key is an alias of an anchor that has changed.
    func isChangedAlias(key index: Int) -> Bool {
        node(index).style == .alias && changedAnchors[node(index).anchor] != nil
    }

    /// An alias is kept if its anchor has the intended value; otherwise the value is written in its
    /// place, so that the anchor and its other uses are unchanged.
    private mutating func editAlias(
        _ index: Int,
        from old: DocumentValue,
        to new: DocumentValue,
        in slot: Slot,
        path: DocumentPath
    ) throws(Unpatchable) {
        if case .value(let value) = changedAnchors[node(index).anchor] ?? .value(old), value == new
        {
            return
        }
        note(.detached, path)
        try replace(index, with: new, in: slot)
    }

    /// Records that the anchors in a range of the tape are no longer defined.
    mutating func loseAnchors(in range: Range<Int>) {
        for index in range where node(index).style != .alias && isUsed(node(index).anchor) {
            changedAnchors[node(index).anchor] = .lost
        }
    }
}
