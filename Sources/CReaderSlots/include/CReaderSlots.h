#ifndef C_READER_SLOTS_H
#define C_READER_SLOTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// The threads that are currently reading published memory, so that a writer knows when it can free
// memory that it has replaced. ReaderSlots.swift explains the algorithm.

/// A thread that has read or will read.
typedef struct reader_slot {
    /// Odd while the thread is in a read, even outside; incremented when a read begins and ends.
    _Alignas(64) _Atomic(uint64_t) count;
    _Atomic(bool) is_taken;
    struct reader_slot *_Nullable next;
} reader_slot;

/// A read that has begun.
typedef struct reader_read {
    reader_slot *slot;
    uint64_t count;
} reader_read;

extern _Thread_local reader_slot *_Nullable reader_slot_of_thread;
/// Whether readers must order their accesses themselves, because the kernel cannot do it.
extern bool reader_slots_need_fence;

reader_slot *reader_slot_register(void);

/// Begins a read. Memory loaded from a cell from now on stays valid until `reader_leave`.
static inline reader_read reader_enter(void) {
    reader_slot *slot = reader_slot_of_thread;
    if (__builtin_expect(slot == NULL, 0)) slot = reader_slot_register();
    uint64_t count = atomic_load_explicit(&slot->count, memory_order_relaxed);
    // A read inside a read is covered by the outer one.
    atomic_store_explicit(&slot->count, count | 1, memory_order_relaxed);
    if (__builtin_expect(reader_slots_need_fence, 0)) {
        atomic_thread_fence(memory_order_seq_cst);
    } else {
        atomic_signal_fence(memory_order_seq_cst);
    }
    return (reader_read){slot, count};
}

static inline void reader_leave(reader_read read) {
    uint64_t after = read.count & 1 ? read.count : read.count + 2;
    atomic_store_explicit(&read.slot->count, after, memory_order_release);
}

/// The pointer published in a cell.
static inline const void *_Nullable reader_cell_load(const void *cell) {
    return atomic_load_explicit((const void *_Atomic *)cell, memory_order_acquire);
}

/// Publishes a pointer, and returns the one that was published before.
const void *_Nullable reader_cell_exchange(void *cell, const void *_Nullable pointer);

/// Makes every store of a thread that began a read before now visible to the caller, and every
/// pointer that the caller published visible to reads that begin after. False if that failed.
bool reader_slots_synchronise(void);

/// All slots ever registered.
reader_slot *_Nullable reader_slots_first(void);
reader_slot *_Nullable reader_slot_next(reader_slot *slot);
uint64_t reader_slot_count(reader_slot *slot);

#pragma clang assume_nonnull end
#endif
