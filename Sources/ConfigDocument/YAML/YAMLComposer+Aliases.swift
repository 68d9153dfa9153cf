/// Aliases: copies of anchored values, within a budget.
extension YAMLComposer {
    mutating func alias() throws(ReadingFault) {
        let start = events.start
        let end = events.end
        lastEnd = end
        let name = events.alias.map { String(cString: $0) } ?? ""
        guard let index = anchors.index(of: name) else {
            throw ReadingFault(
                .syntax,
                at: start,
                "a value that begins with '*' must be in quotes; as an alias, it needs its anchor before it"
            )
        }
        guard anchors.anchors[index].end != nil else {
            throw ReadingFault(
                .expansion,
                at: start,
                "the alias is inside the value that it refers to"
            )
        }
        if notesLayout {
            while anchorUses.count <= index { anchorUses.append(0) }
            anchorUses[index] += 1
            noteMerge(of: index)
        }
        if frame.isObject && frame.expectsKey {
            let value = entry(of: anchors.anchors[index])
            if value.kind == .object || value.kind == .array { throw complexKey(at: start) }
            let node = YAMLNode(.alias, start, start, end, anchor: index)
            return try putKey(value.asKey(in: storage.view, at: start), node)
        }
        try copy(anchors.anchors[index], at: start)
        if notesLayout {
            layout.append(YAMLNode(.alias, start, start, end, anchor: index))
            while layout.count < storage.entryCount { layout.append(.copied) }
        }
        try completeValue()
    }

    /// Records an alias in the value of merge keys for the objects that contain these keys.
    private mutating func noteMerge(of anchor: Int) {
        for open in outer + [frame] where open.mergeStart >= 0 {
            mergeAnchors[open.start, default: []].append(anchor)
        }
    }

    private func entry(of anchor: AnchorTable.Anchor) -> TapeEntry {
        anchor.isInAttic ? anchors.attic[anchor.start] : storage.entries[anchor.start]
    }

    /// Copies an anchored value to the end of the tape.
    private mutating func copy(_ anchor: AnchorTable.Anchor, at offset: Int) throws(ReadingFault) {
        let count = (anchor.end ?? anchor.start) - anchor.start
        try spend(count, at: offset)
        storage.reserveEntries(storage.entryCount + count)
        let shift = storage.entryCount - anchor.start
        var depth = outer.count
        for index in anchor.start..<anchor.start + count {
            let entry = anchor.isInAttic ? anchors.attic[index] : storage.entries[index]
            switch entry.kind {
            case .object, .array:
                depth += 1
                if depth > options.maxDepth {
                    throw ReadingFault(
                        .depth,
                        at: offset,
                        "with this alias, nesting is deeper than \(options.maxDepth) levels; raise maxDepth, or pass --max-depth"
                    )
                }
            case .end: depth -= 1
            default: break
            }
            storage.append(entry.relocated(by: shift, flags: TapeEntry.aliased))
        }
    }

    mutating func spend(_ count: Int, at offset: Int) throws(ReadingFault) {
        expansion += count
        guard expansion > options.maxExpansion else { return }
        throw ReadingFault(
            .expansion,
            at: offset,
            "aliases and merge keys add more than \(options.maxExpansion) values; raise maxExpansion, or pass --max-expansion"
        )
    }
}
