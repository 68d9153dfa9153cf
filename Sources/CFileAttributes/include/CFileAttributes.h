#ifndef C_FILE_ATTRIBUTES_H
#define C_FILE_ATTRIBUTES_H

// Swift's view of the C library has no extended attributes on Linux, hence these few lines of C.

/// Gives a file the extended attributes of another, access control lists among them.
///
/// Labels that the kernel sets by itself (`security.`, `trusted.`) are copied where the process may.
/// Returns 0, or the `errno` of what failed.
int file_attributes_copy(int from, int to);

#endif
