import ConfigDocument

/// The place of an edit on the tape: the containers on the way, and what changes in the innermost.
struct EditPlace {
    /// A container on the way, and the key or element in it that the path leads to.
    struct Step {
        var container: Int
        /// The index of the key, or of the element; nil for one that is added at the end.
        var child: Int?
        /// The key of a member; nil for an element.
        var key: String?
        /// The position of an element.
        var position = 0
    }

    /// The containers on the way, outermost first.
    private(set) var steps: [Step] = []
    /// The path to the place.
    private(set) var path: DocumentPath = []
    /// The old value; nil if the new one is inserted.
    private(set) var old: DocumentValue?
    /// The new value; nil if the old one is removed.
    private(set) var new: DocumentValue?

    /// Nil for the root, for the value of an alias, and for paths that lead nowhere.
    init?(of change: PathEdit.Change, at path: DocumentPath, in document: Document) {
        let view = document.storage.view
        defer { withExtendedLifetime(document) {} }
        var index = 0
        for (depth, token) in path.enumerated() {
            guard !view[index].has(TapeEntry.aliased),
                let step = Self.step(token, from: index, in: document)
            else { return nil }
            steps.append(step)
            self.path.append(step.key.map { .key($0) } ?? .index(step.position))
            let rest = path.dropFirst(depth + 1)
            let value = step.child.map { $0 + (step.key == nil ? 0 : 1) }
            if let value, view[value].has(TapeEntry.aliased) { return nil }
            if let value, !rest.isEmpty, view[value].kind == .object || view[value].kind == .array {
                index = value
                continue
            }
            let old = value.map { DocumentValue(Cursor(document: document, index: $0)) }
            switch change {
            case .remove:
                guard rest.isEmpty, old != nil else { return nil }
                self.old = old
            case .insert(let new) where rest.isEmpty && step.key == nil:
                self.new = new
            case .insert(let new), .set(let new):
                var value = old ?? .null
                do throws(EditError) { try value.set(new, at: DocumentPath(rest)) } catch {
                    return nil
                }
                self.old = old
                self.new = value
            }
            return
        }
        return nil
    }

    private static func step(
        _ token: DocumentPath.Step,
        from index: Int,
        in document: Document
    ) -> Step? {
        let container = Cursor(document: document, index: index)
        switch container.kind {
        case .object:
            guard !token.isPosition else { return nil }
            let child = container[token.token].map { $0.index - 1 }
            return Step(container: index, child: child, key: token.token)
        case .array:
            guard let position = token.position, position <= container.count else { return nil }
            let child = container[position]?.index
            return Step(container: index, child: child, position: position)
        default: return nil
        }
    }

    var isUnchanged: Bool {
        guard let old, let new else { return false }
        return old == new
    }

    // MARK: Verification

    /// True if the documents are equal except for this place, which has the intended value.
    func isOnlyDifference(from old: Document, to new: Document) -> Bool {
        guard let step = steps.last,
            let parent = DocumentPath(path.dropLast()).followed(
                from: new.root,
                { $0.child(at: $1) }
            )
        else { return false }
        let value = step.key.map { parent[$0] } ?? parent[step.position]
        if let wanted = self.new {
            guard let value, value.holds(wanted) else { return false }
        } else if step.key != nil, value != nil {
            return false
        }
        let removed = self.old == nil ? 0 : size(of: step.child, step, in: old)
        guard self.new != nil, let value else {
            guard let start = step.child else { return false }
            return TapeSplice(start: start, removed: removed, added: 0, in: step.container, by: -1)
                .isOnlyDifference(from: old, to: new)
        }
        let start = value.index - (step.key == nil ? 0 : 1)
        return TapeSplice(
            start: start,
            removed: removed,
            added: size(of: start, step, in: new),
            in: step.container,
            by: self.old == nil ? 1 : 0
        )
        .isOnlyDifference(from: old, to: new)
    }

    /// The number of entries of a member or element.
    private func size(of child: Int?, _ step: Step, in document: Document) -> Int {
        guard let child else { return 0 }
        return document.withTape { $0.next(after: child + (step.key == nil ? 0 : 1)) } - child
    }
}

