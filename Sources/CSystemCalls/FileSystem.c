#include "CSystemCalls.h"

#if defined(__linux__)

#include <sys/vfs.h>

int file_is_in_memory(int file) {
    // By statfs(2): TMPFS_MAGIC and RAMFS_MAGIC.
    struct statfs system;
    if (fstatfs(file, &system) != 0) return 0;
    unsigned long type = (unsigned long)system.f_type & 0xFFFFFFFFUL;
    return type == 0x01021994UL || type == 0x858458F6UL;
}

#else

int file_is_in_memory(int file) {
    (void)file;
    return 0;
}

#endif
