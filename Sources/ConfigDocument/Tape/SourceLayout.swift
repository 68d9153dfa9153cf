/// The notation of a document's values in its source: the information that edits need beyond the
/// tape.
package struct SourceLayout {
    /// Keeps the tape alive that `nodes` describes.
    package let storage: TapeStorage
    /// The storage with the source and the decoded strings that the tape refers to: usually the
    /// same one.
    private let texts: TapeStorage
    /// One node for each entry of the tape.
    package let nodes: [YAMLNode]
    /// The number of aliases for each anchor; trailing anchors without aliases may be missing.
    package var anchorUses: [Int] = []
    /// The anchors named by merge keys, by the index of the object.
    package var mergeAnchors: [Int: [Int]] = [:]
    /// For TOML, the notation of tables, one for each entry of the tape; otherwise empty.
    package var places: [TOMLPlace] = []

    /// The notes that a reader records in addition to its tape.
    struct Notes {
        var nodes: [YAMLNode]
        var anchorUses: [Int] = []
        var mergeAnchors: [Int: [Int]] = [:]
    }

    /// The tape, with the text that it refers to; valid only while the layout exists.
    package var view: TapeView {
        TapeView(
            entries: storage.entries,
            source: texts.source,
            decoded: texts.decoded,
            decodedStrings: texts.decodedStrings
        )
    }

    /// The layout of some entries of a document, moved to a tape of their own.
    package init(
        excerpt storage: TapeStorage,
        of document: Document,
        nodes: [YAMLNode],
        places: [TOMLPlace]
    ) {
        self.storage = storage
        texts = document.storage
        self.nodes = nodes
        self.places = places
    }

    init(_ storage: TapeStorage, _ notes: Notes) {
        self.storage = storage
        texts = storage
        nodes = notes.nodes
        anchorUses = notes.anchorUses
        mergeAnchors = notes.mergeAnchors
    }

    /// The layout recorded when the text was read; see `ReadingOptions.notesLayout`.
    package init?(notedIn storage: TapeStorage) {
        guard let notes = storage.layoutNotes else { return nil }
        self.init(storage, notes)
    }

    /// The layout of a JSON document, in which everything is in flow style.
    package init(json storage: TapeStorage) {
        let view = storage.view
        let nodes = (0..<storage.entryCount).map { index in
            let range = view.sourceRange(index)
            let kind = view[index].kind
            return YAMLNode(
                kind == .object || kind == .array ? .flow : kind == .string ? .quoted : .plain,
                range.lowerBound,
                range.lowerBound,
                range.upperBound
            )
        }
        self.init(storage, Notes(nodes: nodes))
    }
}

/// The notation of one entry of the tape.
package struct YAMLNode {
    package enum Style: UInt8 {
        case plain, quoted, literal, block, flow
        /// A pair in a flow sequence without braces: `[a: 1]`.
        case barePair
        case alias
        /// The value is not in the source here: it is part of an alias's value, or was merged.
        case copied
    }

    package var style: Style
    /// The byte offset of the anchor or tag before the value, or of the value itself.
    package var first: Int
    /// The byte range without anchor and tag.
    package var start: Int
    package var end: Int
    /// The anchor that the value defines or the alias names; -1 for none.
    package var anchor: Int
    package var hasMerge = false

    package init(
        _ style: Style,
        _ first: Int,
        _ start: Int,
        _ end: Int = 0,
        anchor: Int = -1
    ) {
        self.style = style
        self.first = first
        self.start = start
        self.end = end
        self.anchor = anchor
    }

    static let copied = YAMLNode(.copied, 0, 0)
}
