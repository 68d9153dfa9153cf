/// How a document's values are written in its source: what an edit has to know beyond the tape.
package struct SourceLayout {
    /// Keeps the tape that `nodes` describes.
    package let storage: TapeStorage
    /// One for each entry of the tape.
    package let nodes: [YAMLNode]
    /// For each anchor the number of aliases that use it; those without any may be missing.
    package var anchorUses: [Int] = []
    /// For objects with a merge key, by index, the anchors that it names.
    package var mergeAnchors: [Int: [Int]] = [:]
    /// In TOML, how tables are written, one for each entry of the tape; else empty.
    package var places: [TOMLPlace] = []

    /// The notes that a reader takes of a source beside its tape.
    struct Notes {
        var nodes: [YAMLNode]
        var anchorUses: [Int] = []
        var mergeAnchors: [Int: [Int]] = [:]
    }

    init(_ storage: TapeStorage, _ notes: Notes) {
        self.storage = storage
        nodes = notes.nodes
        anchorUses = notes.anchorUses
        mergeAnchors = notes.mergeAnchors
    }

    /// The layout that was noted when the text was read; see `ReadingOptions.notesLayout`.
    package init?(notedIn storage: TapeStorage) {
        guard let notes = storage.layoutNotes else { return nil }
        self.init(storage, notes)
    }

    /// The layout of a JSON document, where everything is in flow style.
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

/// How one entry of the tape is written.
package struct YAMLNode {
    package enum Style: UInt8 {
        case plain, quoted, literal, block, flow
        /// A pair in a flow sequence without braces: `[a: 1]`.
        case barePair
        case alias
        /// Not in the source at this place: inside an alias's value, or merged.
        case copied
    }

    package var style: Style
    /// Byte offset of the anchor or tag before the value, or of the value itself.
    package var first: Int
    /// Byte range without anchor and tag.
    package var start: Int
    package var end: Int
    /// The anchor that the value defines, or that the alias names; -1 for none.
    package var anchor: Int
    package var hasMerge = false

    init(_ style: Style, _ first: Int, _ start: Int, _ end: Int = 0, anchor: Int = -1) {
        self.style = style
        self.first = first
        self.start = start
        self.end = end
        self.anchor = anchor
    }

    static let copied = YAMLNode(.copied, 0, 0)
}
