/// The keys of the objects that are open while a document is read: finds duplicates.
///
/// Small objects compare hashes in a row, and a 64-bit filter skips even that for most keys.
/// Large ones are checked once, at their end, with a table; a table that degenerates, as hashes
/// chosen by an attacker make it, gives way to sorting.
struct KeySet {
    private struct Key {
        var hash: UInt64
        var entry: Int
    }

    private struct Scope {
        var base: Int
        var filter: UInt64
    }

    private var keys: [Key] = []
    private var scopes: [Scope] = []
    private var base = 0
    private var filter: UInt64 = 0

    /// Up to this many keys an object is checked key by key.
    private static let linearLimit = 32

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        scopes.removeAll(keepingCapacity: true)
        base = 0
        filter = 0
    }

    @inline(__always)
    mutating func open() {
        scopes.append(Scope(base: base, filter: filter))
        base = keys.count
        filter = 0
    }

    @inline(__always)
    mutating func insert(hash: UInt64, entry: Int, in view: TapeView) throws(ReadingFault) {
        let bit: UInt64 = 1 &<< (hash & 63)
        if filter & bit != 0, keys.count &- base <= Self.linearLimit {
            for index in base..<keys.count where keys[index].hash == hash {
                try check(keys[index].entry, entry, in: view)
            }
        }
        filter |= bit
        keys.append(Key(hash: hash, entry: entry))
    }

    @inline(__always)
    mutating func close(in view: TapeView) throws(ReadingFault) {
        if keys.count &- base > Self.linearLimit { try checkAll(in: view) }
        keys.removeLast(keys.count &- base)
        if let scope = scopes.popLast() {
            base = scope.base
            filter = scope.filter
        }
    }

    @inline(never)
    private func checkAll(in view: TapeView) throws(ReadingFault) {
        let count = keys.count - base
        let capacity = 1 << (64 - (count * 2 - 1).leadingZeroBitCount)
        var table = [Int32](repeating: -1, count: capacity)
        var probes = 0
        for index in base..<keys.count {
            var slot = Int(truncatingIfNeeded: keys[index].hash) & (capacity - 1)
            while table[slot] >= 0 {
                let other = base + Int(table[slot])
                if keys[other].hash == keys[index].hash {
                    try check(keys[other].entry, keys[index].entry, in: view)
                }
                slot = (slot + 1) & (capacity - 1)
                probes += 1
                if probes > count * 16 { return try checkBySorting(in: view) }
            }
            table[slot] = Int32(truncatingIfNeeded: index - base)
        }
    }

    private func checkBySorting(in view: TapeView) throws(ReadingFault) {
        let sorted = keys[base...].sorted { left, right in
            let (a, b) = (view.text(view[left.entry]), view.text(view[right.entry]))
            return a.lexicographicallyPrecedes(b)
                || (a.elementsEqual(b) && left.entry < right.entry)
        }
        for index in sorted.indices.dropFirst() {
            try check(sorted[index - 1].entry, sorted[index].entry, in: view)
        }
    }

    private func check(_ first: Int, _ second: Int, in view: TapeView) throws(ReadingFault) {
        let text = view.text(view[second])
        guard bytesEqual(view.text(view[first]), text) else { return }
        throw ReadingFault(
            .duplicateKey,
            at: view.sourceRange(second).lowerBound,
            "the key \(quoted(String(decoding: text, as: UTF8.self))) was already given",
            first: view.sourceRange(first).lowerBound
        )
    }
}
