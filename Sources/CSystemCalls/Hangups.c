#include "CSystemCalls.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

static _Atomic(uint32_t) count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int users;
static struct sigaction before;

static void note(int signal) {
    (void)signal;
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
}

void hangups_start(void) {
    pthread_mutex_lock(&lock);
    if (users++ == 0) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_handler = note;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(SIGHUP, &action, &before);
    }
    pthread_mutex_unlock(&lock);
}

void hangups_stop(void) {
    pthread_mutex_lock(&lock);
    if (users > 0 && --users == 0) sigaction(SIGHUP, &before, NULL);
    pthread_mutex_unlock(&lock);
}

uint32_t hangups_count(void) { return atomic_load_explicit(&count, memory_order_relaxed); }
