import CReaderSlots

/// Tracks the reads that may still use memory that has just been replaced.
///
/// A reader must not pay for the safety of its memory: no lock, no reference count. Each thread
/// therefore has a slot, a word that only this thread writes; it is odd during a read. A reader
/// makes its word odd, loads the published pointer, reads, and makes its word even. A writer
/// publishes the new pointer, issues a memory barrier on all threads, and examines the words:
///
/// - A thread whose word was even held no pointer, or loads the new one.
/// - A thread whose word was odd may hold the old pointer until its word changes.
///
/// Once every odd word has changed, no thread can reach the old memory.
struct ReadsUnderWay: @unchecked Sendable {
    /// Slots are never freed, so that these pointers stay valid.
    private var reads: [(slot: OpaquePointer, count: UInt64)] = []
    /// True if the system refused the barrier; the end of the reads can then never be determined.
    private let isUnknown: Bool

    /// Call this after the new pointer was published.
    init() {
        isUnknown = !reader_slots_synchronise()
        var next = reader_slots_first()
        while let slot = next {
            let count = reader_slot_count(slot)
            if count & 1 == 1 { reads.append((slot, count)) }
            next = reader_slot_next(slot)
        }
    }

    /// True if all of these reads have ended.
    mutating func haveEnded() -> Bool {
        reads.removeAll { reader_slot_count($0.slot) != $0.count }
        return reads.isEmpty && !isUnknown
    }
}
