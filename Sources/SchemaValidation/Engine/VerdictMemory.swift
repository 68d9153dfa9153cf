/// The verdicts of schemas on values, so that recursive alternatives never run one twice.
struct VerdictMemory<Verdict> {
    struct Key: Hashable {
        var block: UInt32
        /// `DynamicScope.number`, which determines the targets of dynamic references.
        var scope: UInt32
        var index: Int
        /// True if the verdict includes evaluations.
        var isTracked = false
        /// True if the verdict was made without collecting its reasons.
        var isSilent = false
    }

    /// A table with open addressing, whose size is a power of two. A run may note a verdict for every
    /// few steps, and a dictionary's hash alone takes longer than those.
    private var slots: [Slot] = []
    private var count = 0

    private struct Slot {
        var key: Key
        /// Nil if the slot is free.
        var verdict: Verdict?
    }

    /// A verdict that took fewer steps is computed as fast as it is looked up.
    static var fewestSteps: Int { 16 }
    private static var leastSize: Int { 1 << 10 }
    /// The size at which all verdicts are forgotten instead of a growth: 25 MB of plain verdicts.
    private static var greatestSize: Int { 1 << 20 }

    subscript(key: Key) -> Verdict? {
        slots.isEmpty ? nil : slots[place(of: key)].verdict
    }

    mutating func remember(_ verdict: Verdict, for key: Key) {
        // A quarter of the slots stays free, so that every search ends soon.
        if count >= slots.count / 4 * 3 { grow() }
        let place = place(of: key)
        if slots[place].verdict == nil { count += 1 }
        slots[place] = Slot(key: key, verdict: verdict)
    }

    private mutating func grow() {
        let old = slots.count < Self.greatestSize ? slots : []
        let size = min(max(Self.leastSize, slots.count * 2), Self.greatestSize)
        let free = Slot(key: Key(block: 0, scope: 0, index: 0), verdict: nil)
        slots = Array(repeating: free, count: size)
        count = 0
        for slot in old where slot.verdict != nil {
            slots[place(of: slot.key)] = slot
            count += 1
        }
    }

    /// The slot of a key, or the free one where it belongs.
    private func place(of key: Key) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: key.hash) & mask
        while slots[place].verdict != nil, slots[place].key != key { place = (place + 1) & mask }
        return place
    }
}

extension VerdictMemory.Key {
    /// Seeded, since schema and document choose the numbers.
    fileprivate var hash: UInt64 {
        let place = UInt64(truncatingIfNeeded: index) ^ UInt64(block) << 32
        let way = UInt64(scope) ^ (isTracked ? 1 << 40 : 0) ^ (isSilent ? 1 << 41 : 0)
        let product = (place ^ HashSeed.first).multipliedFullWidth(by: way ^ HashSeed.second)
        return product.high ^ product.low
    }
}

/// Random numbers of the process.
private enum HashSeed {
    static let first = UInt64.random(in: .min ... .max)
    static let second = UInt64.random(in: .min ... .max) | 1
}

/// The evaluations of schemas that accepted a value, for schemas below `unevaluated…`.
struct EvaluationMemory {
    private var marks: [VerdictMemory<Bool>.Key: [UInt64]] = [:]
    private var wordCount = 0

    /// The number of words, 32 MB, at which all are forgotten.
    private static let most = 4_000_000

    subscript(key: VerdictMemory<Bool>.Key) -> [UInt64]? { marks[key] }

    mutating func remember(_ words: [UInt64], for key: VerdictMemory<Bool>.Key) {
        wordCount += words.count + 8
        if wordCount > Self.most { (marks, wordCount) = ([:], words.count + 8) }
        marks[key] = words
    }
}
