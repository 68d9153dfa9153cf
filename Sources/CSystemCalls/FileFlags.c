#include "CSystemCalls.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__

int file_is_protected(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) return 0;
    if (status.st_flags & (UF_IMMUTABLE | SF_IMMUTABLE)) return 1;
    return status.st_flags & (UF_APPEND | SF_APPEND) ? 2 : 0;
}

#else

// Values from <linux/fs.h>, which some C libraries lack.
#define GET_FLAGS _IOR('f', 1, long)
#define IMMUTABLE 0x10
#define APPEND_ONLY 0x20

int file_is_protected(const char *path) {
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return 0;
    // The kernel writes an int, despite the type in the request's name.
    long flags = 0;
    int failure = ioctl(file, GET_FLAGS, &flags);
    close(file);
    if (failure != 0) return 0;
    if (flags & IMMUTABLE) return 1;
    return flags & APPEND_ONLY ? 2 : 0;
}

#endif
