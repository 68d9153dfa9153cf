import ConfigDocument

/// The part of a document that an edit at one place needs: the containers on the way, each with the
/// members at its ends and beside the place, and the old value as a whole.
///
/// Its layout is determined from the tape and the source around each entry, so that the document is
/// not parsed again. The values of other members are replaced by stand-ins. A mistake
/// of the excerpt, caused by the omitted parts, is found when the tapes are compared.
struct EditExcerpt {
    let layout: SourceLayout
    let old: DocumentValue
    let new: DocumentValue
    /// For TOML, the ends of strings on several lines, in order.
    let ends: [Int]

    /// Nil if the tape does not show the notation around the place.
    init?(of document: Document, around place: EditPlace, in text: SourceText) {
        var builder = Builder(document: document, text: text, place: place)
        guard let (old, new) = builder.add(container: 0, depth: 0, isInFlow: false) else {
            return nil
        }
        self.old = old
        self.new = new
        ends = document.format == .toml ? Self.longEnds(in: document) : []
        layout = SourceLayout(
            excerpt: builder.tape,
            of: document,
            nodes: builder.nodes,
            places: builder.places
        )
    }

    /// The ends of strings on several lines, whose last lines may look like comments.
    private static func longEnds(in document: Document) -> [Int] {
        document.withTape { view in
            var ends: [Int] = []
            for index in 0..<document.storage.entryCount where view[index].kind == .string {
                let range = view.sourceRange(index)
                guard range.count >= 6 else { continue }
                let quote = view.source[range.lowerBound]
                if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                    view.source[range.lowerBound + 1] == quote,
                    view.source[range.lowerBound + 2] == quote
                {
                    ends.append(range.upperBound)
                }
            }
            return ends.sorted()
        }
    }
}

/// Copies entries to the tape of an excerpt.
private struct Builder {
    let document: Document
    let text: SourceText
    let place: EditPlace
    let view: TapeView
    let notation: Notation

    let tape = TapeStorage()
    private(set) var nodes: [YAMLNode] = []
    private(set) var places: [TOMLPlace] = []

    init(document: Document, text: SourceText, place: EditPlace) {
        self.document = document
        self.text = text
        self.place = place
        view = document.storage.view
        notation = Notation(text: text, view: view, format: document.format)
    }

    // MARK: The way

    /// Adds a container on the way, and returns its old and its new value, with stand-ins for what
    /// the edit leaves as it is.
    mutating func add(
        container: Int,
        depth: Int,
        isInFlow: Bool
    ) -> (old: DocumentValue, new: DocumentValue)? {
        let step = place.steps[depth]
        let isLast = depth + 1 == place.steps.count
        let start = tape.entryCount
        let key = depth > 0 && place.steps[depth - 1].key != nil ? container - 1 : nil
        guard let isInFlow = open(container, key: key, isInFlow: isInFlow, isParent: isLast) else {
            return nil
        }
        var (old, new) = (Members(isObject: step.key != nil), Members(isObject: step.key != nil))
        for kept in keptChildren(of: step) {
            if let added = place.new, isLast, place.old == nil, step.key == nil,
                kept.index == step.child
            {
                new.append(added)
            }
            guard notation.isPlain(kept.index, in: container, behind: kept.above) else {
                return nil
            }
            var value = kept.index
            if step.key != nil {
                addKey(kept.index)
                value += 1
            }
            let name = step.key == nil ? "" : text(ofKey: kept.index)
            let isOnWay = kept.index == step.child
            if isOnWay, !isLast {
                guard let inner = add(container: value, depth: depth + 1, isInFlow: isInFlow)
                else { return nil }
                old.append(inner.old, name)
                new.append(inner.new, name)
            } else if isOnWay, let before = place.old {
                guard addWhole(value, key: step.key == nil ? nil : kept.index, isInFlow: isInFlow)
                else { return nil }
                old.append(before, name)
                if let after = place.new { new.append(after, name) }
            } else {
                guard
                    addClosed(value, key: step.key == nil ? nil : kept.index, isInFlow: isInFlow)
                else { return nil }
                let standIn = standIn(for: value)
                old.append(standIn, name)
                new.append(standIn, name)
            }
        }
        if let added = place.new, isLast, step.child == nil { new.append(added, step.key ?? "") }
        close(from: start, container)
        return (old.value, new.value)
    }

    /// The members or elements of an excerpt's container, while it is built.
    private struct Members {
        let isObject: Bool
        private var object = DocumentObject()
        private var array: [DocumentValue] = []

        init(isObject: Bool) { self.isObject = isObject }

        mutating func append(_ value: DocumentValue, _ key: String = "") {
            if isObject { object[key] = value } else { array.append(value) }
        }

        var value: DocumentValue { isObject ? .object(object) : .array(array) }
    }

