import CReaderSlots

/// The reads that other threads may still be in, of memory that was replaced a moment ago.
///
/// A reader must not pay for the safety of the memory that it reads: no lock, no reference count.
/// So each thread has a slot, a word that only it writes: odd while it is in a read. A reader
/// makes its word odd, loads the published pointer, reads, and makes its word even. A writer
/// publishes the new pointer, waits for a memory barrier on all threads, and looks at the words:
///
/// - A thread whose word was even had no pointer, or loads the new one.
/// - A thread whose word was odd may hold the old pointer, until its word is another one.
///
/// When every word that was odd has changed, nobody can reach the old memory.
struct ReadsUnderWay: @unchecked Sendable {
    /// Slots live for ever, so these pointers stay good.
    private var reads: [(slot: OpaquePointer, count: UInt64)] = []
    /// The system refused the barrier: then nothing is known, ever.
    private let isUnknown: Bool

    /// To be asked for after the new pointer was published.
    init() {
        isUnknown = !reader_slots_synchronise()
        var next = reader_slots_first()
        while let slot = next {
            let count = reader_slot_count(slot)
            if count & 1 == 1 { reads.append((slot, count)) }
            next = reader_slot_next(slot)
        }
    }

    /// Whether all of them have ended.
    mutating func haveEnded() -> Bool {
        reads.removeAll { reader_slot_count($0.slot) != $0.count }
        return reads.isEmpty && !isUnknown
    }
}
