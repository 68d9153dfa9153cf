/// Merge keys (`<<`): members of other mappings, unless the mapping has its own member of that
/// name.
extension YAMLComposer {
    /// Moves the value of `<<` off the tape until the object ends, because explicit members take
    /// precedence.
    mutating func completeMerge() throws(ReadingFault) {
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
                "\"<<\" merges an object or an array of objects; this is neither"
                    + " (write \"<<\" in quotes if the key itself is meant)"
            )
        }
        merges.append(range)
    }

    /// The positions in the attic of the mappings in a merge key's value.
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

    /// Adds the members that the object does not have itself; the first of several merged ones
    /// wins.
    mutating func addMergedMembers() throws(ReadingFault) {
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
                // The cost of an alias was counted when it was copied to the attic.
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
}