    /// The first two and the last member, those beside the place, and in a TOML table the first and
    /// the last statement: all that an edit looks at. `above` is the index of the member before.
    private func keptChildren(of step: EditPlace.Step) -> [(index: Int, above: Int?)] {
        let isObject = step.key != nil
        let end = view[step.container].endIndex
        var kept: [(index: Int, above: Int?)] = []
        var previous: (index: Int, above: Int?)?
        var statements: (first: (index: Int, above: Int?), last: (index: Int, above: Int?))?
        var wasPlace = false
        var index = step.container + 1
        while index < end {
            let child = (index: index, above: previous?.index)
            if isObject, document.format == .toml,
                !notation.hasHeader(index + 1, key: index)
            {
                statements = (statements?.first ?? child, child)
            }
            let isPlace = index == step.child
            if isPlace, let previous { kept.append(previous) }
            if isPlace || wasPlace || kept.count < 2 && child.above == kept.last?.index {
                kept.append(child)
            }
            wasPlace = isPlace
            previous = child
            index = view.next(after: isObject ? index + 1 : index)
        }
        if let previous { kept.append(previous) }
        if let statements { kept += [statements.first, statements.last] }
        kept.sort { $0.index < $1.index }
        var last = -1
        return kept.filter { child in
            defer { last = child.index }
            return child.index != last
        }
    }

    /// A value of the same kind that no other one in the excerpt equals.
    private func standIn(for index: Int) -> DocumentValue {
        let mark = DocumentValue.string("\u{0}\(index)")
        switch view[index].kind {
        case .object: return ["": mark]
        case .array: return [mark]
        default: return mark
        }
    }

    // MARK: Entries

    private mutating func put(_ entry: TapeEntry, _ node: YAMLNode, _ place: TOMLPlace) {
        tape.append(entry)
        nodes.append(node)
        if document.format == .toml { places.append(place) }
    }

    private func text(ofKey index: Int) -> String {
        String(decoding: view.text(view[index]), as: UTF8.self)
    }

    private mutating func addKey(_ index: Int) {
        put(
            view[index],
            notation.node(index, isInFlow: true),
            TOMLPlace(.scalar, start: notation.statementStart(index))
        )
    }

    /// Begins a container, and returns true if its content is in flow style.
    private mutating func open(
        _ index: Int,
        key: Int?,
        isInFlow: Bool,
        isParent: Bool
    ) -> Bool? {
        let node = notation.node(index, isInFlow: isInFlow)
        guard let place = notation.place(index, key: key, isInFlow: isInFlow) else { return nil }
        // A table may have a header further below that the tape does not show.
        if document.format == .toml, isParent, place.role == .implied { return nil }
        put(view[index], node, place)
        return node.style != .block
    }

    private mutating func close(from start: Int, _ container: Int) {
        let end = view[view[container].endIndex]
        let count = view[container].count
        tape.entries[start].body =
            UInt64(truncatingIfNeeded: tape.entryCount) << 32 | UInt64(truncatingIfNeeded: count)
        put(
            TapeEntry(
                .end,
                offset: end.offset,
                length: end.length,
                body: UInt64(truncatingIfNeeded: start)
            ),
            YAMLNode(.plain, end.offset, end.offset),
            TOMLPlace(.scalar, start: 0)
        )
    }

    /// Adds a value without what it contains.
    private mutating func addClosed(_ index: Int, key: Int?, isInFlow: Bool) -> Bool {
        guard !view[index].has(TapeEntry.aliased) else { return false }
        let start = tape.entryCount
        guard let place = notation.place(index, key: key, isInFlow: isInFlow) else { return false }
        put(view[index], notation.node(index, isInFlow: isInFlow), place)
        if view[index].kind == .object || view[index].kind == .array { close(from: start, index) }
        return true
    }

    /// Adds a value with all that it contains.
    private mutating func addWhole(_ index: Int, key: Int?, isInFlow: Bool) -> Bool {
        guard !view[index].has(TapeEntry.aliased) else { return false }
        let kind = view[index].kind
        guard kind == .object || kind == .array else {
            return addClosed(index, key: key, isInFlow: isInFlow)
        }
        let start = tape.entryCount
        guard let isInFlow = open(index, key: key, isInFlow: isInFlow, isParent: true) else {
            return false
        }
        let isObject = kind == .object
        var above: Int?
        var inner = index + 1
        while inner < view[index].endIndex {
            guard notation.isPlain(inner, in: index, behind: above) else { return false }
            above = inner
            if isObject { addKey(inner) }
            let value = isObject ? inner + 1 : inner
            guard addWhole(value, key: isObject ? inner : nil, isInFlow: isInFlow) else {
                return false
            }
            inner = view.next(after: value)
        }
        close(from: start, index)
        return true
    }
}
