internal import CLibYAML

/// Turns libyaml's events into a tape as they come, so that limits hold before libyaml goes on.
struct YAMLComposer: ~Copyable {
    let storage: TapeStorage
    let source: UnsafePointer<UInt8>
    let options: ReadingOptions
    var events: YAMLEvents
    var anchors = AnchorTable()
    /// Where the last value that stands in the source ended: there, block collections end too.
    var lastEnd = 0
    /// How each entry is written, when a caller wants to edit the source.
    private(set) var layout: [YAMLNode] = []
    /// For each anchor the number of aliases that use it.
    private(set) var anchorUses: [Int] = []
    private let notesLayout: Bool

    /// The innermost open collection, and those around it.
    private var frame = Frame(start: -1, isObject: false)
    private var outer: [Frame] = []
    private var keys = KeySet()
    /// Ranges in the attic that merge keys of open objects named, innermost object last.
    private var merges: [Range<Int>] = []
    /// Entries that aliases and merge keys added so far.
    private var expansion = 0

    private struct Frame {
        /// Index of the collection's entry; -1 for the document.
        var start: Int
        var isObject: Bool
        var isFlow = false
        /// A pair in a flow sequence, without braces of its own.
        var isBarePair = false
        var expectsKey = true
        var count = 0
        /// The anchor of this collection, or -1.
        var anchor = -1
        /// Index of the entry at which a merge key's value begins, or -1.
        var mergeStart = -1
        /// Where this object's merge key stands, or -1.
        var mergeOffset = -1
        var anchorsBeforeMerge = 0
        var mergesBefore = 0
    }

    init(
        storage: TapeStorage,
        options: ReadingOptions,
        notesLayout: Bool = false
    ) throws(ReadingFault) {
        self.storage = storage
        source = UnsafePointer(storage.source)
        self.options = options
        self.notesLayout = notesLayout
        events = try YAMLEvents(storage: storage)
        storage.reserveEntries(storage.sourceCount / 8 + 8)
        // Twice the source is more than any text has keys.
        keys.prepare(forSourceBytes: storage.sourceCount * 2, maxDepth: options.maxDepth)
    }

    /// Reads the one document of the stream; a stream without any is null.
    mutating func compose() throws(ReadingFault) {
        var hasDocument = false
        while true {
            try events.next()
            switch events.kind {
            case YAML_SCALAR_EVENT: try scalar()
            case YAML_MAPPING_START_EVENT: try open(isObject: true)
            case YAML_SEQUENCE_START_EVENT: try open(isObject: false)
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: try close()
            case YAML_ALIAS_EVENT: try alias()
            case YAML_DOCUMENT_START_EVENT:
                if hasDocument {
                    throw ReadingFault(
                        .unsupported,
                        at: events.start,
                        "a second document begins here; a file must hold one document"
                    )
                }
                hasDocument = true
            case YAML_STREAM_END_EVENT:
                if !hasDocument { put(TapeEntry(.null, offset: 0), YAMLNode(.plain, 0, 0)) }
                return
            default: break
            }
        }
    }

    // MARK: Collections

    private mutating func open(isObject: Bool) throws(ReadingFault) {
        let (anchor, tag, isFlow) = events.collection
        let first = events.start
        var start = events.end
        var isBarePair = false
        if frame.isObject && frame.expectsKey { throw complexKey(at: first) }
        guard outer.count < options.maxDepth else {
            throw ReadingFault(
                .depth,
                at: first,
                "nesting is deeper than \(options.maxDepth) levels"
            )
        }
        if isFlow {
            isBarePair = isObject && (start == first || source[start - 1] != UInt8(ascii: "{"))
            start = isBarePair ? first : start - 1
        } else if !isObject, source[start] != UInt8(ascii: "-") {
            // A sequence without indentation starts with the event behind its first dash.
            start -= 1
        }
        if tag != nil { try check(tag, isObject: isObject, at: first) }

        outer.append(frame)
        frame = Frame(start: storage.entryCount, isObject: isObject)
        frame.isFlow = isFlow
        frame.isBarePair = isBarePair
        frame.mergesBefore = merges.count
        if let anchor { frame.anchor = anchors.define(anchor, at: frame.start) }
        if isObject { keys.open() }
        put(
            TapeEntry(isObject ? .object : .array, offset: start),
            YAMLNode(isFlow ? .flow : .block, first, start, anchor: frame.anchor)
        )
    }

