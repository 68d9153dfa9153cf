/// The anchors of a document, with the positions of their values on the tape.
///
/// Values that are not on the tape (merged mappings, anchored keys) are in the `attic`, and are
/// copied from there in the same way.
struct AnchorTable {
    struct Anchor {
        /// The index of the first entry, in the attic or on the tape.
        var start: Int
        /// The index after the last entry; nil while the value is still being read.
        var end: Int?
        var isInAttic = false
    }

    private(set) var anchors: [Anchor] = []
    private(set) var attic: [TapeEntry] = []
    private var indices: [String: Int] = [:]

    var count: Int { anchors.count }

    /// Defines an anchor, which hides an earlier one of the same name, and returns its index.
    mutating func define(_ name: UnsafePointer<UInt8>, at start: Int) -> Int {
        anchors.append(Anchor(start: start))
        indices[String(cString: name)] = anchors.count - 1
        return anchors.count - 1
    }

    mutating func close(_ index: Int, at end: Int) { anchors[index].end = end }

    func index(of name: String) -> Int? { indices[name] }

    /// Stores a value that is not on the tape as the value of an anchor.
    mutating func keep(_ entry: TapeEntry, for index: Int) {
        anchors[index] = Anchor(start: attic.count, end: attic.count + 1, isInAttic: true)
        attic.append(entry)
    }

    /// Moves the tape's entries from `start` on to the attic, with the anchors in them: those
    /// defined from `first` on. Returns the range in the attic.
    mutating func moveToAttic(
        from start: Int,
        anchorsFrom first: Int,
        storage: TapeStorage
    ) -> Range<Int> {
        let target = attic.count
        let shift = target - start
        for index in start..<storage.entryCount {
            attic.append(storage.entries[index].relocated(by: shift))
        }
        storage.entryCount = start
        for index in first..<anchors.count where !anchors[index].isInAttic {
            anchors[index].start += shift
            anchors[index].end = anchors[index].end.map { $0 + shift }
            anchors[index].isInAttic = true
        }
        return target..<attic.count
    }
}

extension TapeEntry {
    /// The entry of a copy that is `shift` entries further on.
    func relocated(by shift: Int, flags: UInt64 = 0) -> TapeEntry {
        var body = body
        switch kind {
        case .object, .array:
            body =
                UInt64(truncatingIfNeeded: endIndex + shift) << 32
                | UInt64(truncatingIfNeeded: count)
        case .end:
            body = UInt64(bitPattern: Int64(bitPattern: body) + Int64(shift))
        default: break
        }
        return TapeEntry(head: head | flags, body: body)
    }
}
