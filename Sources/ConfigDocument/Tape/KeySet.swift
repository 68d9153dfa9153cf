/// The keys of the open objects during parsing, to find duplicates.
///
/// Small objects compare hashes one by one, and a 64-bit filter skips even that for most keys.
/// Large objects are checked once, at their end, with a hash table; if an attacker has chosen keys
/// with colliding hashes, sorting replaces it.
///
/// Space for all keys of a source is reserved in advance, so that adding one is a single store;
/// untouched pages cost nothing. Copies share their memory, so only one of them may be in use.
struct KeySet {
    private struct Key {
        var hash: UInt64
        var entry: Int
    }

    private struct Scope {
        var base: Int
        var filter: UInt64
    }

    private var memory: Memory
    private var keys: UnsafeMutablePointer<Key>
    private var scopes: UnsafeMutablePointer<Scope>
    private var count = 0
    private var depth = 0
    private var base = 0
    private var filter: UInt64 = 0

    /// The number of keys up to which an object is checked key by key.
    private static let linearLimit = 32

    /// Creates a set with space for the keys of a source.
    init(forSourceBytes bytes: Int = 0, maxDepth: Int = 0) {
        let needed = Self.needed(bytes, maxDepth)
        memory = Memory(keys: needed.keys, scopes: needed.scopes)
        (keys, scopes) = (memory.keys, memory.scopes)
    }

    /// A key and its value take at least 4 bytes in JSON (`"":1`), and 2 in YAML.
    private static func needed(_ bytes: Int, _ maxDepth: Int) -> (keys: Int, scopes: Int) {
        (keys: bytes / 2 + 2, scopes: min(maxDepth, bytes) + 2)
    }

    /// Removes all keys, and reserves space for those of a source.
    mutating func prepare(forSourceBytes bytes: Int, maxDepth: Int) {
        let needed = Self.needed(bytes, maxDepth)
        if memory.keyCapacity < needed.keys || memory.scopeCapacity < needed.scopes {
            memory = Memory(keys: needed.keys, scopes: needed.scopes)
            (keys, scopes) = (memory.keys, memory.scopes)
        }
        (count, depth, base, filter) = (0, 0, 0, 0)
    }

    @inline(__always)
    mutating func open() {
        scopes[depth] = Scope(base: base, filter: filter)
        depth &+= 1
        base = count
        filter = 0
    }

    /// Adds a key to the innermost object. Returns false if a key with that hash may exist already,
    /// so that `check` must decide.
    @inline(__always)
    mutating func insert(hash: UInt64, entry: Int) -> Bool {
        let bit: UInt64 = 1 &<< (hash & 63)
        let isNew = filter & bit == 0 || count &- base > Self.linearLimit
        filter |= bit
        keys[count] = Key(hash: hash, entry: entry)
        count &+= 1
        return isNew
    }

    /// Compares the last key with all previous ones.
    @inline(never)
    func check(in view: TapeView) throws(ReadingFault) {
        let last = keys[count - 1]
        for index in base..<count - 1 where keys[index].hash == last.hash {
            try check(keys[index].entry, last.entry, in: view)
        }
    }

    /// True if the innermost object has so many keys that `checkAll` must find duplicates.
    var isLarge: Bool {
        @inline(__always) get { count &- base > Self.linearLimit }
    }

    @inline(__always)
    mutating func close() {
        count = base
        depth &-= 1
        base = scopes[depth].base
        filter = scopes[depth].filter
    }

    /// Compares all keys of the innermost object.
    @inline(never)
    func checkAll(in view: TapeView) throws(ReadingFault) {
        let size = count - base
        let capacity = 1 << (64 - (size * 2 - 1).leadingZeroBitCount)
        var table = [Int32](repeating: -1, count: capacity)
        var probes = 0
        for index in base..<count {
            var slot = Int(truncatingIfNeeded: keys[index].hash) & (capacity - 1)
            while table[slot] >= 0 {
                let other = base + Int(table[slot])
                if keys[other].hash == keys[index].hash {
                    try check(keys[other].entry, keys[index].entry, in: view)
                }
                slot = (slot + 1) & (capacity - 1)
                probes += 1
                if probes > size * 16 { return try checkBySorting(in: view) }
            }
            table[slot] = Int32(truncatingIfNeeded: index - base)
        }
    }

    private func checkBySorting(in view: TapeView) throws(ReadingFault) {
        let sorted = (base..<count).map { keys[$0] }.sorted { left, right in
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
            "this key is already defined",
            first: view.sourceRange(first).lowerBound
        )
    }

    private final class Memory {
        let keys: UnsafeMutablePointer<Key>
        let scopes: UnsafeMutablePointer<Scope>
        let keyCapacity: Int
        let scopeCapacity: Int

        init(keys keyCapacity: Int, scopes scopeCapacity: Int) {
            keys = .allocate(capacity: keyCapacity)
            scopes = .allocate(capacity: scopeCapacity)
            self.keyCapacity = keyCapacity
            self.scopeCapacity = scopeCapacity
        }

        deinit {
            keys.deallocate()
            scopes.deallocate()
        }
    }
}