    private mutating func close() throws(ReadingFault) {
        if frame.isFlow && !frame.isBarePair {
            lastEnd = events.end
            if source[lastEnd] == UInt8(ascii: "#") { throw YAMLScalar.tightComment(at: lastEnd) }
        }
        if frame.isObject {
            if keys.isLarge { try keys.checkAll(in: storage.view) }
            keys.close()
            if merges.count > frame.mergesBefore { try addMergedMembers() }
        }
        let end = storage.entryCount
        storage.entries[frame.start].body =
            UInt64(truncatingIfNeeded: end) << 32 | UInt64(truncatingIfNeeded: frame.count)
        let isBracket = frame.isFlow && !frame.isBarePair
        put(
            TapeEntry(
                .end,
                offset: isBracket ? lastEnd - 1 : lastEnd,
                length: isBracket ? 1 : 0,
                body: UInt64(truncatingIfNeeded: frame.start)
            ),
            YAMLNode(.plain, lastEnd, lastEnd)
        )
        if frame.anchor >= 0 { anchors.close(frame.anchor, at: storage.entryCount) }
        if notesLayout {
            layout[frame.start].end = lastEnd
            layout[frame.start].hasMerge = frame.mergeOffset >= 0
            if frame.isBarePair { layout[frame.start].style = .barePair }
        }
        frame = outer.removeLast()
        try completeValue()
    }

    /// After each value: an object goes on with a key, unless the value is one to be merged.
    @inline(__always)
    private mutating func completeValue() throws(ReadingFault) {
        if frame.isObject {
            if frame.mergeStart >= 0 { try completeMerge() }
            frame.expectsKey = true
        } else {
            frame.count &+= 1
        }
    }

    private func complexKey(at offset: Int) -> ReadingFault {
        ReadingFault(
            .unsupported,
            at: offset,
            "a list or mapping as a key, which JSON has no place for"
        )
    }

    // MARK: Scalars

    private mutating func scalar() throws(ReadingFault) {
        let scalar = events.scalar
        let first = events.start
        var text = YAMLScalar(scalar, start: first, end: events.end, source: source)
        let lead = source[first]
        if lead == UInt8(ascii: "&") || lead == UInt8(ascii: "!") { text.skipProperties() }
        if scalar.isBlock { text.trimBlockEnd() }
        try text.checkSurroundings()
        lastEnd = text.end
        if frame.isObject && frame.expectsKey {
            return try key(text, first: first, anchor: scalar.anchor)
        }
        if let anchor = scalar.anchor {
            let index = anchors.define(anchor, at: storage.entryCount)
            anchors.close(index, at: storage.entryCount + 1)
            let entry = try text.entry(in: storage, isASCII: events.isASCII)
            put(entry, YAMLNode(text.style, first, text.start, text.end, anchor: index))
        } else {
            let entry = try text.entry(in: storage, isASCII: events.isASCII)
            put(entry, YAMLNode(text.style, first, text.start, text.end))
        }
        try completeValue()
    }

    /// Keys are text: numbers, booleans and null as they are written.
    private mutating func key(
        _ text: YAMLScalar,
        first: Int,
        anchor: UnsafePointer<UInt8>?
    ) throws(ReadingFault) {
        frame.expectsKey = false
        if text.isMergeKey {
            if frame.mergeOffset >= 0 {
                throw ReadingFault(
                    .duplicateKey,
                    at: text.start,
                    "the key \"<<\" was already given; merge several as [*a, *b]",
                    first: frame.mergeOffset
                )
            }
            frame.mergeOffset = text.start
            frame.mergeStart = storage.entryCount
            frame.anchorsBeforeMerge = anchors.count
            return
        }
        if anchor != nil || text.isTagged {
            // Says whether the tag fits, and is what an alias of the key stands for.
            let value = try text.entry(in: storage, isASCII: events.isASCII)
            if let anchor {
                let index = anchors.define(anchor, at: 0)
                anchors.keep(value, for: index)
            }
        }
        let entry = try text.keyEntry(in: storage, isASCII: events.isASCII)
        try putKey(entry, YAMLNode(text.style, first, text.start, text.end))
    }

    private mutating func putKey(_ entry: TapeEntry, _ node: YAMLNode) throws(ReadingFault) {
        frame.expectsKey = false
        frame.count &+= 1
        put(entry, node)
        guard !options.allowsDuplicateKeys else { return }
        if !keys.insert(hash: entry.body, entry: storage.entryCount &- 1) {
            try keys.check(in: storage.view)
        }
    }

    @inline(__always)
    private mutating func put(_ entry: TapeEntry, _ node: YAMLNode) {
        storage.append(entry)
        if notesLayout { layout.append(node) }
    }

    // MARK: Aliases