/// Entries of a tape that are replaced by others.
struct TapeSplice {
    private let start: Int
    private let removed: Int
    private let added: Int
    private let container: Int
    /// How many members or elements the container gains.
    private let gain: Int

    init(start: Int, removed: Int, added: Int, in container: Int, by gain: Int) {
        self.start = start
        self.removed = removed
        self.added = added
        self.container = container
        self.gain = gain
    }

    /// True if all entries outside of the replaced ones are equal.
    func isOnlyDifference(from old: Document, to new: Document) -> Bool {
        let count = old.storage.entryCount
        let shift = added - removed
        guard new.storage.entryCount == count + shift, start > container, start + removed <= count
        else { return false }
        let texts = SharedText(old.storage.sourceBytes, new.storage.sourceBytes)
        return old.withTape { old in
            new.withTape { new in
                for index in 0..<start
                where !texts.share(old[index], new[index])
                    && !isEqual(old, old[index], new, new[index], at: index, shift)
                {
                    return false
                }
                for index in start + removed..<count
                where !texts.share(old[index], new[index + shift])
                    && !isEqual(old, old[index], new, new[index + shift], at: index, shift)
                {
                    return false
                }
                return true
            }
        }
    }

    private func isEqual(
        _ old: TapeView,
        _ oldEntry: TapeEntry,
        _ new: TapeView,
        _ newEntry: TapeEntry,
        at index: Int,
        _ shift: Int
    ) -> Bool {
        guard oldEntry.rawKind == newEntry.rawKind else { return false }
        switch oldEntry.kind {
        case .object, .array:
            let isShifted = oldEntry.endIndex >= start + removed
            return newEntry.endIndex == oldEntry.endIndex + (isShifted ? shift : 0)
                && newEntry.count == oldEntry.count + (index == container ? gain : 0)
        case .end:
            let first = Int(truncatingIfNeeded: oldEntry.body)
            return Int(truncatingIfNeeded: newEntry.body) == first + (first >= start ? shift : 0)
        case .string, .key:
            return oldEntry.body == newEntry.body
                && bytesEqual(old.text(oldEntry), new.text(newEntry))
        case .decimal:
            return oldEntry.body == newEntry.body
                && bytesEqual(old.lexeme(oldEntry), new.lexeme(newEntry))
        default: return oldEntry.body == newEntry.body
        }
    }
}

/// The common start and end of two sources.
private struct SharedText {
    /// The end of the common start.
    private let head: Int
    /// The start of the common end, in the old source.
    private let tail: Int
    /// The distance of the common ends, as in the head of an entry.
    private let shift: UInt64

    init(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) {
        let most = min(old.count, new.count)
        var head = 0
        while head + 8 <= most, Self.areEqual(old, head, new, head) { head += 8 }
        var tail = 0
        while tail + 8 <= most - head,
            Self.areEqual(old, old.count - tail - 8, new, new.count - tail - 8)
        {
            tail += 8
        }
        self.head = head
        self.tail = old.count - tail
        shift = UInt64(truncatingIfNeeded: new.count - old.count) &<< 32
    }

    private static func areEqual(
        _ left: UnsafeRawBufferPointer,
        _ leftOffset: Int,
        _ right: UnsafeRawBufferPointer,
        _ rightOffset: Int
    ) -> Bool {
        left.loadUnaligned(fromByteOffset: leftOffset, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: rightOffset, as: UInt64.self)
    }

    /// True if two scalars or keys have the same text because it is in a common part.
    @inline(__always)
    func share(_ old: TapeEntry, _ new: TapeEntry) -> Bool {
        guard old.body == new.body, !old.has(TapeEntry.decoded), old.rawKind != Kind.end.rawValue,
            old.rawKind != Kind.object.rawValue, old.rawKind != Kind.array.rawValue
        else { return false }
        if new.head == old.head {
            let length =
                old.rawKind == Kind.string.rawValue
                ? Int(truncatingIfNeeded: old.body) &+ 2 : old.length &+ 2
            return old.offset &+ length <= head
        }
        return new.head == old.head &+ shift && old.offset >= tail
    }
}
