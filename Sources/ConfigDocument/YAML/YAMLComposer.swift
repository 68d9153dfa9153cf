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
    var layout: [YAMLNode] = []
    /// For each anchor the number of aliases that use it.
    var anchorUses: [Int] = []
    /// For objects with a merge key, by index, the anchors that it names.
    var mergeAnchors: [Int: [Int]] = [:]
    let notesLayout: Bool

    /// The innermost open collection, and those around it.
    var frame = Frame(start: -1, isObject: false)
    var outer: [Frame] = []
    private var keys: KeySet
    /// Ranges in the attic that merge keys of open objects named, innermost object last.
    var merges: [Range<Int>] = []
    /// Entries that aliases and merge keys added so far.
    var expansion = 0

    struct Frame {
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

    init(storage: TapeStorage, options: ReadingOptions) throws(ReadingFault) {
        self.storage = storage
        source = UnsafePointer(storage.source)
        self.options = options
        notesLayout = options.notesLayout
        events = try YAMLEvents(storage: storage)
        storage.reserveEntries(storage.sourceCount / 8 + 8)
        // Twice the source is more than any text has keys.
        keys = KeySet(forSourceBytes: storage.sourceCount * 2, maxDepth: options.maxDepth)
    }

    /// How each entry is written, when `options` ask for it.
    var notes: SourceLayout.Notes {
        SourceLayout.Notes(nodes: layout, anchorUses: anchorUses, mergeAnchors: mergeAnchors)
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
                "nesting is deeper than \(options.maxDepth) levels; raise maxDepth, or pass --max-depth"
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
    mutating func completeValue() throws(ReadingFault) {
        if frame.isObject {
            if frame.mergeStart >= 0 { try completeMerge() }
            frame.expectsKey = true
        } else {
            frame.count &+= 1
        }
    }

    func complexKey(at offset: Int) -> ReadingFault {
        ReadingFault(
            .unsupported,
            at: offset,
            "an array or object as a key, which JSON has no place for"
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
        var node = YAMLNode(text.style, first, text.start, text.end)
        if anchor != nil || text.isTagged {
            // Says whether the tag fits, and is what an alias of the key stands for.
            let value = try text.entry(in: storage, isASCII: events.isASCII)
            if let anchor {
                let index = anchors.define(anchor, at: 0)
                anchors.keep(value, for: index)
                node.anchor = index
            }
        }
        try putKey(try text.keyEntry(in: storage, isASCII: events.isASCII), node)
    }

    mutating func putKey(_ entry: TapeEntry, _ node: YAMLNode) throws(ReadingFault) {
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
        case .unknown: throw YAMLScalar.unknownTag(at: offset)
        default:
            throw ReadingFault(
                .unsupported,
                at: offset,
                "the tag \(YAMLTag.shortForm(text)) does not fit an \(isObject ? "object" : "array")"
            )
        }
    }
}
