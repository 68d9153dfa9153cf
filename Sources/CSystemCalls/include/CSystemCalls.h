#ifndef C_SYSTEM_CALLS_H
#define C_SYSTEM_CALLS_H

#include <stddef.h>
#include <stdint.h>

// What Swift cannot do by itself: its view of the C library has no extended attributes on Linux, a
// signal handler must not run Swift, and `environ` is a global variable, which Swift takes for unsafe.

/// Gives a file the extended attributes of another, access control lists among them.
///
/// Labels that the kernel sets by itself (`security.`, `trusted.`) are copied where the process may.
/// Returns 0, or the `errno` of what failed.
int file_attributes_copy(int from, int to);

/// Whether a flag of the file system keeps a file or folder from being replaced, even by root: 1 where it
/// is immutable, 2 where it can only be appended to, 0 where neither is known.
int file_is_protected(const char *path);

/// Counts SIGHUP from now on, instead of ending the process. Calls nest.
void hangups_start(void);

/// Ends one `hangups_start`; the last one restores what was done before.
void hangups_stop(void);

/// How many came so far.
uint32_t hangups_count(void);

/// The variable `NAME=VALUE` at a position of the environment, or null behind the last one.
const char *environment_entry(size_t index);

#endif
