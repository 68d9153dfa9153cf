#include "BuildInfo.h"

#include <stddef.h>

#define TEXT_OF(word) #word
#define TEXT(word) TEXT_OF(word)

const char *built_from_commit(void) {
#ifdef TYPED_CONFIG_COMMIT
    return TEXT(TYPED_CONFIG_COMMIT);
#else
    return NULL;
#endif
}
