/// The keys of the objects that are open while a document is read: finds duplicates.
///
/// Small objects compare hashes in a row, and a 64-bit filter skips even that for most keys.
/// Large ones are checked once, at their end, with a table; a table that degenerates, as hashes
/// chosen by an attacker make it, gives way to sorting.
///
/// Copies share their memory, so only one of them may be in use.
struct KeySet {
    private struct Key {
        var hash: UInt64
        var entry: Int
    }

    private struct Scope {
        var base: Int
        var filter: UInt64
    }

    private var keys = Buffer<Key>()
    private var scopes = Buffer<Scope>()
    private var base = 0
    private var filter: UInt64 = 0

    /// Up to this many keys an object is checked key by key.
    private static let linearLimit = 32

    mutating func removeAll() {
        keys.count = 0
        scopes.count = 0
        base = 0
        filter = 0
    }

    @inline(__always)
    mutating func open() {
        scopes.append(Scope(base: base, filter: filter))
        base = keys.count
        filter = 0
    }

    /// Adds a key to the innermost object. False where a key of that hash may be there already, and
    /// `check` has to find out.
    @inline(__always)
    mutating func insert(hash: UInt64, entry: Int) -> Bool {
        let bit: UInt64 = 1 &<< (hash & 63)
        let isNew = filter & bit == 0 || keys.count &- base > Self.linearLimit
        filter |= bit
        keys.append(Key(hash: hash, entry: entry))
        return isNew
    }

    /// Compares the last key with those before it.
    @inline(never)
    func check(in view: TapeView) throws(ReadingFault) {
        let last = keys[keys.count - 1]
        for index in base..<keys.count - 1 where keys[index].hash == last.hash {
            try check(keys[index].entry, last.entry, in: view)
        }
    }

    /// Whether the innermost object has so many keys that `checkAll` has to look for duplicates.
    var isLarge: Bool {
        @inline(__always) get { keys.count &- base > Self.linearLimit }
    }

    @inline(__always)
    mutating func close() {
        keys.count = base
        scopes.count &-= 1
        let scope = scopes[scopes.count]
        base = scope.base
        filter = scope.filter
    }

    /// Compares all keys of the innermost object.
    @inline(never)
    func checkAll(in view: TapeView) throws(ReadingFault) {
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
        let sorted = (base..<keys.count).map { keys[$0] }.sorted { left, right in
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

extension KeySet {
    /// A growing list without bounds checks: it is only read where it was written.
    private struct Buffer<Element: BitwiseCopyable> {
        private var memory = Memory(capacity: 64)
        private var start: UnsafeMutablePointer<Element>
        private var capacity = 64
        var count = 0

        init() { start = memory.start.assumingMemoryBound(to: Element.self) }

        @inline(__always)
        subscript(index: Int) -> Element { start[index] }

        @inline(__always)
        mutating func append(_ element: Element) {
            if count == capacity { grow() }
            start[count] = element
            count &+= 1
        }

        @inline(never)
        private mutating func grow() {
            let grown = Memory(capacity: capacity * 2)
            let elements = grown.start.assumingMemoryBound(to: Element.self)
            elements.update(from: start, count: count)
            capacity *= 2
            (memory, start) = (grown, elements)
        }

        private final class Memory {
            let start: UnsafeMutableRawPointer

            init(capacity: Int) {
                start = .allocate(
                    byteCount: capacity * MemoryLayout<Element>.stride,
                    alignment: MemoryLayout<Element>.alignment
                )
            }

            deinit { start.deallocate() }
        }
    }
}
