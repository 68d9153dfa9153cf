import ConfigDocument

/// Values by the keys of a tape: found by the hash that the key has there, without making a text.
struct KeyTable<Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64
        var key: [UInt8]
        var value: Value
    }

    /// At most a quarter full, so that most keys that are not here meet a free slot at once.
    private let slots: [Slot?]

    init(_ values: [(String, Value)]) {
        var capacity = 4
        while capacity < values.count * 4 { capacity *= 2 }
        var slots: [Slot?] = Array(repeating: nil, count: capacity)
        for (key, value) in values {
            let hash = KeyHash.hash(key)
            var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[index] != nil { index = (index + 1) & (capacity - 1) }
            slots[index] = Slot(hash: hash, key: Array(key.utf8), value: value)
        }
        self.slots = slots
    }

    func value(of key: TapeEntry, in view: TapeView) -> Value? {
        var index = Int(truncatingIfNeeded: key.body) & (slots.count - 1)
        while let slot = slots[index] {
            let isEqual = slot.key.withUnsafeBytes { view.isKey(key, hash: slot.hash, text: $0) }
            if isEqual { return slot.value }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }
}
