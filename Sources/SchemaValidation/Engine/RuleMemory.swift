import ConfigDocument

/// Knowledge about a document that rules across settings gather during a run, so that a rule in
/// every element of an array takes no longer in each than in the first.
struct RuleMemory {
    /// The containers by tape index, once there have been many looks; -1 for the root.
    private var parents: [Int32] = []
    /// The number of entries passed on the way to containers.
    private var passed = 0
    /// The values of objects with many members, by key.
    private var members: [Int: [TextKey: Int]] = [:]

    private static let fewestMembers = 32

    /// True if anything is remembered.
    var isUsed: Bool { passed > 0 || !members.isEmpty }

    /// The container of a value, with the cost of finding it in steps.
    mutating func parent(of index: Int, in view: TapeView) -> (place: Int?, steps: Int) {
        if !parents.isEmpty {
            let parent = Int(parents[index])
            return (parent < 0 ? nil : parent, 1)
        }
        let start = passed
        var place = index - 1
        while place >= 0 {
            passed += 1
            let entry = view[place]
            switch entry.kind {
            // A container that ends before the value does not contain it.
            case .end: place = Int(truncatingIfNeeded: entry.body) - 1
            case .object, .array: return (place, (passed - start) >> 2 + 1)
            default: place -= 1
            }
            let size = view.next(after: 0)
            guard passed <= size else {
                note(size, in: view)
                let parent = parent(of: index, in: view).place
                return (parent, size >> 1)
            }
        }
        return (nil, 1)
    }

    private mutating func note(_ size: Int, in view: TapeView) {
        parents = Array(repeating: -1, count: size)
        var open: [Int32] = []
        for index in 0..<size {
            let kind = view[index].kind
            if kind == .end { open.removeLast() }
            parents[index] = open.last ?? -1
            if kind == .object || kind == .array { open.append(Int32(index)) }
        }
    }

    /// The value of an object's member, with the cost of finding it in steps.
    @inline(__always)
    mutating func member(
        _ key: UnsafeRawBufferPointer,
        hash: UInt64,
        of object: Int,
        in view: TapeView
    ) -> (place: Int?, steps: Int) {
        let count = view[object].count
        guard count >= Self.fewestMembers else {
            return (view.member(of: object, hash: hash, key: key), count >> 3)
        }
        return largeMember(key, of: object, in: view)
    }

    @inline(never)
    private mutating func largeMember(
        _ key: UnsafeRawBufferPointer,
        of object: Int,
        in view: TapeView
    ) -> (place: Int?, steps: Int) {
        let count = view[object].count
        if let known = members[object] { return (known[TextKey(key)], 1) }
        var known: [TextKey: Int] = [:]
        known.reserveCapacity(count)
        var place = object + 1
        while place < view[object].endIndex {
            let key = TextKey(view.text(view[place]))
            if known[key] == nil { known[key] = place + 1 }
            place = view.next(after: place + 1)
        }
        members[object] = known
        return (known[TextKey(key)], count >> 1)
    }

    /// A text in the memory of the document, hashed with a seed, so that no document can be
    /// constructed whose keys all collide.
    private struct TextKey: Hashable {
        let bytes: UnsafeRawBufferPointer

        init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        static func == (left: TextKey, right: TextKey) -> Bool {
            bytesEqual(left.bytes, right.bytes)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
    }
}
