#ifndef C_SYSTEM_CALLS_H
#define C_SYSTEM_CALLS_H

#include <stddef.h>
#include <stdint.h>

// System calls that Swift cannot make: its import of the C library lacks extended attributes on
// Linux, a signal handler must not run Swift, and Swift considers the global variable `environ`
// unsafe.

/// Copies the extended attributes of a file to another, access control lists included.
///
/// Labels set by the kernel (`security.`, `trusted.`) are copied if the process is allowed to.
/// Returns 0, or the `errno` of a failure.
int file_attributes_copy(int from, int to);

/// Whether a flag of the file system keeps a file or folder from being replaced, even by root: 1 if
/// it is immutable, 2 if it is append-only, 0 otherwise or if the flags are unknown.
int file_is_protected(const char *path);

/// Whether the file system of an open file is one in memory: tmpfs or ramfs, which are Linux's.
int file_is_in_memory(int file);

/// Counts SIGHUP from now on, instead of ending the process. Calls nest.
void hangups_start(void);

/// Ends one `hangups_start`; the last call restores the previous action.
void hangups_stop(void);

/// The number of SIGHUPs received so far.
uint32_t hangups_count(void);

/// The variable `NAME=VALUE` at an index of the environment, or null after the last one.
const char *environment_entry(size_t index);

#endif
