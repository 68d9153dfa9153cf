#include "CReaderSlots.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

_Thread_local reader_slot *reader_slot_of_thread;
bool reader_slots_need_fence = true;

static _Atomic(reader_slot *) first_slot;
static pthread_key_t slot_key;
static pthread_once_t slot_key_once = PTHREAD_ONCE_INIT;

// Slots are never freed: their number is the maximum number of threads that ran at once.
static void give_back(void *slot) {
    reader_slot_of_thread = NULL;
    atomic_store_explicit(&((reader_slot *)slot)->is_taken, false, memory_order_release);
}

static void make_key(void) {
    if (pthread_key_create(&slot_key, give_back) != 0) abort();
}

static reader_slot *take_free_slot(void) {
    for (reader_slot *slot = atomic_load(&first_slot); slot != NULL; slot = slot->next) {
        bool taken = false;
        if (atomic_compare_exchange_strong(&slot->is_taken, &taken, true)) return slot;
    }
    return NULL;
}

static reader_slot *make_slot(void) {
    void *memory = NULL;
    if (posix_memalign(&memory, _Alignof(reader_slot), sizeof(reader_slot)) != 0) abort();
    memset(memory, 0, sizeof(reader_slot));
    reader_slot *slot = memory;
    atomic_store(&slot->is_taken, true);
    slot->next = atomic_load(&first_slot);
    while (!atomic_compare_exchange_weak(&first_slot, &slot->next, slot)) {
    }
    return slot;
}

reader_slot *reader_slot_register(void) {
    pthread_once(&slot_key_once, make_key);
    reader_slot *slot = take_free_slot();
    if (slot == NULL) slot = make_slot();
    reader_slot_of_thread = slot;
    // A slot that is not given back costs only its memory.
    (void)pthread_setspecific(slot_key, slot);
    return slot;
}

const void *reader_cell_exchange(void *cell, const void *pointer) {
    return atomic_exchange((const void *_Atomic *)cell, pointer);
}

reader_slot *reader_slots_first(void) { return atomic_load(&first_slot); }
reader_slot *reader_slot_next(reader_slot *slot) { return slot->next; }

uint64_t reader_slot_count(reader_slot *slot) {
    return atomic_load_explicit(&slot->count, memory_order_acquire);
}

// membarrier(2) runs a full barrier on every thread of the process, so that readers need none.
// Its numbers are part of the kernel's interface; older headers lack the names.
enum { private_expedited = 1 << 3, register_private_expedited = 1 << 4 };

#if defined(__linux__) && defined(__NR_membarrier)
__attribute__((constructor)) static void choose_fence(void) {
    reader_slots_need_fence = syscall(__NR_membarrier, register_private_expedited, 0, 0) != 0;
}

bool reader_slots_synchronise(void) {
    atomic_thread_fence(memory_order_seq_cst);
    return reader_slots_need_fence || syscall(__NR_membarrier, private_expedited, 0, 0) == 0;
}
#else
bool reader_slots_synchronise(void) {
    atomic_thread_fence(memory_order_seq_cst);
    return true;
}
#endif
