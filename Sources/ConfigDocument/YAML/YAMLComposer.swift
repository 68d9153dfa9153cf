internal import CLibYAML

/// Converts libyaml's events to a tape as they arrive, so that limits apply before libyaml
/// continues.
struct YAMLComposer: ~Copyable {
    let storage: TapeStorage
    let source: UnsafePointer<UInt8>
    let options: ReadingOptions
    var events: YAMLEvents
    var anchors = AnchorTable()
    /// The end of the last value in the source, which is also the end of enclosing block
    /// collections.
    var lastEnd = 0
    /// The notation of each entry, recorded for edits of the source.
    var layout: [YAMLNode] = []
    /// The number of aliases for each anchor.
    var anchorUses: [Int] = []
    /// The anchors named by merge keys, by the index of the object.
    var mergeAnchors: [Int: [Int]] = [:]
    let notesLayout: Bool

    /// The innermost open collection, and the enclosing ones.
    var frame = Frame(start: -1, isObject: false)
    var outer: [Frame] = []
    private var keys: KeySet
    /// The ranges in the attic named by merge keys of open objects, innermost object last.
    var merges: [Range<Int>] = []
    /// The number of entries added by aliases and merge keys so far.
    var expansion = 0

    struct Frame {
        /// The index of the collection's entry; -1 for the document.
        var start: Int
        var isObject: Bool
        var isFlow = false
        /// True if this is a pair in a flow sequence, without braces of its own.
        var isBarePair = false
        var expectsKey = true
        var count = 0
        /// The anchor of this collection, or -1.
        var anchor = -1
        /// The index of the first entry of a merge key's value, or -1.
        var mergeStart = -1
        /// The offset of this object's merge key, or -1.
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
        // No text has more keys than twice its size.
        keys = KeySet(forSourceBytes: storage.sourceCount * 2, maxDepth: options.maxDepth)
    }

    /// The notation of each entry, if `options` ask for it.
    var notes: SourceLayout.Notes {
        SourceLayout.Notes(nodes: layout, anchorUses: anchorUses, mergeAnchors: mergeAnchors)
    }

    /// Reads the only document of the stream; an empty stream is null.
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
                        "a second document begins here; a file must contain one document"
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
            // A sequence without indentation starts with the event after its first dash.
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

    /// After each value: an object continues with a key, unless the value is to be merged.
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
        let isTemplate =
            offset > 0 && source[offset] == UInt8(ascii: "{")
            && source[offset - 1] == UInt8(ascii: "{") && " -.".utf8.contains(source[offset + 1])
        if isTemplate { return YAMLComplaint.template((offset - 1, "{{ … }}")) }
        return ReadingFault(
            .unsupported,
            at: offset,
            "an array or object as a key; JSON allows only strings"
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

    /// Keys are strings: numbers, booleans and null as written.
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
                    "the key \"<<\" is already defined; merge several as [*a, *b]",
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
            // Validates the tag, and is the value of an alias of the key.
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
