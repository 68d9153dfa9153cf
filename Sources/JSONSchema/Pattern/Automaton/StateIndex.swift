/// Sets of bits, each once, numbered in the order in which they came.
struct StateIndex {
    private let wordsPerState: Int
    private var storage: [UInt64] = []
    /// Open addressing: a number plus 1, or 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)
    private(set) var count = 0

    init(wordsPerState: Int) {
        self.wordsPerState = wordsPerState
    }

    func words(of state: Int) -> [UInt64] {
        Array(storage[state * wordsPerState..<(state + 1) * wordsPerState])
    }

    /// The number of the set that begins at `start`; a new one if it was not known.
    mutating func intern(_ sets: [UInt64], _ start: Int) -> Int {
        var slot = Int(hash(sets, start) & UInt64(slots.count - 1))
        while slots[slot] != 0 {
            let state = Int(slots[slot] - 1)
            if isEqual(state, sets, start) { return state }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(count + 1)
        storage.append(contentsOf: sets[start..<start + wordsPerState])
        count += 1
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    private func isEqual(_ state: Int, _ sets: [UInt64], _ start: Int) -> Bool {
        let base = state * wordsPerState
        for word in 0..<wordsPerState where storage[base + word] != sets[start + word] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for state in 0..<count {
            var slot = Int(hash(storage, state * wordsPerState) & UInt64(slots.count - 1))
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(state + 1)
        }
    }

    private func hash(_ sets: [UInt64], _ start: Int) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for word in 0..<wordsPerState {
            hash = (hash ^ sets[start + word]) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        return hash
    }
}