    private mutating func alias() throws(ReadingFault) {
        let start = events.start
        let end = events.end
        lastEnd = end
        let name = events.alias.map { String(cString: $0) } ?? ""
        guard let index = anchors.index(of: name) else {
            throw ReadingFault(
                .syntax,
                at: start,
                "no anchor is called \(quoted(name)) before here"
            )
        }
        guard anchors.anchors[index].end != nil else {
            throw ReadingFault(
                .expansion,
                at: start,
                "the alias \(quoted(name)) stands inside the value that it names"
            )
        }
        if notesLayout {
            while anchorUses.count <= index { anchorUses.append(0) }
            anchorUses[index] += 1
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
                        "with this alias, nesting is deeper than \(options.maxDepth) levels"
                    )
                }
            case .end: depth -= 1
            default: break
            }
            storage.append(entry.relocated(by: shift, flags: TapeEntry.aliased))
        }
    }

    private mutating func spend(_ count: Int, at offset: Int) throws(ReadingFault) {
        expansion += count
        guard expansion > options.maxExpansion else { return }
        throw ReadingFault(
            .expansion,
            at: offset,
            "aliases and merge keys add more than \(options.maxExpansion) values"
        )
    }

    // MARK: Merge keys

    /// Takes the value of `<<` off the tape until the object ends, for explicit members win.
    private mutating func completeMerge() throws(ReadingFault) {
        let range = anchors.moveToAttic(
            from: frame.mergeStart,
            anchorsFrom: frame.anchorsBeforeMerge,
            storage: storage
        )
        if notesLayout { layout.removeLast(layout.count - frame.mergeStart) }
        frame.mergeStart = -1
        guard mergedObjects(in: range) != nil else {
            throw ReadingFault(
                .unsupported,
                at: frame.mergeOffset,
                "\"<<\" merges a mapping or a list of mappings; this is neither"
                    + " (write \"<<\" in quotes if the key itself is meant)"
            )
        }
        merges.append(range)
    }

    /// Where in the attic the mappings stand that a merge key's value consists of.
    private func mergedObjects(in range: Range<Int>) -> [Int]? {
        let attic = anchors.attic
        let first = range.lowerBound
        if attic[first].kind == .object { return [first] }
        guard attic[first].kind == .array else { return nil }
        var objects: [Int] = []
        var index = first + 1
        while index < attic[first].endIndex {
            guard attic[index].kind == .object else { return nil }
            objects.append(index)
            index = attic[index].endIndex + 1
        }
        return objects
    }

    /// Adds the members that the object does not have itself; of two merged ones the first wins.
    private mutating func addMergedMembers() throws(ReadingFault) {
        let view = storage.view
        var known: Set<[UInt8]> = []
        var index = frame.start + 1
        while index < storage.entryCount {
            known.insert(Array(view.text(view[index])))
            index = view.next(after: index + 1)
        }
        for range in merges[frame.mergesBefore...] {
            for object in mergedObjects(in: range) ?? [] {
                try addMembers(of: object, unlessIn: &known)
            }
        }
        merges.removeLast(merges.count - frame.mergesBefore)
        if notesLayout {
            while layout.count < storage.entryCount { layout.append(.copied) }
        }
    }

    private mutating func addMembers(
        of object: Int,
        unlessIn known: inout Set<[UInt8]>
    ) throws(ReadingFault) {
        var index = object + 1
        while index < anchors.attic[object].endIndex {
            let key = anchors.attic[index]
            let value = anchors.attic[index + 1]
            let isCollection = value.kind == .object || value.kind == .array
            let next = isCollection ? value.endIndex + 1 : index + 2
            if known.insert(Array(storage.view.text(key))).inserted {
                // What came from an alias was paid for when it was copied to the attic.
                if !key.has(TapeEntry.aliased) {
                    try spend(next - index, at: frame.mergeOffset)
                }
                let shift = storage.entryCount - index
                for source in index..<next {
                    storage.append(
                        anchors.attic[source].relocated(by: shift, flags: TapeEntry.aliased)
                    )
                }
                frame.count += 1
            }
            index = next
        }
    }

    // MARK: Tags

    private func check(
        _ text: UnsafePointer<UInt8>?,
        isObject: Bool,
        at offset: Int
    ) throws(ReadingFault) {
        switch YAMLTag(text) {
        case .none, .nonSpecific: return
        case .map where isObject: return
        case .sequence where !isObject: return
        case .unknown: throw YAMLScalar.unknownTag(text, at: offset)
        default:
            throw ReadingFault(
                .unsupported,
                at: offset,
                "the tag \(YAMLTag.shortForm(text)) does not fit a \(isObject ? "mapping" : "list")"
            )
        }
    }
}
