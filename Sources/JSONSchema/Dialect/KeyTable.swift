import ConfigDocument
import SchemaValidation

/// Values keyed by string, found by the hash of a key on the tape, without creating a String.
struct KeyTable<Value: Sendable>: Sendable {
    /// Without references, so that a lookup needs no reference counting.
    private struct Slot {
        var hash: UInt64 = 0
        var start = 0
        var count = 0
        /// The index of the value; -1 for a free slot.
        var value = -1
    }

    /// At most a quarter full, so that most other keys hit a free slot at once.
    private let slots: [Slot]
    private let bytes: [UInt8]
    private let values: [Value]

    init(_ values: [(String, Value)]) {
        var capacity = 4
        while capacity < values.count * 4 { capacity *= 2 }
        var slots = Array(repeating: Slot(), count: capacity)
        var bytes: [UInt8] = []
        for (number, (key, _)) in values.enumerated() {
            let hash = KeyHash.hash(key)
            var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[index].value >= 0 { index = (index + 1) & (capacity - 1) }
            let count = key.utf8.count
            slots[index] = Slot(hash: hash, start: bytes.count, count: count, value: number)
            bytes += key.utf8
        }
        self.slots = slots
        self.bytes = bytes
        self.values = values.map(\.1)
    }

    /// The value of a key.
    func value(of key: TapeEntry, in view: TapeView) -> Value? {
        value(of: view.text(key), hash: key.body)
    }

    /// The value of a string.
    func value(ofText string: TapeEntry, in view: TapeView) -> Value? {
        let text = view.text(string)
        return value(
            of: text,
            hash: KeyHash.hash(padded: view.textStart(string), length: text.count)
        )
    }

    private func value(of text: UnsafeRawBufferPointer, hash: UInt64) -> Value? {
        var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[index].value >= 0 {
            let slot = slots[index]
            if slot.hash == hash, slot.count == text.count, isEqual(slot, text) {
                return values[slot.value]
            }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isEqual(_ slot: Slot, _ text: UnsafeRawBufferPointer) -> Bool {
        if slot.count <= KeyHash.exactLength { return true }
        return bytes.withUnsafeBytes { bytes in
            bytes[slot.start..<slot.start + slot.count].elementsEqual(text)
        }
    }
}
