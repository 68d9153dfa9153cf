#include "CSystemCalls.h"

#include <string.h>

extern char **environ;

const char *environment_entry(size_t index) {
    // `setenv` may move the list meanwhile, so each call starts at its beginning.
    char **entry = environ;
    for (size_t passed = 0; entry != NULL && *entry != NULL; ++passed, ++entry) {
        if (passed == index) return *entry;
    }
    return NULL;
}
