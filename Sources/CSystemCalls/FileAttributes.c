#include "CSystemCalls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

#ifdef __APPLE__
#define list_of(file, list, size) flistxattr(file, list, size, 0)
#define get_from(file, name, value, size) fgetxattr(file, name, value, size, 0, 0)
#define set_on(file, name, value, size) fsetxattr(file, name, value, size, 0, 0)
#define NO_ATTRIBUTE ENOATTR
#else
#define list_of(file, list, size) flistxattr(file, list, size)
#define get_from(file, name, value, size) fgetxattr(file, name, value, size)
#define set_on(file, name, value, size) fsetxattr(file, name, value, size, 0)
#define NO_ATTRIBUTE ENODATA
#endif

/// Whether failing to copy the attribute is an error.
static int is_ours(const char *name) {
    return strncmp(name, "security.", 9) != 0 && strncmp(name, "trusted.", 8) != 0;
}

static int copy_one(int from, int to, const char *name) {
    ssize_t size = get_from(from, name, NULL, 0);
    // Another process may remove an attribute in between.
    if (size < 0) return errno == NO_ATTRIBUTE || !is_ours(name) ? 0 : errno;
    char *value = malloc(size > 0 ? (size_t)size : 1);
    if (value == NULL) return ENOMEM;
    int failure = 0;
    size = get_from(from, name, value, (size_t)size);
    if (size < 0) {
        failure = errno == NO_ATTRIBUTE ? 0 : errno;
    } else if (set_on(to, name, value, (size_t)size) != 0) {
        failure = errno;
    }
    free(value);
    return is_ours(name) ? failure : 0;
}

int file_attributes_copy(int from, int to) {
    ssize_t size = list_of(from, NULL, 0);
    if (size < 0) return errno == ENOTSUP || errno == ENOSYS ? 0 : errno;
    if (size == 0) return 0;
    char *list = malloc((size_t)size);
    if (list == NULL) return ENOMEM;
    int failure = 0;
    size = list_of(from, list, (size_t)size);
    if (size < 0) failure = errno;
    for (char *name = list; failure == 0 && name < list + size; name += strlen(name) + 1) {
        failure = copy_one(from, to, name);
    }
    free(list);
    return failure;
}
