/// Sets of instructions as sorted lists without duplicates, numbered in order of arrival.
struct StateIndex {
    /// The flags and then the members of each state, from one start to the next.
    private var storage: [UInt32] = []
    private var starts: [Int] = [0]
    /// Open addressing: a number plus 1, or 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int { starts.count - 1 }

    func flags(of state: Int) -> UInt32 { storage[starts[state]] }

    func members(of state: Int) -> [UInt32] {
        Array(storage[starts[state] + 1..<starts[state + 1]])
    }

    /// The number of the state, which may be new.
    mutating func intern(_ members: [UInt32], flags: UInt32) -> Int {
        let start = storage.count
        storage.append(flags)
        storage.append(contentsOf: members)
        let end = storage.count
        var slot = hash(start, end) & (slots.count - 1)
        while slots[slot] != 0 {
            let state = Int(slots[slot] - 1)
            if isEqual(state, start, end) {
                storage.removeLast(end - start)
                return state
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        starts.append(end)
        slots[slot] = UInt32(count)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    private func isEqual(_ state: Int, _ start: Int, _ end: Int) -> Bool {
        let other = starts[state]
        guard starts[state + 1] - other == end - start else { return false }
        for offset in 0..<end - start where storage[other + offset] != storage[start + offset] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for state in 0..<count {
            var slot = hash(starts[state], starts[state + 1]) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(state + 1)
        }
    }

    private func hash(_ start: Int, _ end: Int) -> Int {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for index in start..<end {
            hash = (hash ^ UInt64(storage[index])) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        return Int(truncatingIfNeeded: hash & 0xFFFF_FFFF)
    }
}
