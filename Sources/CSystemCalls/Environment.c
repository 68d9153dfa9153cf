#include "CSystemCalls.h"

#include <string.h>

extern char **environ;

const char *environment_entry(size_t index) {
    // `setenv` may move the list meanwhile, so it is walked from its beginning each time.
    char **entry = environ;
    for (size_t passed = 0; entry != NULL && *entry != NULL; ++passed, ++entry) {
        if (passed == index) return *entry;
    }
    return NULL;
}
